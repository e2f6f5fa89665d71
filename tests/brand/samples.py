"""Pictures to make icons of, good and bad."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

ORANGE = (240, 140, 20)


def disc(side: int = 600, kind: str = "PNG") -> bytes:
    """An orange disc that reaches the edges: on nothing, or as JPEG on white."""
    picture = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, side - 1, side - 1), fill=(*ORANGE, 255))
    return saved(picture if kind == "PNG" else flat(picture), kind)


def flat(picture: Image.Image) -> Image.Image:
    """The same on white."""
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, (0, 0), picture)
    return ground


def plain(width: int, height: int) -> bytes:
    """One colour, of that size."""
    return saved(Image.new("RGB", (width, height), ORANGE), "PNG")


def moving() -> bytes:
    """An animated PNG."""
    first, second = (Image.new("RGB", (256, 256), color) for color in ("red", "blue"))
    out = io.BytesIO()
    first.save(out, "PNG", save_all=True, append_images=[second])
    return out.getvalue()


def bomb(side: int = 10_000) -> bytes:
    """A few hundred KB that claim to be a picture of that many pixels a side, without being one."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(3 * side + 1) * 300, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def svg(inside: str = '<circle cx="50" cy="50" r="45" fill="#f08c14"/>', box: str = "0 0 100 100") -> bytes:
    """An SVG with that in it."""
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} viewBox="{box}">{inside}</svg>'.encode()


def saved(picture: Image.Image, kind: str) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()
