"""What every figure is given to measure with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crowd import Crowd
from benchmarks.report import Line


@dataclass(frozen=True)
class Bench:
    """One run of the benchmarks."""

    crowd: Crowd
    scratch: Path
    """A folder that is removed at the end, on the disk whose speed counts."""
    runs: int
    say: Callable[[str], None]
    """Tells the person who waits how far we are."""


Figure = Callable[[Bench], list[Line]]
