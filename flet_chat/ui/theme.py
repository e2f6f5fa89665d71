"""Sizes, spaces and colours. Colours are roles, so that viewers in light and dark share their rows."""

import flet as ft

from flet_chat.brand import colors
from flet_chat.core.brand import Brand

# One scale for spaces, one for type.
XS, S, M, L, XL = 4, 8, 12, 16, 24
TINY, SMALL, BODY, TITLE, HEADLINE = 11, 12, 14, 16, 20
LINE_HEIGHT = 1.4

SIDEBAR_WIDTH = 264
READING_WIDTH = 1000
"""Lines of a dialog or page never get longer than this."""
DIALOG_WIDTH = 440
WIDE, MEDIUM = 1000, 600
"""Window widths from which there are three columns, and from which there are two."""

C = ft.Colors
FAINT = C.ON_SURFACE_VARIANT
HAIRLINE = C.OUTLINE_VARIANT
STRONG = ft.FontWeight.W_600
BOLD = ft.FontWeight.W_700
MONO = "JetBrains Mono"
"""For code; the server's list of fonts has it (flet_chat/web/FontManifest.json)."""

HUES = ("#C2410C", "#0B7285", "#9C36B5", "#2B6CB0", "#2F7A3D", "#B0245E", "#5F3DC4", "#8A5A00", "#C92A2A", "#495057")
"""Behind white initials: each has a contrast of at least 4.5 to 1."""


def themes(look: Brand) -> tuple[ft.Theme, ft.Theme]:
    """The Material 3 themes that grow from the accent: light and dark."""
    return _theme(look.accent, colors.light(look)), _theme(look.accent, colors.dark(look))


def _theme(seed: str, shades: colors.Shades) -> ft.Theme:
    return ft.Theme(
        color_scheme_seed=seed,
        # What grows from a seed is greyer than it: the accent itself is what people know the brand by.
        color_scheme=ft.ColorScheme(
            primary=shades["brand"],
            on_primary=shades["on-brand"],
            primary_container=shades["tint"],
            on_primary_container=shades["on-tint"],
        ),
        visual_density=ft.VisualDensity.COMPACT,
        hover_color=ft.Colors.with_opacity(0.05, C.ON_SURFACE),
        scrollbar_theme=ft.ScrollbarTheme(thickness=6, radius=3),
    )


def hue(user_id: int) -> str:
    """A stable colour for somebody without a picture."""
    return HUES[user_id % len(HUES)]
