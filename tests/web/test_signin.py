"""Signing in, signing out, and guests who come in by name."""

import asyncio
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest

from flet_chat.core.sessions import LIFETIME
from flet_chat.core.workspace import Access
from flet_chat.service import sessions, users
from flet_chat.service.chat import Chat
from flet_chat.service.throttle import PER_ACCOUNT
from flet_chat.settings import Settings
from flet_chat.web.guard import COOKIE
from flet_chat.web.signin import safe_next
from tests.web.conftest import PASSWORD, Visit, app_for, open_to, sign_in

ELSEWHERE = [
    "https://evil.test/",
    "//evil.test/",
    "/\\evil.test/",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "javascript:alert(1)",
    "evil.test",
    "/" + "a" * 3000,
    "",
]


def test_a_stranger_is_sent_to_sign_in_and_then_back(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            sent = await ann.get("/c/general?at=17")
            assert (sent.status_code, sent.headers["location"]) == (303, "/signin?next=%2Fc%2Fgeneral%3Fat%3D17")
            form = await ann.get(sent.headers["location"])
            assert form.status_code == 200
            assert "<title>Sign in · Acme</title>" in form.text
            assert 'value="/c/general?at=17"' in form.text
            done = await ann.post("/signin", data=sign_in(next="/c/general?at=17"))
            assert (done.status_code, done.headers["location"]) == (303, "/c/general?at=17")
            shown = await ann.get("/c/general?at=17")
            assert shown.status_code == 200
            assert "/static/wire.js" in shown.text

    asyncio.run(story())


def test_without_a_place_to_return_to_sign_in_leads_to_the_start(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            assert (await ann.get("/")).headers["location"] == "/signin"
            assert (await ann.post("/signin", data=sign_in())).headers["location"] == "/"

    asyncio.run(story())


def test_who_is_signed_in_need_not_do_it_again(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            again = await ann.get("/signin?next=/c/general")
            assert (again.status_code, again.headers["location"]) == (303, "/c/general")

    asyncio.run(story())


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_sent_to_another_site(address: str, chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            assert (await ann.post("/signin", data=sign_in(next=address))).headers["location"] == "/"
            assert (await ann.get("/signin", params={"next": address})).headers["location"] == "/"

    asyncio.run(story())


@pytest.mark.parametrize("address", ["/", "/c/general", "/dm/zoë?x=1#y", "/search?q=a//b"])
def test_an_address_of_this_site_is_kept(address: str) -> None:
    assert safe_next(address) == address


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(chat: Chat, visit: Visit) -> None:
    cookie = cookie_of(visit)
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/"
    assert timedelta(seconds=int(cookie["max-age"])) == LIFETIME == timedelta(days=90)
    assert not cookie["secure"]


def test_the_cookie_is_secure_over_https(chat: Chat, visit: Visit) -> None:
    assert cookie_of(visit, origin="https://chat.test")["secure"]


def test_the_cookie_is_secure_where_the_public_address_is_https(chat: Chat, visit: Visit, tmp_path: Path) -> None:
    app = app_for(chat, Settings(data=tmp_path, public_url="https://chat.example.com"))
    assert cookie_of(visit, app=app)["secure"]


def test_a_wrong_password_is_refused_with_a_sentence_and_the_name_is_kept(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            answer = await ann.post("/signin", data=sign_in(password="not the password", next="/c/general"))
            assert answer.status_code == 401
            assert 'role="alert"' in answer.text
            assert "do not match" in answer.text
            assert 'value="ann"' in answer.text
            assert 'value="/c/general"' in answer.text
            assert "not the password" not in answer.text
            assert COOKIE not in answer.headers.get("set-cookie", "")

    asyncio.run(story())


def test_an_unknown_name_is_refused_in_the_same_words(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            known = await stranger.post("/signin", data=sign_in("ann", "not the password"))
            unknown = await stranger.post("/signin", data=sign_in("nobody", "not the password"))
            assert unknown.status_code == known.status_code
            assert unknown.text == known.text.replace('value="ann"', 'value="nobody"')

    asyncio.run(story())


def test_guessing_is_slowed_down_for_the_account_and_not_for_others(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit("203.0.113.1") as guesser, visit("203.0.113.2") as bob:
            for _ in range(PER_ACCOUNT):
                assert (await guesser.post("/signin", data=sign_in(password="a guess at it"))).status_code == 401
            answer = await guesser.post("/signin", data=sign_in())
            assert answer.status_code == 429
            assert "Too many attempts" in answer.text
            assert (await bob.post("/signin", data=sign_in("bob"))).status_code == 303

    asyncio.run(story())


def test_signing_out_ends_the_session_and_takes_the_cookie(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())
            token = ann.cookies[COOKIE]
            assert "Sign out?" in (await ann.get("/signout")).text
            assert (await ann.get("/c/general")).status_code == 200
            answer = await ann.post("/signout")
            assert (answer.status_code, answer.headers["location"]) == (303, "/signin")
            assert COOKIE not in ann.cookies
            assert (await ann.get("/c/general", headers={"cookie": f"{COOKIE}={token}"})).status_code == 303
            assert (await ann.get("/signout")).headers["location"] == "/signin"

    asyncio.run(story())


def test_a_closed_account_is_out_at_once(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as bob:
            await bob.post("/signin", data=sign_in("bob"))
            assert (await bob.get("/c/general")).status_code == 200
            await chat.store.write(lambda tx: users.deactivate(tx, tx.users.by_username("bob")))
            assert (await bob.get("/c/general")).status_code == 303
            assert (await bob.post("/signin", data=sign_in("bob"))).status_code == 401

    asyncio.run(story())


def test_a_sign_in_is_listed_by_the_name_of_its_browser(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as ann:
            await ann.post("/signin", data=sign_in())

    asyncio.run(story())
    ann = chat.store.read(lambda tx: tx.users.by_username("ann"))
    assert [session.device for session in chat.look(ann.id, sessions.mine)] == ["Firefox on Linux"]


def test_a_guest_comes_in_by_name_where_that_is_on(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as cleo:
            assert "Join as a guest" not in (await cleo.get("/signin")).text
            assert (await cleo.post("/guest", data={"name": "Cleo"})).status_code == 403
            open_to(chat, Access.GUEST)
            assert "Join as a guest" in (await cleo.get("/signin")).text
            answer = await cleo.post("/guest", data={"name": "Cleo", "next": "/c/general"})
            assert (answer.status_code, answer.headers["location"]) == (303, "/c/general")
            assert (await cleo.get("/c/general")).status_code == 200

    asyncio.run(story())


@pytest.mark.parametrize("name", ["", "   ", "\t\n", "\u200f\u202e", "\x00"])
def test_a_guest_needs_a_name(name: str, chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        open_to(chat, Access.GUEST)
        async with visit() as guest:
            answer = await guest.post("/guest", data={"name": name})
            assert answer.status_code == 422
            assert ">Name cannot be blank</p>" in answer.text

    asyncio.run(story())


def test_two_guests_do_not_share_a_name(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        open_to(chat, Access.GUEST)
        async with visit() as cleo, visit() as other:
            assert (await cleo.post("/guest", data={"name": "Cleo"})).status_code == 303
            answer = await other.post("/guest", data={"name": "cleo"})
            assert answer.status_code == 409
            assert 'value="cleo"' in answer.text

    asyncio.run(story())


def cookie_of(visit: Visit, **browser: object) -> dict[str, str]:
    """The attributes of the cookie that a sign-in sets."""

    async def story() -> httpx.Response:
        async with visit(**browser) as ann:
            return await ann.post("/signin", data=sign_in(password=PASSWORD))

    return dict(SimpleCookie(asyncio.run(story()).headers["set-cookie"])[COOKIE])
