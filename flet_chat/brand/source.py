"""Makes one plain PNG of a picture that somebody gives us; loaded in the worker only."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from flet_chat.brand import svg
from flet_chat.core.errors import BadPicture

LEAST, MOST = 128, 4096
"""Pixels of a side that are accepted."""
KEPT = 1024
"""Pixels of a side that are kept: twice the largest icon."""
STRIP = 128
"""Rows of the smaller picture that are made at a time."""
UNKNOWN = "That file is no PNG, JPEG or SVG picture. Save the picture as one of these and try again."
DAMAGED = "That picture is damaged: it ends too early, or its data makes no sense. Export it again."
MOVES = "That picture moves. Choose a still one."
EMPTY = "That picture is empty: everything in it is transparent."


def normal(data: bytes) -> bytes:
    """The picture as RGBA PNG, square, of at most KEPT pixels, without anything else that the file held.

    Raises BadPicture.
    """
    image = _decoded(svg.drawn(data, KEPT) if svg.looks_like(data) else data)
    if max(image.getchannel("A").tobytes()) == 0:
        raise BadPicture(EMPTY)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True, icc_profile=None)
    return out.getvalue()


def _decoded(data: bytes) -> Image.Image:
    # The size is known from the first bytes: what is too large is refused before a single pixel of it exists.
    Image.MAX_IMAGE_PIXELS = None
    try:
        image = Image.open(io.BytesIO(data), formats=["PNG", "JPEG"])
    except UnidentifiedImageError:
        raise BadPicture(UNKNOWN) from None
    except Exception:  # a decoder raises anything
        raise BadPicture(DAMAGED) from None
    check_size(*image.size)
    if getattr(image, "n_frames", 1) > 1:
        raise BadPicture(MOVES)
    try:
        image.draft("RGB", (KEPT, KEPT))  # a JPEG can be read at half its size
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        return _small(_rgba(image))
    except Exception:
        raise BadPicture(DAMAGED) from None


def check_size(width: int, height: int) -> None:
    """Raise BadPicture unless a picture of that size can become an icon."""
    size = f"{width:,} × {height:,}"
    if max(width, height) > MOST:
        raise BadPicture(f"That picture is too large: {size} pixels. Make it at most {MOST:,} × {MOST:,}.")
    if width != height:
        raise BadPicture(f"An icon is square, and that picture is {size} pixels. Crop it, or put it on a square.")
    if width < LEAST:
        raise BadPicture(f"That picture is too small: {size} pixels. Use at least {LEAST} × {LEAST}, better 512 × 512.")


def _rgba(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey; the usual conversion would cut them off instead of scaling
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV", "F"):
        image = image.convert("RGB")
    return image if image.mode == "RGBA" else image.convert("RGBA")


def _small(image: Image.Image) -> Image.Image:
    if image.width <= KEPT:
        return image
    image = _reduced(image, image.width // KEPT)
    # Premultiplied, or the colour of what is transparent would shine through at the edges.
    return image.convert("RGBa").resize((KEPT, KEPT), Image.Resampling.LANCZOS).convert("RGBA")


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """A whole fraction of the size, strip by strip: a second copy of the whole would be 64 MB more."""
    side = -(-image.width // factor)
    small = Image.new("RGBA", (side, side))
    for top in range(0, side, STRIP):
        strip = image.crop((0, top * factor, image.width, min((top + STRIP) * factor, image.width)))
        small.paste(strip.reduce(factor), (0, top))
    return small
