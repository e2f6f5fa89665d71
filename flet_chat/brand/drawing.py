"""Draws every file of a brand from its picture or its initials; loaded in the worker only."""

import io
from functools import cache
from pathlib import Path

from flet_platform_assets import AssetSpec, IconOptions, Target, render_icons
from PIL import Image, ImageDraw

from flet_chat.brand import letters, social
from flet_chat.brand.files import BADGE, FAVICON_ICO, ICO_SIZES, ICONS, SOCIAL, WIDE_TILE, Icon
from flet_chat.core.brand import Brand
from flet_chat.core.colors import WHITE, Rgb, ink, rgb

SIDE = 1024
ROUND = 0.22
"""Radius of the corners of a tile with initials, as a share of its side."""
LETTERS, FEW = 0.56, 0.62
"""How much of a tile two letters take, and one on a small icon."""
SAFE = 0.8
"""A maskable icon may be cut to a circle of that share of its width."""
SMALL = 48
"""Up to this many pixels, one letter says more than two."""


def draw(brand: Brand, picture: bytes, folder: Path) -> None:
    """Fill the folder."""
    sources = Sources(brand, Image.open(io.BytesIO(picture)).convert("RGBA") if picture else None)
    for icon in ICONS:
        sources.icon(icon).save(_path(folder, icon.name), optimize=True)
    small = [sources.icon(Icon("", size)) for size in ICO_SIZES]
    small[-1].save(_path(folder, FAVICON_ICO), sizes=[one.size for one in small], append_images=small[:-1])
    sources.wide_tile().save(_path(folder, WIDE_TILE), optimize=True)
    sources.badge(96).save(_path(folder, BADGE), optimize=True)
    social.drawn(brand, sources.tile(SIDE)).save(_path(folder, SOCIAL), optimize=True)


class Sources:
    """What the icons of one brand are made from."""

    def __init__(self, brand: Brand, picture: Image.Image | None) -> None:
        self._letters = brand.initials
        self._ground = rgb(brand.theme_color)
        self._background = self._ground if picture is None else rgb(brand.background_color)
        self._picture = picture

    def icon(self, icon: Icon) -> Image.Image:
        """One icon, with the margin that its system's mask needs."""
        target = Target(icon.name, icon.size, opaque=icon.opaque, frame=icon.frame)
        source = self._bare(icon) if icon.opaque else self.tile(icon.size)
        options = IconOptions(background=self._background)
        spec = AssetSpec(targets=[target])
        rendered = render_icons(source, platform="web", options=options, spec=spec, derived=True)
        image: Image.Image = rendered.assets[0].image
        return image

    def tile(self, size: int) -> Image.Image:
        """The picture, or the initials on a tile with round corners: for where nothing is cut off."""
        if self._picture is not None:
            return self._picture
        shown, box = (self._letters[:1], FEW) if size <= SMALL else (self._letters, LETTERS)
        return _tile(shown, box, self._ground)

    def badge(self, size: int) -> Image.Image:
        """White on nothing, as the status bar of a phone wants it: the outline of the picture, or the initial."""
        source = self._picture
        if source is None or not _see_through(source):  # an opaque picture has no outline but its edge
            source = letters.drawn(self._letters[:1], SIDE, 0.9, WHITE)
        badge = Image.new("RGBA", (size, size), (*WHITE, 0))
        badge.putalpha(source.getchannel("A").resize((size, size), Image.Resampling.LANCZOS))
        return badge

    def wide_tile(self) -> Image.Image:
        """For the start screen of Windows."""
        wide = Image.new("RGB", (558, 270), self._background)
        wide.paste(self.icon(Icon("", 270, opaque=True)), (144, 0))
        return wide

    def _bare(self, icon: Icon) -> Image.Image:
        if self._picture is None:
            return letters.drawn(self._letters, SIDE, LETTERS if icon.frame else 0.5, ink(self._ground))
        if icon.frame == "maskable" and (edge := _edge(self._picture)) is not None:
            # Without transparency its margin cannot be measured, but its edge tells with what to go on.
            inner = self._picture.resize((round(SIDE * SAFE), round(SIDE * SAFE)), Image.Resampling.LANCZOS)
            wider = Image.new("RGBA", (SIDE, SIDE), edge)
            wider.paste(inner, (round(SIDE * (1 - SAFE) / 2),) * 2)
            return wider
        return self._picture


@cache
def _tile(shown: str, box: float, ground: Rgb) -> Image.Image:
    tile = Image.new("RGBA", (2 * SIDE, 2 * SIDE), (*ground, 0))
    corners = (0, 0, 2 * SIDE - 1, 2 * SIDE - 1)
    ImageDraw.Draw(tile).rounded_rectangle(corners, 2 * SIDE * ROUND, fill=(*ground, 255))
    tile = tile.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    tile.alpha_composite(letters.drawn(shown, SIDE, box, ink(ground)))
    return tile


def _edge(picture: Image.Image) -> tuple[int, ...] | None:
    """The colour of all four edges of an opaque picture, if it is one colour."""
    if _see_through(picture):
        return None
    side = picture.width
    lines = [(0, 0, side, 1), (0, side - 1, side, side), (0, 0, 1, side), (side - 1, 0, side, side)]
    pixels = b"".join(picture.crop(line).tobytes() for line in lines)
    if any(max(pixels[band::4]) - min(pixels[band::4]) > 8 for band in range(4)):
        return None
    return tuple(pixels[:4])


def _see_through(picture: Image.Image) -> bool:
    return min(picture.getchannel("A").tobytes()) < 255


def _path(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
