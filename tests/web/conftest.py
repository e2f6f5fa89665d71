"""A real workspace in a real file, reached over HTTP without a socket in between."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from flet_chat import bootstrap
from flet_chat.core.users import Role
from flet_chat.core.workspace import Access
from flet_chat.service import passwords, users, workspace
from flet_chat.service.chat import Chat
from flet_chat.service.door import Door
from flet_chat.settings import Settings
from flet_chat.web.app import create_app

PASSWORD = "correct horse"
ORIGIN = "http://chat.test"

Visit = Callable[..., httpx.AsyncClient]


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of PASSWORD, made once: hashing is slow on purpose."""
    return passwords.hashed_now(PASSWORD)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults, with a folder of the test's own."""
    return Settings(data=tmp_path)


@pytest.fixture
def empty(settings: Settings) -> Iterator[Chat]:
    """A server that nobody has set up."""
    chat = bootstrap.open_chat(settings)
    yield chat
    chat.store.close()


@pytest.fixture
def chat(empty: Chat, password_hash: str) -> Chat:
    """Acme, where ann owns and bob is a member."""
    tx_of = empty.store.write_now
    tx_of(lambda tx: users.set_up(tx, "Acme", Access.INVITE, "Ann Lee", "ann", password_hash))
    tx_of(lambda tx: users.add(tx, "Bob Ito", "bob", Role.MEMBER, password_hash))
    return empty


@pytest.fixture
def visit(empty: Chat, settings: Settings) -> Visit:
    """Makes a browser that nobody is signed in with; it is told apart by its cookies and address."""
    app = app_for(empty, settings)

    def browser(
        address: str = "203.0.113.7", app: ASGIApp = app, origin: str = ORIGIN, show_crashes: bool = True
    ) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, client=(address, 50000), raise_app_exceptions=show_crashes)
        headers = {"accept": "text/html", "origin": origin, "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
        return httpx.AsyncClient(transport=transport, base_url=origin, headers=headers)

    return browser


def app_for(chat: Chat, settings: Settings, copies: Sequence[Path] = ()) -> ASGIApp:
    """The HTTP side of a workspace, with a socket that refuses everybody."""
    return create_app(chat, Door(chat), settings, _no_socket, copies=copies)


def open_to(chat: Chat, access: Access) -> None:
    """Change how people come in."""
    chat.store.write_now(lambda tx: workspace.change(tx, tx.users.by_username("ann"), "Acme", access))


def sign_in(username: str = "ann", password: str = PASSWORD, **more: str) -> dict[str, str]:
    """The fields of the sign-in form."""
    return {"username": username, "password": password, **more}


async def _no_socket(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "websocket.close", "code": 1008})
