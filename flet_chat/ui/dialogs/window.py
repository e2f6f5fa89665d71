"""What all dialogs share: a frame that fits any window, errors shown inside, and closing only when it is done."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.errors import ChatError, Invalid, SignInRequired, Taken
from flet_chat.ui.theme import BODY, BOLD, DIALOG_WIDTH, FAINT, SMALL, TITLE, C, L, M, S

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

Places = Mapping[type[ChatError], ft.TextField]
"""Under which field an error of that kind is shown; every other is shown as a line."""


class Window:
    """A dialog of one tab. Subclasses give `name`, `title`, `body` and, for forms, `actions`."""

    name = "dialog"
    """Stable id for tests and assistive tools."""
    title = ""
    icon: ft.IconData | None = None
    """Before the title."""

    def __init__(self, tab: "ChatTab") -> None:
        self.tab = tab
        self.opened = False
        self._busy = False
        self._sentence = ft.Text(size=SMALL, color=C.ERROR)
        self._line = ft.Semantics(content=self._sentence, live_region=True, visible=False)
        self._frame: ft.DialogControl

    def body(self) -> list[ft.Control]:
        """What it shows, from top to bottom."""
        raise NotImplementedError

    def actions(self) -> list[ft.Control]:
        """The buttons below."""
        return []

    def refresh(self) -> None:
        """People or channels have changed: show what is so now."""

    def dismissed(self) -> None:
        """It was closed, by whatever means."""

    def open(self) -> None:
        """Show it, on top of what is open."""
        self._frame = self.frame()
        self._frame.on_dismiss = self._on_dismiss
        self.opened = True
        self.tab.dialogs.windows.append(self)
        self.tab.page.show_dialog(self._frame)

    def close(self) -> None:
        """Close this one; not `pop_dialog`, which takes the topmost, and that may be a passing notice."""
        if self.opened:
            self._over()
            self._frame.open = False
            self._frame.update()

    def show(self, *controls: ft.Control) -> None:
        """Send what has changed in these, unless the person has closed the dialog meanwhile."""
        if self.opened:
            for control in controls:
                control.update()

    def focus(self, field: ft.TextField) -> None:
        """Put the cursor into a field; Enter has taken it away."""
        self.tab.wire.invoke(field._i, "focus", {})

    async def attempt(self, do: Callable[[], Awaitable[None]], places: Places | None = None) -> None:
        """Do something that may be refused; once at a time, however often the button is pressed."""
        if self._busy:
            return
        self._busy = True
        self._accept(places or {})
        try:
            await do()
        except SignInRequired:
            raise
        except ChatError as error:
            self._refuse(error, places or {})
        finally:
            self._busy = False

    def list_height(self) -> int:
        """How high a list may be in this window, so that a form around it still fits."""
        return int(max(160, min(380, (self.tab.page.height or 800) - 330)))

    def frame(self) -> ft.DialogControl:
        """The control that Flet shows."""
        content = self.content()  # before the title, which may depend on what the body has read
        return ft.AlertDialog(
            title=ft.Row(
                [
                    *([ft.Icon(self.icon, size=19)] if self.icon else []),
                    ft.Text(
                        self.title, size=TITLE, weight=BOLD, expand=True, max_lines=2, overflow=ft.TextOverflow.ELLIPSIS
                    ),
                    ft.Semantics(
                        content=ft.IconButton(ft.Icons.CLOSE, icon_size=18, on_click=self._on_close),
                        container=True,
                        button=True,
                        label="Close",
                    ),
                ],
                spacing=S,
            ),
            scrollable=True,
            content=content,
            actions=self.actions(),
            semantics_label=self.title,
            title_padding=ft.Padding(L + S, M, M, 0),
            content_padding=ft.Padding(L + S, M, L + S, L),
            actions_padding=ft.Padding(L + S, 0, L + S, L),
            inset_padding=ft.Padding(L, L, L, L),
        )

    def content(self) -> ft.Control:
        """The body at its width; a narrower window makes it narrower."""
        column = ft.Column(
            [*self.body(), self._line], spacing=M, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        )
        return ft.Container(
            ft.Semantics(content=column, container=True, identifier=f"dialog-{self.name}"), width=DIALOG_WIDTH
        )

    def _accept(self, places: Places) -> None:
        for field in {id(field): field for field in places.values() if field.error}.values():
            field.error = None
            self.show(field)
        if self._line.visible:
            self._line.visible = False
            self.show(self._line)

    def _refuse(self, error: ChatError, places: Places) -> None:
        if not self.opened:
            self.tab.toast(str(error))
            return
        field = next((field for kind, field in places.items() if isinstance(error, kind)), None)
        if field is not None:
            field.error = str(error)
            self.show(field)
            self.focus(field)
        else:
            self._sentence.value, self._line.visible = str(error), True
            self.show(self._line)

    def _over(self) -> None:
        self.opened = False
        if self in self.tab.dialogs.windows:
            self.tab.dialogs.windows.remove(self)
            self.dismissed()
            # Later, since one dialog often opens the next, whose field must keep the cursor.
            self.tab.wire.run(self._come_back())

    async def _come_back(self) -> None:
        if not self.tab.dialogs.windows:
            self.tab.composer.come_back()

    async def _on_close(self, e: Any) -> None:
        self.close()

    async def _on_dismiss(self, e: Any) -> None:
        self._over()


def under(field: ft.TextField) -> Places:
    """What is wrong with a name is said under its field."""
    return {Invalid: field, Taken: field}


def faint(text: str, size: int = SMALL) -> ft.Text:
    """A line that explains."""
    return ft.Text(text, size=size, color=FAINT)


def entry(label: str, value: str = "", **more: Any) -> ft.TextField:
    """A field of a form; one line, so that Enter submits it."""
    return ft.TextField(label=label, value=value, text_size=BODY, dense=True, error_max_lines=3, **more)


def primary(text: str, clicked: Callable[[Any], Awaitable[None]], *, danger: bool = False) -> ft.Control:
    """The button that does what the dialog is for."""
    return ft.FilledButton(
        text, on_click=clicked, bgcolor=C.ERROR if danger else None, color=C.ON_ERROR if danger else None
    )
