"""Rebuilds `flet_chat/web/fonts/` from the npm packages of Fontsource; docs/adr/0010-fonts.md says why these.

Its results are committed, so nobody who runs or installs flet-chat needs it. It needs `npm`, a network, and
`pip install brotli fonttools`; then `python tools/fonts.py`, which takes about five minutes.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parents[1] / "flet_chat/web/fonts"

EMOJI = "@fontsource/noto-color-emoji@5.3.2"
MONO = "@fontsource/jetbrains-mono@5.3.0"
EAST_ASIAN = {
    "notosanssc": "@fontsource-variable/noto-sans-sc@5.3.1",
    # Later ones are cut into other slices than those that Flutter asks for.
    "notosanstc": "@fontsource-variable/noto-sans-tc@5.2.10",
    "notosanshk": "@fontsource-variable/noto-sans-hk@5.3.0",
    "notosansjp": "@fontsource-variable/noto-sans-jp@5.3.1",
    "notosanskr": "@fontsource-variable/noto-sans-kr@5.3.1",
}
"""Flutter's name of each family that comes in numbered slices."""
SCRIPTS = {
    # Flutter's family: package, the subset that Flutter means by it.
    "notosans": ("@fontsource/noto-sans@5.3.0", "devanagari"),
    "notosansdevanagari": ("@fontsource/noto-sans@5.3.0", "devanagari"),
    "notosansarabic": ("@fontsource/noto-sans-arabic@5.3.0", "arabic"),
    "notosanshebrew": ("@fontsource/noto-sans-hebrew@5.3.0", "hebrew"),
    "notosansthai": ("@fontsource/noto-sans-thai@5.3.0", "thai"),
    "notosansmath": ("@fontsource/noto-sans-math@5.3.0", "latin"),
    "notosanssymbols": ("@fontsource/noto-sans-symbols@5.3.0", "symbols"),
    "notomusic": ("@fontsource/noto-music@5.3.0", "music"),
    "notosansarmenian": ("@fontsource/noto-sans-armenian@5.3.0", "armenian"),
    "notosansbengali": ("@fontsource/noto-sans-bengali@5.3.0", "bengali"),
    "notosansethiopic": ("@fontsource/noto-sans-ethiopic@5.3.0", "ethiopic"),
    "notosansgeorgian": ("@fontsource/noto-sans-georgian@5.3.0", "georgian"),
    "notosansgujarati": ("@fontsource/noto-sans-gujarati@5.3.0", "gujarati"),
    "notosansgurmukhi": ("@fontsource/noto-sans-gurmukhi@5.3.0", "gurmukhi"),
    "notosanskannada": ("@fontsource/noto-sans-kannada@5.3.0", "kannada"),
    "notosanskhmer": ("@fontsource/noto-sans-khmer@5.3.0", "khmer"),
    "notosanslao": ("@fontsource/noto-sans-lao@5.3.0", "lao"),
    "notosansmalayalam": ("@fontsource/noto-sans-malayalam@5.3.0", "malayalam"),
    "notosansmyanmar": ("@fontsource/noto-sans-myanmar@5.3.0", "myanmar"),
    "notosansoriya": ("@fontsource/noto-sans-oriya@5.3.0", "oriya"),
    "notosanssinhala": ("@fontsource/noto-sans-sinhala@5.3.0", "sinhala"),
    "notosanstamil": ("@fontsource/noto-sans-tamil@5.3.0", "tamil"),
    "notosanstelugu": ("@fontsource/noto-sans-telugu@5.3.0", "telugu"),
}
SYMBOLS_2 = "@fontsource/noto-sans-symbols-2@5.3.0"
MONO_SUBSETS = ("latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext", "vietnamese")
REGULAR = 400


@dataclass(frozen=True)
class Piece:
    """One file to make."""

    source: Path
    made: Path
    how: Callable[[Path, Path], None]

    def make(self) -> None:
        """Write it."""
        self.made.parent.mkdir(parents=True, exist_ok=True)
        self.how(self.source, self.made)


def main() -> int:
    """Make everything anew."""
    with tempfile.TemporaryDirectory() as folder:
        got = Packages(Path(folder))
        pieces = [*emoji(got), *east_asian(got), *scripts(got)]
        shutil.rmtree(FONTS, ignore_errors=True)
        with ProcessPoolExecutor() as workers:
            list(workers.map(Piece.make, pieces))
        mono(got)
        got.copy_licences()
    total = sum(path.stat().st_size for path in FONTS.rglob("*.woff2"))
    print(f"{len(list(FONTS.rglob('*.woff2')))} fonts, {total / 1e6:.1f} MB")
    return 0


class Packages:
    """npm packages, fetched when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._licences: dict[str, Path] = {}

    def files(self, name: str, family: str) -> Path:
        """The folder of font files of a package; `family` is what its licence is kept under."""
        place = self._folder / name.replace("/", "+")
        if not place.exists():
            place.mkdir()
            subprocess.run(["npm", "pack", "--silent", name], cwd=place, check=True, stdout=subprocess.DEVNULL)
            with tarfile.open(next(place.glob("*.tgz"))) as archive:
                archive.extractall(place, filter="data")
        self._licences[family] = place / "package/LICENSE"
        return place / "package/files"

    def copy_licences(self) -> None:
        """Put the licence of each family beside its files."""
        for family, licence in self._licences.items():
            text = licence.read_text("utf-8")
            if "SIL OPEN FONT LICENSE" not in text.upper():
                raise ValueError(f"{licence} is not the SIL Open Font License")
            (FONTS / family / "OFL.txt").write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n")


def emoji(got: Packages) -> list[Piece]:
    """The slices of the colour emoji."""
    family = "notocoloremoji"
    # The package's .woff2 files hold SVG pictures only, which Flutter shows as nothing; its .woff files hold COLRv1.
    found = got.files(EMOJI, family).glob("noto-color-emoji-[0-9]*-400-normal.woff")
    return [Piece(path, FONTS / family / f"{path.stem.split('-')[3]}.woff2", without_pictures) for path in found]


def east_asian(got: Packages) -> list[Piece]:
    """The slices of the East Asian fonts."""
    pieces = []
    for family, package in EAST_ASIAN.items():
        for path in got.files(package, family).glob("*-[0-9]*-wght-normal.woff2"):
            number = path.stem.split("-")[3]
            pieces.append(Piece(path, FONTS / family / f"{number}.woff2", in_regular))
    return pieces


def scripts(got: Packages) -> list[Piece]:
    """The fonts that are one file for a script."""
    pieces = []
    for family, (package, part) in SCRIPTS.items():
        path = next(got.files(package, family).glob(f"*-{part}-400-normal.woff2"))
        pieces.append(Piece(path, FONTS / family / "only.woff2", shutil.copyfile))
    family = "notosanssymbols2"
    for path in got.files(SYMBOLS_2, family).glob("*-400-normal.woff2"):
        part = path.stem.removeprefix("noto-sans-symbols-2-").removesuffix("-400-normal")
        pieces.append(Piece(path, FONTS / family / f"{part}.woff2", shutil.copyfile))
    return pieces


def mono(got: Packages) -> None:
    """The two weights for code, each in one file: Flutter takes the list of fonts for one file a weight."""
    source = got.files(MONO, "mono")
    (FONTS / "mono").mkdir(parents=True)
    for weight, name in ((400, "regular"), (700, "bold")):
        parts = [thawed(source / f"jetbrains-mono-{part}-{weight}-normal.woff2") for part in MONO_SUBSETS]
        font = merge.Merger().merge([str(part) for part in parts])
        for part in parts:
            part.unlink()
        font.flavor = "woff2"
        font.save(FONTS / "mono" / f"{name}.woff2")


def thawed(path: Path) -> Path:
    """The font uncompressed and without ligatures: code shows the characters that were typed."""
    font = TTFont(path)
    options = subset.Options(layout_features=["ccmp", "mark", "mkmk", "locl"], notdef_outline=True, hinting=False)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=font.getBestCmap())
    chosen.subset(font)
    font.flavor = None
    plain = path.with_suffix(".ttf")
    font.save(plain)
    return plain


def without_pictures(source: Path, made: Path) -> None:
    """Keep the COLRv1 drawings and drop the SVG ones."""
    font = TTFont(source)
    del font["SVG "]
    font.flavor = "woff2"
    font.save(made)


def in_regular(source: Path, made: Path) -> None:
    """Fix the weight: Flutter would show the variable font in its lightest one, and half the bytes go."""
    font = TTFont(source)
    instancer.instantiateVariableFont(font, {"wght": REGULAR}, inplace=True)
    font.flavor = "woff2"
    font.save(made)


if __name__ == "__main__":
    sys.exit(main())
