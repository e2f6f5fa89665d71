"""Other sites are kept out, and the address that failures are counted under cannot be chosen."""

import asyncio

import pytest

from flet_chat.core.workspace import Access
from flet_chat.service import links
from flet_chat.service.chat import Chat
from flet_chat.settings import Settings
from flet_chat.web.guard import COOKIE, allowed_origin, client_address, token_of
from tests.web.conftest import Visit, open_to, sign_in

HERE = Settings()
PUBLIC = Settings(public_url="https://chat.example.com")


def test_every_form_refuses_another_site(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        open_to(chat, Access.OPEN)
        token = await chat.store.write(lambda tx: links.invite(tx, None))
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            for path in ("/signin", "/guest", "/setup", "/join", f"/join/{token}", "/reset/x", "/signout"):
                for origin in ("https://evil.test", "null", "http://chat.test.evil.test", "http://chat.test:81", ""):
                    answer = await ann.post(path, data=sign_in(), headers={"origin": origin})
                    assert answer.status_code == 403, (path, origin)
                    assert "another site" in answer.text
                assert (await ann.get("/c/general")).status_code == 200
            assert (await ann.post("/signout")).status_code == 303

    asyncio.run(story())


@pytest.mark.parametrize(
    ("sent", "settings", "allowed"),
    [
        ({"host": "chat.test", "origin": "http://chat.test"}, HERE, True),
        ({"host": "chat.test", "origin": "https://chat.test"}, HERE, True),
        ({"host": "192.168.1.5:8550", "origin": "http://192.168.1.5:8550"}, HERE, True),
        ({"host": "[::1]:8550", "origin": "http://[::1]:8550"}, HERE, True),
        ({"host": "Chat.Test:443", "origin": "https://chat.test"}, HERE, True),
        ({"host": "chat.test", "origin": "http://chat.test:8550"}, HERE, False),
        ({"host": "chat.test", "origin": "null"}, HERE, False),
        ({"host": "chat.test", "origin": ""}, HERE, False),
        ({"host": "", "origin": ""}, HERE, False),
        ({"origin": "http://chat.test"}, HERE, False),
        ({"host": "chat.test", "origin": "http://[bad"}, HERE, False),
        ({"host": "chat.test", "origin": "http://chat.test:port"}, HERE, False),
        ({"host": "x", "x-forwarded-host": "evil.test", "origin": "http://evil.test"}, HERE, False),
        ({"host": "inner:8550", "origin": "https://chat.example.com"}, PUBLIC, True),
        ({"host": "chat.example.com", "origin": "http://chat.example.com"}, PUBLIC, False),
        ({"host": "192.168.1.5", "origin": "http://192.168.1.5"}, PUBLIC, True),
        ({"host": "chat.test"}, HERE, True),
        ({"host": "chat.test", "sec-fetch-site": "same-origin"}, HERE, True),
        ({"host": "chat.test", "sec-fetch-site": "none"}, HERE, True),
        ({"host": "chat.test", "sec-fetch-site": "cross-site"}, HERE, False),
        ({"host": "chat.test", "sec-fetch-site": "same-site"}, HERE, False),
    ],
)
def test_an_origin_is_ours_or_refused(sent: dict[str, str], settings: Settings, allowed: bool) -> None:
    assert allowed_origin(raw(sent), settings) is allowed


def test_two_origins_are_refused() -> None:
    both = [(b"host", b"chat.test"), (b"origin", b"http://chat.test"), (b"origin", b"http://chat.test")]
    assert allowed_origin(both[:2], HERE)
    assert not allowed_origin(both, HERE)


@pytest.mark.parametrize(
    ("peer", "forwarded", "settings", "counted"),
    [
        ("203.0.113.7", "1.2.3.4", HERE, "203.0.113.7"),
        ("127.0.0.1", "1.2.3.4", HERE, "127.0.0.1"),
        ("127.0.0.1", "1.2.3.4", PUBLIC, "1.2.3.4"),
        ("10.0.0.2", "9.9.9.9, 1.2.3.4", PUBLIC, "1.2.3.4"),
        ("8.8.8.8", "1.2.3.4", PUBLIC, "8.8.8.8"),
        ("127.0.0.1", "", PUBLIC, "127.0.0.1"),
    ],
)
def test_only_our_own_proxy_says_who_is_behind_it(peer: str, forwarded: str, settings: Settings, counted: str) -> None:
    scope = {"client": (peer, 1), "headers": raw({"x-forwarded-for": forwarded})}
    assert client_address(scope, settings) == counted


@pytest.mark.parametrize(
    ("cookie", "token"),
    [
        (f"{COOKIE}=abc", "abc"),
        (f"a=b; {COOKIE}=abc; c=d", "abc"),
        ("a=b", ""),
        ("", ""),
        (";;;=;", ""),
    ],
)
def test_the_token_is_found_in_the_cookie(cookie: str, token: str) -> None:
    assert token_of(raw({"cookie": cookie})) == token


@pytest.mark.parametrize("value", [b"\xff\xfe", b"\x00", b"a" * 5000, b'"\\"', b"\xc3\x28"])
def test_a_broken_cookie_is_nobody(value: bytes, chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            headers = [(b"cookie", COOKIE.encode() + b"=" + value)]
            assert (await stranger.get("/c/general", headers=headers)).status_code == 303

    asyncio.run(story())


def raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI has them."""
    return [(name.encode(), value.encode()) for name, value in headers.items()]
