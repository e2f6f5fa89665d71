"""The files of the Flet client, the page around them, and the headers of every answer."""

import asyncio
from pathlib import Path

from flet_web import get_package_web_dir

from flet_chat.service.chat import Chat
from flet_chat.web.files import client_files
from tests.web.conftest import Visit, sign_in

WEB = Path(get_package_web_dir())


def test_the_page_is_served_for_every_place_of_the_interface(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            for path in ("/", "/c/general", "/m/1042", "/channels", "/inbox", "/settings/me", "/dm/ann.lee"):
                answer = await ann.get(path)
                assert answer.status_code == 200, path
                assert "<title>Acme</title>" in answer.text
                assert answer.headers["cache-control"] == "no-cache"
                assert (await ann.head(path)).status_code == 200

    asyncio.run(story())


def test_our_script_comes_before_that_of_flutter(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            page = (await ann.get("/")).text
            config, wire, flutter = (
                page.index(f'<script src="{client_files().base}{name}"')
                for name in ("static/client.js", "static/wire.js", "flutter_bootstrap.js")
            )
            assert config < wire < flutter
            assert "python.js" not in page

    asyncio.run(story())


def test_the_files_of_the_client_are_those_of_the_package(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            for name, kind in (
                ("flutter_bootstrap.js", "text/javascript"),
                ("main.dart.mjs", "text/javascript"),
                ("canvaskit/skwasm.wasm", "application/wasm"),
                ("assets/fonts/roboto.woff2", "font/woff2"),
                ("assets/NOTICES", ""),
                ("flutter_service_worker.js", "text/javascript"),
            ):
                for base in ("/", client_files().base):
                    answer = await stranger.get(f"{base}{name}")
                    assert answer.content == (WEB / name).read_bytes()
                    assert answer.headers["content-type"].startswith(kind)
                    assert answer.headers["cross-origin-embedder-policy"] == "require-corp"
                    again = await stranger.get(f"{base}{name}", headers={"if-none-match": answer.headers["etag"]})
                    assert again.status_code == 304
                    head = await stranger.head(f"{base}{name}")
                    assert head.headers["content-length"] == str(len(answer.content))

    asyncio.run(story())


def test_what_is_no_file_is_not_found(chat: Chat, visit: Visit) -> None:
    absent = (
        "missing.js",
        "assets/fonts/missing.woff2",
        "python.js",
        "pyodide/pyodide.mjs",
        "index.html",
        "main.dart.wasm.br",
        "canvaskit/skwasm.js.symbols",
        "../client.py",
        "static/%2e%2e/client.py",
    )

    async def story() -> None:
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            for name in absent:
                for base in ("/", client_files().base):
                    assert (await ann.get(f"{base}{name}")).status_code == 404, name

    asyncio.run(story())


def test_only_fonts_that_a_chat_needs_are_loaded_at_the_start(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            fonts = (await stranger.get(f"{client_files().base}assets/FontManifest.json")).json()
            assert [font["family"] for font in fonts] == ["MaterialIcons", "Roboto", "JetBrains Mono"]
            for font in fonts:
                for file in font["fonts"]:
                    assert (await stranger.head(f"{client_files().base}assets/{file['asset']}")).status_code == 200

    asyncio.run(story())


def test_every_answer_carries_the_safe_headers(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            pages = ("/signin", "/c/general", "/main.dart.mjs", "/missing.js", "/healthz")
            for path in (*pages, f"{client_files().base}static/pages.css"):
                headers = (await stranger.get(path)).headers
                assert headers["x-content-type-options"] == "nosniff"
                assert headers["referrer-policy"] == "same-origin"
                assert "frame-ancestors 'none'" in headers["content-security-policy"]
                assert "cache-control" in headers
            policy = (await stranger.get("/c/general")).headers["content-security-policy"]
            assert "connect-src 'self' ws://chat.test wss://chat.test " in policy
            assert "script-src 'self' 'wasm-unsafe-eval' blob:;" in policy
            odd = await stranger.get("/main.dart.mjs", headers={"host": "x; script-src *"})
            assert "script-src *" not in odd.headers["content-security-policy"]
            assert (await stranger.get("/signin")).headers["cache-control"] == "no-store"

    asyncio.run(story())
