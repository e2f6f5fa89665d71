"""What a browser is told about the app that it may install (W3C Web Application Manifest)."""

from typing import Any

from flet_chat.brand.files import ICONS, Icon
from flet_chat.core.brand import Brand

SCREENSHOTS = (
    ("/screenshots/wide.png", "1280x800", "wide", "A channel"),
    ("/screenshots/narrow.png", "780x1688", "narrow", "A channel on a phone"),
)
INSTALLED = ("icons/icon-192.png", "icons/icon-512.png", "icons/icon-maskable-192.png", "icons/icon-maskable-512.png")


def manifest(brand: Brand) -> dict[str, Any]:
    """Its values; JSON escapes what a name contains."""
    return {
        # Not the name: with another id, an installed app would be another app.
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": brand.name,
        "short_name": brand.short_name,
        "description": brand.description,
        "display": "standalone",
        "theme_color": brand.theme_color,
        "background_color": brand.background_color,
        "categories": ["business", "productivity", "social"],
        "icons": [_icon(icon, brand) for icon in ICONS if icon.name in INSTALLED],
        "shortcuts": [
            {"name": "#general", "url": "/c/general", "icons": [_icon(_named("icons/icon-96.png"), brand)]},
        ],
        "screenshots": [
            {"src": src, "sizes": sizes, "type": "image/png", "form_factor": form, "label": label}
            for src, sizes, form, label in SCREENSHOTS
        ],
    }


def address(name: str, brand: Brand) -> str:
    """Of a file of the brand; another version has another address, so that a browser may keep it for ever."""
    return f"/{name}?v={brand.version}"


def _icon(icon: Icon, brand: Brand) -> dict[str, str]:
    size = f"{icon.size}x{icon.size}"
    purpose = "maskable" if icon.frame == "maskable" else "any"
    return {"src": address(icon.name, brand), "sizes": size, "type": "image/png", "purpose": purpose}


def _named(name: str) -> Icon:
    return next(icon for icon in ICONS if icon.name == name)
