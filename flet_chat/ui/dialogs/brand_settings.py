"""How the workspace looks: colours, icon, short name and description, with a preview while one types."""

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.brand import Brand, Change
from flet_chat.core.errors import Invalid
from flet_chat.service import brand as brands
from flet_chat.ui.avatar import brand_mark
from flet_chat.ui.dialogs.brand_sample import sample
from flet_chat.ui.dialogs.window import Window, entry, faint, primary, under
from flet_chat.ui.theme import S

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

PALETTE = {
    "Blue": "#3B5BDB",
    "Teal": "#0B7285",
    "Green": "#2B8A3E",
    "Orange": "#C2410C",
    "Red": "#C92A2A",
    "Purple": "#862E9C",
    "Grey": "#495057",
}
PICTURES = ["png", "jpg", "jpeg", "svg"]


class BrandSettings(Window):
    """A form for those who run the workspace."""

    name, title = "brand-settings", "Brand"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        look = self._look
        self._fields = {
            "theme_color": self._entry("Theme colour", look.theme_color),
            "accent": self._entry("Accent", look.own_accent, hint_text=look.theme_color),
            "background_color": self._entry("Background of the icon", look.background_color),
            "short_name": self._entry("Short name", look.own_short_name, hint_text=look.short_name),
            "description": self._entry("Description", look.own_description, hint_text=look.description),
        }
        self._samples = ft.Row(spacing=S)
        self._icon = ft.Row(spacing=S, wrap=True)
        self._picker = ft.FilePicker(on_result=self._on_picked, on_upload=self._on_upload)

    @property
    def _look(self) -> Brand:
        return self.tab.hub.directory.brand

    def body(self) -> list[ft.Control]:
        """A preview, the icon, the colours, the words."""
        self._draw(self._look)
        self._draw_icon()
        short, description = self._fields["short_name"], self._fields["description"]
        return [
            self._samples,
            self._icon,
            faint("A square PNG, JPEG or SVG. It changes at once, for everybody."),
            ft.Row([self._swatch(name, color) for name, color in PALETTE.items()], spacing=S),
            *(self._fields[name] for name in ("theme_color", "accent", "background_color")),
            short,
            description,
        ]

    def actions(self) -> list[ft.Control]:
        """Cancel, save."""
        return [ft.TextButton("Cancel", on_click=self._on_close), primary("Save", self._on_save)]

    def refresh(self) -> None:
        """The icon may be another; what is being typed stays."""
        self._draw_icon()
        self._preview()
        self.show(self._icon)

    def _entry(self, label: str, value: str, **more: Any) -> ft.TextField:
        return entry(label, value, on_change=self._on_change, on_submit=self._on_save, **more)

    def _draw_icon(self) -> None:
        pick = ft.PickFiles(self._picker, file_type=ft.FilePickerFileType.CUSTOM, allowed_extensions=PICTURES)
        self._icon.controls = [
            brand_mark(self._look, 40),
            ft.OutlinedButton("Choose a picture", icon=ft.Icons.IMAGE_OUTLINED, action=pick),
        ]
        if self._look.picture:
            self._icon.controls.append(ft.TextButton("Use initials", on_click=self._on_initials))

    def _draw(self, look: Brand) -> None:
        self._samples.controls = [sample(look, ft.ThemeMode.LIGHT), sample(look, ft.ThemeMode.DARK)]

    def _preview(self) -> None:
        try:
            self._draw(self._wanted().applied(self._look))
        except Invalid:
            return  # half a colour is typed
        self.show(self._samples)

    def _wanted(self) -> Change:
        return _change({name: field.value for name, field in self._fields.items()})

    def _wrong(self) -> ft.TextField:
        """The field that cannot be used, or the first."""
        for name, field in self._fields.items():
            try:
                _change({name: field.value}).applied(self._look)
            except Invalid:
                return field
        return self._fields["theme_color"]

    def _swatch(self, name: str, color: str) -> ft.Control:
        dot = ft.Container(
            width=28, height=28, bgcolor=color, border_radius=14, ink=True, on_click=partial(self._on_swatch, color)
        )
        return ft.Semantics(content=dot, container=True, button=True, label=name)

    async def _on_swatch(self, color: str, e: Any) -> None:
        field = self._fields["theme_color"]
        field.value = color
        self.show(field)
        self._preview()

    async def _on_change(self, e: Any) -> None:
        self._preview()

    async def _on_initials(self, e: Any) -> None:
        async def use() -> None:
            await self.tab.act(brands.change, Change(picture=b""))

        await self.attempt(use)

    async def _on_picked(self, e: ft.FilePickerResultEvent) -> None:
        if e.files:
            # By HTTP, straight from the browser: a socket is no place for megabytes.
            wanted = ft.FilePickerUploadFile(upload_url="/brand/icon", id=e.files[0].id, method="POST")
            await self._picker.upload([wanted])

    async def _on_upload(self, e: ft.FilePickerUploadEvent) -> None:
        async def say() -> None:
            if e.error:
                raise Invalid(_sentence(e.error))

        await self.attempt(say)

    async def _on_save(self, e: Any) -> None:
        await self.attempt(self._save, under(self._wrong()))

    async def _save(self) -> None:
        await self.tab.act(brands.change, self._wanted())
        self.close()


def _change(values: Mapping[str, str]) -> Change:
    return Change(
        theme_color=values.get("theme_color"),
        accent=values.get("accent"),
        background_color=values.get("background_color"),
        short_name=values.get("short_name"),
        description=values.get("description"),
    )


def _sentence(error: str) -> str:
    """What the server said, without what the client puts before it."""
    return re.sub(r"^.*?\b[45]\d\d\b[\s:.-]*", "", error, flags=re.DOTALL).strip() or "That did not work. Try again."
