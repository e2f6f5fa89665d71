"""The files that are made for a brand: their names and sizes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Icon:
    """A square PNG."""

    name: str
    """Its address below the server's."""
    size: int
    """Pixels of a side."""
    opaque: bool = False
    frame: str | None = None
    """How much margin it needs, as `flet_platform_assets` names it."""


ICONS = (
    Icon("favicon.png", 32),
    Icon("icons/icon-48.png", 48),
    Icon("icons/icon-96.png", 96),
    Icon("icons/icon-192.png", 192),
    Icon("icons/icon-512.png", 512),
    # The name under which Flet's own page asks for what it shows while it loads.
    Icon("icons/loading-animation.png", 192),
    Icon("icons/icon-maskable-192.png", 192, opaque=True, frame="maskable"),
    Icon("icons/icon-maskable-512.png", 512, opaque=True, frame="maskable"),
    # A system that does not know transparency would make it black.
    Icon("icons/apple-touch-icon-180.png", 180, opaque=True, frame="apple-touch"),
    Icon("icons/apple-touch-icon-192.png", 192, opaque=True, frame="apple-touch"),
    Icon("icons/tile-128.png", 128, opaque=True, frame="apple-touch"),
    Icon("icons/tile-270.png", 270, opaque=True, frame="apple-touch"),
    Icon("icons/tile-558.png", 558, opaque=True, frame="apple-touch"),
)
WIDE_TILE = "icons/tile-558x270.png"
BADGE = "icons/badge-96.png"
SOCIAL = "icons/social-preview.png"
FAVICON_ICO = "favicon.ico"
ICO_SIZES = (16, 32, 48)

NAMES = frozenset({icon.name for icon in ICONS} | {WIDE_TILE, BADGE, SOCIAL, FAVICON_ICO})
"""Every file of a brand."""
DRAWING = 1
"""Raised when the drawing changes, so that what an older version has drawn is not used any more."""
