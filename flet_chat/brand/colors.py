"""The colours of our own pages, from the accent: in light and dark, and always readable."""

from flet_chat.core.brand import Brand
from flet_chat.core.colors import BLACK, WHITE, Rgb, ink, mix, readable, rgb, written

LIGHT_CARD: Rgb = (255, 255, 255)
DARK_CARD: Rgb = (26, 28, 35)

Shades = dict[str, str]
"""Names of custom properties, without their dashes, and `#RRGGBB`."""


def light(brand: Brand) -> Shades:
    """On a white card."""
    accent = readable(rgb(brand.accent), LIGHT_CARD)
    tint = mix(accent, LIGHT_CARD, 0.87)
    return _shades(brand, accent, mix(accent, BLACK, 0.12), WHITE, tint, readable(accent, tint, 7))


def dark(brand: Brand) -> Shades:
    """On a dark card."""
    accent = readable(rgb(brand.accent), DARK_CARD, 7)
    tint = mix(rgb(brand.accent), DARK_CARD, 0.6)
    on_brand = readable(mix(rgb(brand.accent), BLACK, 0.6), accent, 7)
    return _shades(brand, accent, mix(accent, WHITE, 0.25), on_brand, tint, readable(accent, tint, 7))


def css(brand: Brand) -> str:
    """The style sheet that goes after ours."""
    return (
        f":root {{ {_declared(light(brand))} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_declared(dark(brand))} }} }}\n"
    )


def _shades(brand: Brand, accent: Rgb, strong: Rgb, on_brand: Rgb, tint: Rgb, on_tint: Rgb) -> Shades:
    return {
        "mark": brand.theme_color,
        "on-mark": written(ink(rgb(brand.theme_color))),
        "brand": written(accent),
        "brand-strong": written(strong),
        "on-brand": written(on_brand),
        "tint": written(tint),
        "on-tint": written(on_tint),
    }


def _declared(shades: Shades) -> str:
    # Every value is six hex digits, whoever typed it: core/colors.py lets nothing else through.
    return " ".join(f"--{name}: {value};" for name, value in shades.items())
