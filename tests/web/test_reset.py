"""A reset link works once."""

import asyncio

from flet_chat.service import links
from flet_chat.service.chat import Chat
from tests.web.conftest import PASSWORD, Visit, sign_in

NEW = "a new password"


def test_a_reset_link_sets_the_password_once(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        address = f"/reset/{reset(chat, 'bob')}"
        async with visit() as elsewhere, visit() as bob:
            await elsewhere.post("/signin", data=sign_in("bob"))
            form = await bob.get(address)
            assert "Bob Ito" in form.text
            assert 'autocomplete="new-password"' in form.text
            short = await bob.post(address, data={"password": "short"})
            assert short.status_code == 422
            assert "at least 8" in short.text
            assert (await bob.post(address, data={"password": NEW})).status_code == 303
            assert (await bob.get("/c/general")).status_code == 200
            assert (await elsewhere.get("/c/general")).status_code == 303
            assert (await bob.get(address)).status_code == 410
            assert (await bob.post(address, data={"password": "another one"})).status_code == 410
            assert (await elsewhere.post("/signin", data=sign_in("bob", PASSWORD))).status_code == 401
            assert (await elsewhere.post("/signin", data=sign_in("bob", NEW))).status_code == 303

    asyncio.run(story())


def test_a_made_up_reset_link_says_whose_it_is_to_nobody(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            assert "Bob Ito" in (await stranger.get(f"/reset/{reset(chat, 'bob')}")).text
            answer = await stranger.get("/reset/nope")
            assert answer.status_code == 410
            assert "Bob" not in answer.text

    asyncio.run(story())


def reset(chat: Chat, username: str) -> str:
    """The token of a fresh reset link, made by the owner."""
    ann = chat.store.read(lambda tx: tx.users.by_username("ann"))
    user = chat.store.read(lambda tx: tx.users.by_username(username))
    return chat.store.write_now(lambda tx: links.reset(tx, ann, user.id))
