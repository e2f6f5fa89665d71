"""What all pages share: the workspace, the door, and how a page is drawn in the workspace's name."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from flet_chat.brand import colors
from flet_chat.brand.files import SOCIAL
from flet_chat.brand.manifest import address
from flet_chat.core.brand import Brand
from flet_chat.core.colors import ink, rgb, written
from flet_chat.core.sessions import Session
from flet_chat.core.workspace import Workspace
from flet_chat.service import brand, workspace
from flet_chat.service.chat import Chat
from flet_chat.service.door import Door
from flet_chat.settings import Settings
from flet_chat.web import guard
from flet_chat.web.fallback import fonts_base
from flet_chat.web.files import client_files
from flet_chat.web.headers import PAGE_POLICY

_templates = Environment(
    loader=PackageLoader("flet_chat.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Site:
    """One workspace as its pages see it."""

    chat: Chat
    door: Door
    settings: Settings

    @property
    def workspace(self) -> Workspace | None:
        """The workspace, or None before its owner exists."""
        return self.chat.store.read(workspace.current)

    @property
    def brand(self) -> Brand:
        """How it looks; before its owner exists, as the product does."""
        return self.chat.store.read(brand.current)

    @property
    def name(self) -> str:
        """The name of the workspace."""
        return self.brand.name

    async def session(self, request: Request) -> Session | None:
        """The live sign-in of whoever asks, or None."""
        return await self.door.identify(guard.token_of(request.scope["headers"]))

    def page(self, template: str, title: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A small page; never stored by browser or proxy, since it may hold a token."""
        answer = HTMLResponse(self.drawn(template, page_title=title, **values), status)
        answer.headers["cache-control"] = "no-store"
        answer.headers["content-security-policy"] = PAGE_POLICY
        return answer

    def notice(
        self, sentence: str, status: int, *, title: str = "", way_on: tuple[str, str] = ("/", "Go on")
    ) -> Response:
        """A page with one sentence and one way on: an address and what the link says."""
        title = title or ("Not found" if status == 404 else "That did not work")
        return self.page("notice.html", title, status, sentence=sentence, way_on=way_on)

    def enter(self, request: Request, token: str, address: str) -> Response:
        """Sign the browser in and send it on.

        A plain 303 is enough, though Flet keeps its session under `_flet_session_id` in the tab's sessionStorage and
        would resume the old one: `static/wire.js` removes that key before Flet starts, on every load.
        """
        answer = RedirectResponse(address, 303)
        guard.keep_token(answer, token, request, self.settings)
        return answer

    def drawn(self, template: str, **values: Any) -> str:
        """A template filled with values, all of them escaped, and with the name of the workspace."""
        look = self.brand
        lasting = {"client": client_files().base, "fonts": fonts_base()}
        return _templates.get_template(template).render(
            workspace=look.name, brand=look, **self._shown(look), **lasting, **values
        )

    def _shown(self, look: Brand) -> dict[str, Any]:
        return {
            "initial": look.initials[:1],
            "light": colors.light(look),
            "dark": colors.dark(look),
            "on_background": written(ink(rgb(look.background_color))),
            "icon": partial(address, brand=look),
            # Whoever shows a link to us has no address to begin it with.
            "social": self.settings.public_url + address(SOCIAL, look),
        }
