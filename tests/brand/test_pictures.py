"""What becomes of a picture that somebody gives us: an icon's source, or a sentence."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from flet_chat.brand import pictures
from flet_chat.brand.pictures import read
from flet_chat.core.errors import BadPicture
from tests.brand import samples


@pytest.mark.parametrize(
    "given", [samples.disc(), samples.disc(kind="JPEG"), samples.svg()], ids=["png", "jpeg", "svg"]
)
def test_a_square_picture_becomes_a_plain_png(given: bytes) -> None:
    made = Image.open(io.BytesIO(read(given)))
    assert (made.format, made.mode) == ("PNG", "RGBA")
    assert made.width == made.height <= 1024
    middle = made.getpixel((made.width // 2, made.width // 2))
    assert all(abs(one - other) < 6 for one, other in zip(middle, (*samples.ORANGE, 255), strict=True))


def test_a_large_picture_is_made_smaller_and_loses_what_else_it_carried() -> None:
    large = Image.new("RGB", (2000, 2000), samples.ORANGE)
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    out = io.BytesIO()
    large.save(out, "JPEG", exif=exif)
    assert b"taken at home" in out.getvalue()
    made = read(out.getvalue())
    assert Image.open(io.BytesIO(made)).size == (1024, 1024)
    assert b"taken at home" not in made


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (samples.bomb(), "too large: 10,000 × 10,000"),
        (b"these are the accounts of 2019", "no PNG, JPEG or SVG"),
        (b"", "no PNG, JPEG or SVG"),
        (b"GIF89a" + bytes(100), "no PNG, JPEG or SVG"),
        (samples.disc()[:1500], "damaged"),
        (samples.plain(64, 64), "too small: 64 × 64"),
        (samples.plain(600, 300), "600 × 300"),
        (samples.moving(), "moves"),
        (samples.saved(Image.new("RGBA", (256, 256), (0, 0, 0, 0)), "PNG"), "empty"),
        (bytes(pictures.MOST_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_a_picture_that_cannot_be_an_icon_is_refused_with_a_sentence(given: bytes, sentence: str) -> None:
    with pytest.raises(BadPicture, match=sentence):
        read(given)


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<rect width="9" height="9" onload="alert(1)"/>', "script"),
        ('<a href="javascript:alert(1)"><rect width="9" height="9"/></a>', "elsewhere"),
        ("<foreignObject/>", "script"),
        ('<image href="https://example.com/x.png"/>', "elsewhere"),
        ('<image xlink:href="file:///etc/passwd"/>', "elsewhere"),
        ('<use href="other.svg#x"/>', "elsewhere"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "elsewhere"),
        ('<rect width="9" height="9" style="fill: url(//example.com/x)"/>', "elsewhere"),
        ("<style>@import 'x.css'</style>", "elsewhere"),
        ('<rect width="9" height="9"><animate attributeName="x"/></rect>', "moves"),
        ("<text>Acme</text>", "text"),
        ("<rect", "well-formed"),
        ("", "empty"),
    ],
)
def test_an_svg_that_runs_or_loads_something_is_refused(inside: str, sentence: str) -> None:
    with pytest.raises(BadPicture, match=sentence):
        read(samples.svg(inside))


def test_an_svg_with_entities_a_style_sheet_or_no_size_is_refused() -> None:
    for given, sentence in (
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + samples.svg("&a;"), "entities"),
        (b'<?xml-stylesheet href="x.css"?>' + samples.svg(), "elsewhere"),
        (samples.svg(box=""), "how large"),
        (samples.svg(box="0 0 100 50"), "square"),
    ):
        with pytest.raises(BadPicture, match=sentence):
            read(given)


def test_an_svg_may_refer_to_its_own_parts_and_name_a_doctype() -> None:
    gradient = '<linearGradient id="g"><stop stop-color="#f08c14"/></linearGradient>'
    doctype = b'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n'
    assert read(doctype + samples.svg(f'{gradient}<rect width="100" height="100" fill="url(#g)"/>'))


def test_whoever_hands_over_a_picture_loads_no_library_for_it() -> None:
    script = (
        "import sys; from flet_chat.brand import pictures; pictures.read(sys.stdin.buffer.read());"
        "print([name for name in sys.modules if name.split('.')[0] in ('PIL', 'resvg_py', 'flet_platform_assets')])"
    )
    done = subprocess.run([sys.executable, "-c", script], input=samples.disc(), capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
