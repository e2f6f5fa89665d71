"""One page that shows everything a brand looks like, to be opened from disk."""

import os
import tempfile
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from flet_chat.brand import colors
from flet_chat.brand.files import BADGE, FAVICON_ICO, ICONS, SOCIAL, WIDE_TILE
from flet_chat.core.brand import Brand
from flet_chat.core.colors import ink, rgb, written

_templates = Environment(
    loader=PackageLoader("flet_chat.brand"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def written_sheet(brand: Brand, drawn: Path) -> Path:
    """Write the page beside the folder with the drawn files, and give its path; raises OSError."""
    page = _templates.get_template("sheet.html").render(
        brand=brand,
        folder=drawn.name,
        icons=[icon for icon in ICONS if "loading" not in icon.name],
        others=(WIDE_TILE, FAVICON_ICO),
        badge=BADGE,
        social=SOCIAL,
        themes=[
            ("light", "#FFFFFF", "#1A1B21", colors.light(brand)),
            ("dark", "#1A1C23", "#E6E5EC", colors.dark(brand)),
        ],
        on_background=written(ink(rgb(brand.background_color))),
    )
    path = drawn.parent / "preview.html"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=drawn.parent, delete=False) as file:
        file.write(page)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
    return path
