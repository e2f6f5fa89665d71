"""The table that a run ends with."""

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Line:
    """One row: what was measured, against what, and whether it is what we want."""

    figure: str
    ours: str
    against: str = ""
    ratio: str = ""
    wanted: str = ""
    met: bool | None = None
    """None for a line that only informs."""


def show(lines: list[Line], runs: int, seconds: float) -> None:
    """Print the table, wide enough for a pipe too."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    table = Table(title=f"flet-chat, medians of {runs} interleaved runs", title_justify="left", show_lines=True)
    for heading in ("figure", "ours", "compared with", "ratio", "wanted"):
        table.add_column(heading, overflow="fold")
    table.add_column("met", justify="center")
    for line in lines:
        met = "" if line.met is None else "[green]yes[/]" if line.met else "[red]no[/]"
        table.add_row(line.figure, line.ours, line.against, line.ratio, line.wanted, met)
    console.print(table)
    console.print(f"{_machine()}; {seconds / 60:.1f} minutes")


def _machine() -> str:
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    flet = f"Flet {version('flet')}"
    return f"{len(models)} x {models[0] if models else 'CPU'}, Python {platform.python_version()}, {flet}"
