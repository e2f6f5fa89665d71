"""The pages in a real browser: what only it can tell about forms, policies and prefetching."""

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect
from starlette.types import Message, Receive, Scope, Send

from flet_chat.core.workspace import Access
from flet_chat.service.chat import Chat
from flet_chat.settings import Settings
from flet_chat.web.app import SOCKET
from flet_chat.web.files import client_files
from tests.waiting import until
from tests.web.conftest import PASSWORD, app_for, open_to

Answer = tuple[str, int]

pytestmark = pytest.mark.browser

# Flet asks for it at every start, whether or not it is used; being refused does no harm.
KNOWN = "rive_native.js"
ENGINE = f"{client_files().base}canvaskit/skwasm.wasm"
"""Not main.dart.wasm: it is too large for the small cache of a private window, which is what the tests open."""


@pytest.fixture
def address(chat: Chat, settings: Settings, served: list[Answer]) -> Iterator[str]:
    """A real server; what it answers is noted in `served`."""
    app = app_for(chat, settings)

    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        async def note(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.close"):
                served.append((scope["path"], message.get("status", 0)))
            await send(message)

        await app(scope, receive, note)

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(noted, log_level="critical", lifespan="off", ws="websockets-sansio"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        until(lambda: server.started, "the server")
        yield f"http://localhost:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def served() -> list[Answer]:
    """The paths that browsers asked for, and the status that each got."""
    return []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab of somebody whom nobody knows."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_signing_in_leads_back_and_starts_the_prefetched_client_under_the_policy(
    address: str, page: Page, served: list[Answer]
) -> None:
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto(f"{address}/c/general")
    expect(page).to_have_title("Sign in · Acme")
    expect(page.get_by_label("User name")).to_be_focused()
    until(lambda: (ENGINE, 200) in served, "the prefetch of the engine")
    page.wait_for_load_state("networkidle")
    page.get_by_label("User name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    page.wait_for_url(f"{address}/c/general")
    expect(page).to_have_title(re.compile("^(Acme)?$"))  # Flutter empties it until a tab says what it shows
    until(lambda: (SOCKET, 0) in served, "the socket that Flet opens once it runs", 60)
    assert [status for path, status in served if path == ENGINE] == [200]  # the cache has it, and never asks again
    assert page.evaluate("crossOriginIsolated")
    assert [text for text in refused if KNOWN not in text] == []


def test_a_refused_form_says_why_and_keeps_the_name(address: str, page: Page) -> None:
    page.goto(f"{address}/signin")
    page.get_by_label("User name").fill("ann")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    expect(page.get_by_label("User name")).to_have_value("ann")
    expect(page.get_by_label("Password")).to_have_value("")


def test_a_blank_guest_is_told_so_by_the_page(address: str, page: Page, chat: Chat) -> None:
    open_to(chat, Access.GUEST)
    page.goto(f"{address}/signin")
    page.get_by_role("button", name="Join as a guest").click()
    expect(page.get_by_role("alert")).to_have_text("Name cannot be blank")


def test_a_form_of_another_site_is_refused(address: str, page: Page, tmp_path: Path) -> None:
    trap = (
        f'<form method="post" action="{address}/signin"><input name="username" value="ann"><button>Go</button></form>'
    )
    (tmp_path / "trap.html").write_text(trap)
    page.goto((tmp_path / "trap.html").as_uri())
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("This request came from another site")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_fits_the_screen(width: int, address: str, page: Page, chat: Chat) -> None:
    open_to(chat, Access.GUEST)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/signin")
    assert page.evaluate("document.documentElement.scrollWidth") == width
