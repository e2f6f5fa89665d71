"""The pieces of fonts, under the addresses by which Flutter asks for them."""

import asyncio
import re
from pathlib import Path

import pytest
from flet_web import get_package_web_dir

from flet_chat.service.chat import Chat
from flet_chat.web.fallback import fonts_base
from flet_chat.web.files import FONTS, FOR_EVER
from tests.web.conftest import Visit

ASKED = re.compile(r"noto[a-z0-9]+/v\d+/[\w-]+(?:\.\d+)?\.woff2")
NUMBERED = {"notocoloremoji", "notosanssc", "notosanstc", "notosanshk", "notosansjp", "notosanskr"}
"""Families that come in numbered pieces; their others hold Latin and Cyrillic letters, which Roboto has."""
NAMED = {"notosans", "notosansarabic", "notosanshebrew", "notosansthai", "notosansmath", "notosanssymbols"}
NAMED |= {"notosanssymbols2", "notosansdevanagari"}


@pytest.fixture(scope="module")
def asked() -> set[str]:
    """All addresses that the client has in it; a new Flet may bring other ones."""
    return set(ASKED.findall((Path(get_package_web_dir()) / "main.dart.js").read_text("utf-8")))


def test_every_piece_that_flutter_may_ask_for_is_there(asked: set[str], chat: Chat, visit: Visit) -> None:
    numbered = {name for name in asked if name.partition("/")[0] in NUMBERED and re.search(r"\.\d+\.woff2", name)}
    named = {name for name in asked if name.partition("/")[0] in NAMED}
    assert len(numbered) > 500
    assert {name.partition("/")[0] for name in numbered | named} == NUMBERED | NAMED

    async def story() -> None:
        async with visit() as stranger:
            for name in sorted(numbered | named):
                answer = await stranger.head(f"{fonts_base()}{name}")
                assert answer.status_code == 200, name
                assert answer.headers["content-type"] == "font/woff2"
                assert answer.headers["cache-control"] == FOR_EVER

    asyncio.run(story())


def test_each_single_file_is_one_that_flutter_may_ask_for(asked: set[str]) -> None:
    assert {path.parent.name for path in FONTS.glob("*/only.woff2")} <= {name.partition("/")[0] for name in asked}


@pytest.mark.parametrize(
    "name",
    [
        "notosanszanabazarsquare/v19/x.woff2",
        "notosanssc/v37/x.3.woff2",
        "notosanssc/v37/x.999.woff2",
        "notosanssymbols2/v24/unknown.woff2",
        "mono/v1/regular.woff2",
        "../v1/regular.woff2",
        "notosansthai/v1/..%2fOFL.txt",
        "notosansthai/v25",
    ],
)
def test_what_we_do_not_have_is_not_found_at_once(name: str, chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            answer = await stranger.get(f"{fonts_base()}{name}", headers={"accept": "*/*"}, follow_redirects=False)
            assert answer.status_code in (303, 404)
            assert b"wOF2" not in answer.content

    asyncio.run(story())


def test_every_font_has_its_licence_beside_it() -> None:
    for folder in {path.parent for path in FONTS.rglob("*.woff2")}:
        assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8").upper(), folder
