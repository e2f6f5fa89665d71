"""Whatever is sent, the answer is a sentence: never a crash, never somebody else's script."""

import asyncio

import pytest

from flet_chat.core.workspace import Access
from flet_chat.service import workspace
from flet_chat.service.chat import Chat
from tests.web.conftest import PASSWORD, Visit, open_to, sign_in

FORM = "application/x-www-form-urlencoded"
SCRIPT = "<script>alert('x')</script>\"><img src=x>"
PAGES = ("/signin", "/join", "/setup", "/reset/x", "/nothing/here.txt")


def test_names_are_shown_as_text(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        await chat.store.write(lambda tx: workspace.change(tx, tx.users.by_username("ann"), f"W{SCRIPT}", Access.GUEST))
        async with visit() as ann:
            pages = [(await ann.get(path)).text for path in PAGES]
            pages.append((await ann.post("/signin", data=sign_in(SCRIPT))).text)
            pages.append((await ann.post("/guest", data={"name": SCRIPT * 5, "next": f"/{SCRIPT}"})).text)
            pages.append((await ann.get("/signin", params={"next": f"/{SCRIPT}"})).text)
            await ann.post("/signin", data=sign_in())
            pages += [(await ann.get(path)).text for path in ("/c/general", "/signout")]
        for page in pages:
            assert "W&lt;script&gt;" in page
            assert "<script>alert" not in page
            assert "<img" not in page

    asyncio.run(story())


def test_the_manifest_carries_any_name(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        await chat.store.write(lambda tx: workspace.change(tx, tx.users.by_username("ann"), SCRIPT, Access.INVITE))
        async with visit() as stranger:
            answer = await stranger.get("/manifest.json")
            assert answer.json()["name"] == SCRIPT
            assert answer.headers["content-type"].startswith("application/manifest+json")

    asyncio.run(story())


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"username=ann&password=%s" % PASSWORD.replace(" ", "+").encode(), FORM, 303),
        (b"username=ann%00&password=%00", FORM, 401),
        (b"username=%ff%fe&password=x", FORM, 400),
        (b"username=\xff\xfe", FORM, 400),
        (b"username=%ED%A0%80&password=x", FORM, 400),
        (b"username=" + b"a" * 70_000, FORM, 413),
        (b"&".join(b"a%d=1" % n for n in range(50)), FORM, 400),
        (b"username=%E2%80%AEnna&password=x", FORM, 401),
        (b"", FORM, 401),
        (b'{"username": "ann"}', "application/json", 415),
        (b"--x\r\n", "multipart/form-data; boundary=x", 415),
        (b"username=ann", "\xff", 415),
    ],
)
def test_any_body_gets_an_answer(body: bytes, kind: str, code: int, chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            headers = [(b"content-type", kind.encode("latin-1"))]
            answer = await stranger.post("/signin", content=body, headers=headers)
            assert answer.status_code == code

    asyncio.run(story())


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/c/%00",
        "/static/%00",
        "/static/%ff.css",
        "/assets/%00.png",
        "/c/%ff%fe",
        "/..%2f..%2fetc/passwd",
        "/static/..%2fapp.py",
        "/static/../app.py",
        "/" + "a" * 5000,
        "/static/" + "a" * 5000 + ".css",
        "//evil.test/..",
        "/c/" + "%E2%80%AE" * 50,
        "/signin?next=%ff%00",
        "/setup?secret=%00%ff",
    ],
)
def test_any_address_gets_an_answer(path: str, chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            answer = await stranger.get(path)
            assert answer.status_code < 500
            assert "root:" not in answer.text
            assert "create_app" not in answer.text
            assert not answer.headers.get("location", "/").startswith("//")
            await stranger.post("/signin", data=sign_in())
            assert (await stranger.get(path)).status_code < 500

    asyncio.run(story())


def test_control_and_direction_characters_are_taken_out_of_names(chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        open_to(chat, Access.GUEST)
        async with visit() as guest:
            assert (await guest.post("/guest", data={"name": "Cl\x00eo\u202e \x1b[31m"})).status_code == 303

    asyncio.run(story())
    assert "Cleo [31m" in {user.name for user in chat.store.read(lambda tx: tx.users.all())}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_refused(method: str, chat: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as stranger:
            for path in ("/", "/signin", "/c/general", "/main.dart.js", "/static/pages.css"):
                assert (await stranger.request(method, path)).status_code == 405, path

    asyncio.run(story())


def test_a_crash_is_answered_with_a_sentence_and_the_safe_headers(empty: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit(show_crashes=False) as stranger:
            empty.store.close()
            answer = await stranger.get("/signin")
            assert answer.status_code == 500
            assert "Something went wrong" in answer.text
            assert answer.headers["x-content-type-options"] == "nosniff"

    asyncio.run(story())
