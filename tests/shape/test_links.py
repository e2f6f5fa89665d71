"""A page that points to a file points to one that is there."""

import re
from pathlib import Path

from tests.shape.tree import ROOT


def test_every_link_of_a_page_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")]
    assert ROOT / "README.md" in pages
    assert [dead for page in pages for dead in dead_links(page)] == []


def test_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#part) [web](https://example.com) ![gone](gone.png)", encoding="utf-8")
    assert dead_links(page) == ["page.md: gone.png"]


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 80


def dead_links(page: Path) -> list[str]:
    """The relative links of this page that lead to no file."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    own = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    return [f"{page.name}: {target}" for target in own if not (page.parent / target).exists()]
