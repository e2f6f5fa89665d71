"""How the files of the client are sent: lasting addresses, encodings, and when a browser need not ask."""

import asyncio
import re
from pathlib import Path

import httpx
import pytest

from flet_chat.service.chat import Chat
from flet_chat.settings import Settings
from flet_chat.web import compress
from flet_chat.web.files import FOR_EVER, client_files
from tests.web.conftest import Visit, app_for, sign_in

BOOTSTRAP = "flutter_bootstrap.js"
SIGN_IN_PAGE = 30_000


@pytest.fixture
def stranger(chat: Chat, settings: Settings, visit: Visit, tmp_path: Path) -> httpx.AsyncClient:
    """Somebody on a server that has copies of one file."""
    file = client_files().get(BOOTSTRAP)
    assert file is not None
    compress.main(tmp_path / "copies", [(file.digest, file.path)])
    return visit(app=app_for(chat, settings, [tmp_path / "copies"]))


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0", None)]
)
def test_a_browser_gets_the_copy_that_it_understands(
    stranger: httpx.AsyncClient, accepted: str, encoding: str | None
) -> None:
    async def story() -> None:
        address = f"{client_files().base}{BOOTSTRAP}"
        async with stranger:
            answer = await stranger.get(address, headers={"accept-encoding": accepted})
            assert answer.headers.get("content-encoding") == encoding
            assert answer.headers["vary"] == "accept-encoding"
            assert answer.headers["content-type"].startswith("text/javascript")
            assert answer.headers["cache-control"] == FOR_EVER
            file = client_files().get(BOOTSTRAP)
            assert file is not None
            assert answer.content == file.path.read_bytes()
            assert (int(answer.headers["content-length"]) < file.size) == (encoding is not None)
            head = await stranger.head(address, headers={"accept-encoding": accepted})
            assert head.headers["content-length"] == answer.headers["content-length"]
            assert head.headers.get("content-encoding") == encoding
            assert head.content == b""

    asyncio.run(story())


def test_whoever_has_the_file_is_told_so_in_whichever_encoding(stranger: httpx.AsyncClient) -> None:
    async def story() -> None:
        address = f"{client_files().base}{BOOTSTRAP}"
        async with stranger:
            etag = (await stranger.get(address, headers={"accept-encoding": "br"})).headers["etag"]
            for known in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
                again = await stranger.get(address, headers={"if-none-match": known, "accept-encoding": "gzip"})
                assert again.status_code == 304
                assert again.headers["etag"] == etag
                assert again.headers["vary"] == "accept-encoding"
                assert again.headers["cache-control"] == FOR_EVER
            assert (await stranger.get(address, headers={"if-none-match": '"other"'})).status_code == 200

    asyncio.run(story())


def test_only_the_address_of_this_version_is_kept_for_ever(stranger: httpx.AsyncClient) -> None:
    async def story() -> None:
        async with stranger:
            for address in (f"/{BOOTSTRAP}", f"/_v/0123456789abcdef/{BOOTSTRAP}"):
                answer = await stranger.get(address)
                assert answer.status_code == 200
                assert answer.headers["cache-control"] == "no-cache"

    asyncio.run(story())


def test_everything_that_the_page_names_is_there_and_lasts(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            signin = (await ann.get("/signin")).text
            await ann.post("/signin", data=sign_in())
            page = (await ann.get("/c/general")).text
            named = re.findall(r'(?:src|href)="(/_v/[^"]+)"', signin + page)
            assert {name.rpartition("/")[2] for name in named} >= {"pages.css", "prefetch.js", "client.js", BOOTSTRAP}
            for name in named:
                answer = await ann.get(name)
                assert (answer.status_code, answer.headers["cache-control"]) == (200, FOR_EVER), name

    asyncio.run(story())


def test_the_sign_in_page_is_small_even_without_compression(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            page = await stranger.get("/signin")
            parts = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="([^"]+)"', page.text)
            sizes = [len((await stranger.get(part)).content) for part in parts]
            assert any("prefetch.js" in part for part in parts)
            assert len(page.content) + sum(sizes) < SIGN_IN_PAGE

    asyncio.run(story())


def test_the_address_changes_with_what_is_served(tmp_path: Path) -> None:
    files = {"static/a.js": tmp_path / "a.js"}
    (tmp_path / "a.js").write_text("one")
    first = client_files_of(files)
    assert client_files_of(files) == first
    (tmp_path / "a.js").write_text("two")
    assert client_files_of(files) != first


def client_files_of(files: dict[str, Path]) -> str:
    """The base of a set of files."""
    return type(client_files())(files).base
