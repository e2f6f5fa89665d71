"""The look of the workspace over HTTP: it follows a change at once, and nothing in it breaks out."""

import asyncio
import io
import json
import xml.etree.ElementTree
from html.parser import HTMLParser

import pytest
from PIL import Image

from flet_chat.core.brand import Change
from flet_chat.service import brand
from flet_chat.service.chat import Chat
from tests.brand import samples
from tests.web.conftest import ORIGIN, Visit, sign_in

EVIL = "</title><script>alert(1)</script>\"'&{{ 7 * 7 }}"


def set_brand(chat: Chat, **values: str | bytes) -> None:
    """Change it as ann does."""
    chat.store.write_now(lambda tx: brand.change(tx, tx.users.by_username("ann"), Change(**values)))


def test_every_icon_of_the_manifest_is_what_it_says(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            manifest = (await stranger.get("/manifest.json")).json()
            assert (manifest["id"], manifest["scope"], manifest["start_url"]) == ("/", "/", "/")
            assert manifest["display"] == "standalone"
            assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
            shortcuts = [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
            assert {shot["form_factor"] for shot in manifest["screenshots"]} == {"wide", "narrow"}
            for one in [*manifest["icons"], *shortcuts, *manifest["screenshots"]]:
                answer = await stranger.get(one["src"])
                assert answer.status_code == 200, one
                assert answer.headers["content-type"] == one["type"]
                size = Image.open(io.BytesIO(answer.content)).size
                assert f"{size[0]}x{size[1]}" == one["sizes"]

    asyncio.run(story())


def test_a_change_is_there_with_the_next_request(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            before = await stranger.get("/favicon.png")
            assert Image.open(io.BytesIO(before.content)).size == (32, 32)
            same = await stranger.get("/favicon.png", headers={"if-none-match": before.headers["etag"]})
            assert same.status_code == 304
            old = (await stranger.get("/manifest.json")).json()
            set_brand(chat, name="Acme Labs", theme_color="#0B7285", background_color="#101010")
            manifest = (await stranger.get("/manifest.json")).json()
            assert (manifest["name"], manifest["theme_color"], manifest["background_color"]) == (
                "Acme Labs",
                "#0B7285",
                "#101010",
            )
            assert manifest["icons"][0]["src"] != old["icons"][0]["src"]
            after = await stranger.get("/favicon.png", headers={"if-none-match": before.headers["etag"]})
            assert after.status_code == 200
            assert after.content != before.content
            page = (await stranger.get("/signin")).text
            assert '<meta name="theme-color" content="#0B7285">' in page
            assert "--mark: #0B7285;" in (await stranger.get("/brand.css")).text

    asyncio.run(story())


def test_only_an_address_with_the_current_version_may_be_kept_for_ever(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            icon = (await stranger.get("/manifest.json")).json()["icons"][0]["src"]
            assert "immutable" in (await stranger.get(icon)).headers["cache-control"]
            assert (await stranger.get("/icons/icon-192.png")).headers["cache-control"] == "no-cache"
            set_brand(chat, theme_color="#0B7285")
            assert (await stranger.get(icon)).headers["cache-control"] == "no-cache"

    asyncio.run(story())


def test_no_name_breaks_out_of_a_page_or_a_file(chat: Chat, visit: Visit) -> None:
    class Tags(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.scripts: list[str] = []
            self.title = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "script":
                self.scripts.append(dict(attrs).get("src") or "")
            self.inside = tag

        def handle_data(self, data: str) -> None:
            self.title += data if getattr(self, "inside", "") == "title" else ""

    async def story() -> None:
        set_brand(chat, name=EVIL, short_name=EVIL[:30], description=EVIL)
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            for path in ("/", "/signout"):
                tags = Tags()
                tags.feed((await ann.get(path)).text)
                assert EVIL in tags.title
                assert all(script for script in tags.scripts)
            manifest = json.loads((await ann.get("/manifest.json")).content)
            assert manifest["name"] == manifest["description"] == EVIL
            xml.etree.ElementTree.fromstring((await ann.get("/browserconfig.xml")).content)

    asyncio.run(story())


def test_a_picture_that_an_admin_sends_becomes_the_icon(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            before = (await ann.get("/favicon.png")).content
            assert (await ann.post("/brand/icon", content=samples.disc())).status_code == 204
            icon = Image.open(io.BytesIO((await ann.get("/favicon.png")).content))
            assert icon.convert("RGB").getpixel((16, 16)) == samples.ORANGE
            assert "/icons/icon-96.png?v=" in (await ann.get("/signout")).text
            refused = await ann.post("/brand/icon", content=b"these are the accounts of 2019")
            assert (refused.status_code, "no PNG" in refused.text) == (422, True)
            assert (await ann.get("/favicon.png")).content != before

    asyncio.run(story())


@pytest.mark.parametrize("who", ["bob", None])
def test_a_picture_of_anybody_else_is_refused(chat: Chat, visit: Visit, who: str | None) -> None:
    async def story() -> None:
        async with visit() as visitor:
            if who:
                await visitor.post("/signin", data=sign_in(who))
            answer = await visitor.post("/brand/icon", content=samples.disc())
            assert answer.status_code == (403 if who else 401)
            assert chat.store.read(brand.with_picture)[1] == b""

    asyncio.run(story())


def test_a_picture_from_another_site_or_too_large_is_refused(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            foreign = {"origin": "https://evil.example"}
            assert (await ann.post("/brand/icon", content=samples.disc(), headers=foreign)).status_code == 403
            large = await ann.post("/brand/icon", content=bytes(6 * 2**20), headers={"origin": ORIGIN})
            assert (large.status_code, "5 MB" in large.text) == (422, True)

    asyncio.run(story())


def test_what_is_no_file_of_the_brand_is_not_found(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            for path in ("/icons/none.png", "/icons/..%2Fpreview.html", "/icons/preview.html"):
                assert (await stranger.get(path)).status_code == 404, path
            assert (await stranger.get("/favicon.ico")).headers["content-type"] == "image/vnd.microsoft.icon"

    asyncio.run(story())
