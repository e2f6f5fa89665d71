"""The project's own text files, which the rules are held against."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("flet_chat", "cli", "tests", "benchmarks", "deploy", ".ci")
TEXT = {".py", ".js", ".html", ".css", ".sh", ".sql", ""}


def sources(*folders: str) -> list[Path]:
    """Python files of these folders, relative to the root, in order."""
    return [path for path in texts(*folders) if path.suffix == ".py"]


def texts(*folders: str) -> list[Path]:
    """All files that are written by hand, relative to the root, in order."""
    found = (path for folder in folders or FOLDERS for path in (ROOT / folder).rglob("*"))
    return sorted(path.relative_to(ROOT) for path in found if is_text(path))


def is_text(path: Path) -> bool:
    """Tell whether a person wrote this file."""
    return path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts


def read(path: Path) -> str:
    """The text of a file named relative to the root."""
    return (ROOT / path).read_text(encoding="utf-8")
