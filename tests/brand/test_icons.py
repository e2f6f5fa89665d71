"""The files that are drawn for a brand, and the folder that keeps them."""

import io
import threading
from pathlib import Path

import pytest
from PIL import Image

from flet_chat.brand import pictures
from flet_chat.brand.files import BADGE, FAVICON_ICO, ICO_SIZES, ICONS, NAMES, SOCIAL
from flet_chat.brand.icons import Icons
from flet_chat.core.brand import Brand
from tests.brand import samples

ACME = Brand("Acme Labs", theme_color="#0B7285")
THEME = (0x0B, 0x72, 0x85)


def opened(path: Path) -> Image.Image:
    """The picture in that file."""
    return Image.open(io.BytesIO(path.read_bytes()))


@pytest.fixture(scope="module")
def initials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is drawn from initials."""
    return Icons(tmp_path_factory.mktemp("initials")).made(ACME, b"")


@pytest.fixture(scope="module")
def disc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is drawn from a disc on nothing that reaches the edges, on a blue background."""
    brand = Brand("Acme", background_color="#0000FF", picture="1")
    return Icons(tmp_path_factory.mktemp("disc")).made(brand, pictures.read(samples.disc()))


def test_every_file_is_there_in_its_size(initials: Path, disc: Path) -> None:
    for folder in (initials, disc):
        assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == NAMES
        for icon in ICONS:
            picture = opened(folder / icon.name)
            assert picture.size == (icon.size, icon.size), icon.name
            assert (picture.convert("RGBA").getchannel("A").getextrema()[0] == 255) or not icon.opaque, icon.name
        ico = opened(folder / FAVICON_ICO)
        assert ico.info["sizes"] == {(size, size) for size in ICO_SIZES}
        assert opened(folder / SOCIAL).size == (1200, 630)


def test_initials_stand_on_the_theme_color(initials: Path) -> None:
    for name in ("icons/icon-maskable-512.png", "icons/apple-touch-icon-180.png", "icons/icon-512.png"):
        picture = opened(initials / name).convert("RGB")
        colors = {color for _, color in picture.getcolors(1 << 20)}
        assert THEME in colors, name
        assert (255, 255, 255) in colors, name  # the letters
    assert opened(initials / "icons/icon-512.png").getpixel((0, 0))[3] == 0
    assert opened(initials / "icons/icon-maskable-512.png").convert("RGB").getpixel((0, 0)) == THEME


def test_a_maskable_icon_keeps_the_picture_within_the_circle_that_is_safe(initials: Path, disc: Path) -> None:
    for folder, ground in ((initials, THEME), (disc, (0, 0, 255))):
        picture = opened(folder / "icons/icon-maskable-512.png").convert("RGB")
        outside = [
            picture.getpixel((x, y))
            for x in range(0, 512, 4)
            for y in range(0, 512, 4)
            if (x - 255.5) ** 2 + (y - 255.5) ** 2 > (512 * 0.41) ** 2
        ]
        assert set(outside) == {ground}
    whole = opened(disc / "icons/icon-512.png")
    assert whole.getpixel((256, 2))[3] == 255  # where nothing is cut off, it reaches the edge


def test_a_badge_is_white_on_nothing(initials: Path, disc: Path) -> None:
    for folder in (initials, disc):
        picture = opened(folder / BADGE)
        assert {picture.getpixel((x, y))[:3] for x in range(96) for y in range(96)} == {(255, 255, 255)}
        assert picture.getchannel("A").getextrema() == (0, 255)


@pytest.mark.parametrize("name", ["日本語", "Ωμέγα", "שלום", "🎉", "…"])
def test_a_name_of_any_script_has_an_icon(name: str, tmp_path: Path) -> None:
    picture = opened(Icons(tmp_path).made(Brand(name), b"") / "icons/icon-192.png").convert("RGB")
    assert picture.crop((48, 48, 144, 144)).getcolors(1 << 16)[1:], "nothing is drawn on the tile"


def test_several_who_draw_at_once_leave_one_whole_folder(tmp_path: Path) -> None:
    made: list[Path] = []
    drawers = [threading.Thread(target=lambda: made.append(Icons(tmp_path).made(ACME, b""))) for _ in range(3)]
    for drawer in drawers:
        drawer.start()
    for drawer in drawers:
        drawer.join()
    assert len(set(made)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [made[0].name]
    assert all((made[0] / name).is_file() for name in NAMES)


def test_what_was_drawn_is_used_again_and_old_versions_go(tmp_path: Path) -> None:
    icons = Icons(tmp_path)
    first = icons.made(ACME, b"")
    drawn = (first / "favicon.png").stat().st_ino
    assert (icons.made(ACME, b"") / "favicon.png").stat().st_ino == drawn
    later = [icons.made(Brand("Acme", theme_color=f"#00000{n}"), b"") for n in range(3)]
    assert not first.exists()
    assert all(path.exists() for path in later)


def test_a_picture_that_cannot_be_drawn_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(pictures.CannotDraw):
        Icons(tmp_path).made(ACME, b"no picture")
    assert list(tmp_path.iterdir()) == []
    assert Image.open(io.BytesIO(samples.disc()))  # what could have been drawn
