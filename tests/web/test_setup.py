"""The first run in the browser."""

import asyncio

import pytest

from flet_chat.service import users
from flet_chat.service.chat import Chat
from tests.web.conftest import Visit, sign_in

OWNER = {"workspace": "Acme", "name": "Ann Lee", "username": "", "password": "correct horse"}


@pytest.mark.parametrize("path", ["/", "/c/general", "/signin", "/join", "/join/x", "/reset/x", "/signout", "/setup"])
def test_until_it_is_set_up_every_page_says_what_to_do(path: str, empty: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            answer = await stranger.get(path)
            assert answer.status_code == 503
            assert "is not set up yet" in answer.text
            assert "link that the server printed" in answer.text

    asyncio.run(story())


def test_the_printed_link_makes_the_workspace_and_its_owner(empty: Chat, visit: Visit) -> None:
    async def story() -> None:
        secret = await empty.store.write(users.first_run_link)
        async with visit() as ann, visit() as bob:
            form = await ann.get(f"/setup?secret={secret}")
            assert form.status_code == 200
            assert "Set up your workspace" in form.text
            answer = await ann.post("/setup", data=OWNER | {"secret": secret})
            assert (answer.status_code, answer.headers["location"]) == (303, "/c/general")
            assert "<title>Acme</title>" in (await ann.get("/c/general")).text
            again = await bob.post("/setup", data=OWNER | {"secret": secret})
            assert again.status_code == 409
            assert (await bob.get(f"/setup?secret={secret}")).status_code == 409
            assert (await bob.post("/signin", data=sign_in("ann.lee"))).status_code == 303

    asyncio.run(story())


def test_an_older_or_made_up_link_is_refused(empty: Chat, visit: Visit) -> None:
    async def story() -> None:
        old = await empty.store.write(users.first_run_link)
        await empty.store.write(users.first_run_link)
        async with visit() as stranger:
            for secret in (old, "made-up"):
                assert (await stranger.get(f"/setup?secret={secret}")).status_code == 410
                assert (await stranger.post("/setup", data=OWNER | {"secret": secret})).status_code == 410
        assert empty.store.read(lambda tx: tx.workspace.get()) is None

    asyncio.run(story())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"workspace": " "}, "Name cannot be blank"),
        ({"name": ""}, "Name cannot be blank"),
        ({"workspace": "w" * 300}, "Names can have up to 80"),
        ({"password": "short"}, "Use a password of at least 8"),
    ],
)
def test_what_was_typed_is_kept(typed: dict[str, str], sentence: str, empty: Chat, visit: Visit) -> None:
    async def story() -> None:
        secret = await empty.store.write(users.first_run_link)
        form = OWNER | {"secret": secret, "username": "annie"} | typed
        async with visit() as ann:
            answer = await ann.post("/setup", data=form)
            assert answer.status_code == 422
            assert sentence in answer.text
            assert 'value="annie"' in answer.text
            assert f'value="{secret}"' in answer.text
            assert form["password"] not in answer.text

    asyncio.run(story())
