"""Making an account by an invitation, and where access is open."""

import asyncio

import pytest

from flet_chat.core.workspace import Access
from flet_chat.service import links
from flet_chat.service.chat import Chat
from tests.web.conftest import Visit, open_to, sign_in

ACCOUNT = {"name": "Bea Noor", "username": "", "password": "long enough"}


def test_an_invitation_makes_an_account_and_signs_in(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        address = f"/join/{invite(chat)}"
        async with visit() as bea, visit() as later:
            form = await bea.get(address)
            assert form.status_code == 200
            assert "Join Acme" in form.text
            assert 'autocomplete="new-password"' in form.text
            answer = await bea.post(address, data=ACCOUNT)
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
            assert (await bea.get("/c/general")).status_code == 200
            assert (await bea.get(address)).headers["location"] == "/"
            assert (await later.post("/signin", data=sign_in("bea.noor", "long enough"))).status_code == 303

    asyncio.run(story())


def test_a_used_up_invitation_lets_nobody_else_in(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        address = f"/join/{invite(chat, uses=1)}"
        async with visit() as bea, visit() as late:
            assert (await bea.post(address, data=ACCOUNT)).status_code == 303
            for answer in (await late.get(address), await late.post(address, data=ACCOUNT | {"name": "Late"})):
                assert answer.status_code == 410
                assert "no longer valid" in answer.text

    asyncio.run(story())


@pytest.mark.parametrize("token", ["nope", "a" * 500, "%00", "%ff%fe", "ünï"])
def test_a_made_up_invitation_is_refused(token: str, chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            assert (await stranger.get(f"/join/{token}")).status_code == 410
            assert (await stranger.post(f"/join/{token}", data=ACCOUNT)).status_code == 410

    asyncio.run(story())


def test_anybody_may_join_only_where_access_is_open(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as bea:
            assert (await bea.get("/join")).status_code == 403
            assert (await bea.post("/join", data=ACCOUNT)).status_code == 403
            assert "Create an account" not in (await bea.get("/signin")).text
            open_to(chat, Access.OPEN)
            assert "Create an account" in (await bea.get("/signin")).text
            assert (await bea.get("/join")).status_code == 200
            assert (await bea.post("/join", data=ACCOUNT)).status_code == 303

    asyncio.run(story())


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ({"name": " \u202e\x07 "}, 422, "Name cannot be blank"),
        ({"name": "", "password": ""}, 422, "Name cannot be blank"),
        ({"name": "x" * 300}, 422, "Names can have up to 80 characters"),
        ({"username": "x" * 300}, 422, "Names can have up to 40 characters"),
        ({"name": "!!!", "username": ""}, 422, "Use letters or digits in the user name"),
        ({"password": "short"}, 422, "Use a password of at least 8"),
        ({"username": "ANN"}, 409, "taken"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_is_kept(
    typed: dict[str, str], code: int, sentence: str, chat: Chat, visit: Visit
) -> None:
    async def story() -> None:
        address = f"/join/{invite(chat, uses=1)}"
        async with visit() as bea:
            answer = await bea.post(address, data={"name": "Bea", "username": "bea", "password": "s3cret-pw"} | typed)
            assert answer.status_code == code
            assert sentence in answer.text
            assert 'aria-invalid="true"' in answer.text
            assert "s3cret-pw" not in answer.text
            assert "Bea" in answer.text or "name" in typed
            assert (await bea.post(address, data=ACCOUNT)).status_code == 303

    asyncio.run(story())


def invite(chat: Chat, uses: int | None = None) -> str:
    """The token of a fresh invitation."""
    return chat.store.write_now(lambda tx: links.invite(tx, None, uses))
