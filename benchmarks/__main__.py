"""`python -m benchmarks [FIGURE ...]`: measures, and prints one table."""

import argparse
import tempfile
import time
from pathlib import Path

from rich.console import Console

from benchmarks import report
from benchmarks.bench import Bench, Figure
from benchmarks.crowd import Broken, Crowd
from benchmarks.figures import elsewhere, fanout, firstload, history, latency, memory, opening, posts, tabs
from benchmarks.report import Line
from benchmarks.server import Server
from benchmarks.visits import compress_client

FIGURES: dict[str, Figure] = {
    "fanout": fanout.measure,
    "tabs": tabs.measure,
    "latency": latency.measure,
    "history": history.measure,
    "memory": memory.measure,
    "elsewhere": elsewhere.measure,
    "posts": posts.measure,
    "opening": opening.measure,
    "firstload": firstload.measure,
}


def main() -> int:
    """Measure what was asked for; 1 if something could not be measured, never for a figure that is not met."""
    options = _options()
    if options.profile:
        Path(options.profile).mkdir(parents=True, exist_ok=True)
        Server.profile_to = Path(options.profile)
    compress_client()
    start, lines, broken = time.monotonic(), [], False
    with tempfile.TemporaryDirectory(prefix="flet-chat-bench-", dir=options.disk) as scratch, Crowd() as crowd:
        for name in options.figures or FIGURES:
            try:
                lines += _measure(name, crowd, Path(scratch), options.runs)
            except Broken as problem:
                broken = True
                lines.append(Line(name, f"not measured: {problem}", met=False))
    report.show(lines, options.runs, time.monotonic() - start)
    return 1 if broken else 0


def _measure(name: str, crowd: Crowd, scratch: Path, runs: int) -> list[Line]:
    with Console(stderr=True).status(name) as status:
        return FIGURES[name](Bench(crowd, scratch, runs, say=lambda step: status.update(f"{name}: {step}")))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"of {', '.join(FIGURES)}; all if none is named")
    parser.add_argument("--runs", type=int, default=5, help="runs of which the median is taken (5)")
    parser.add_argument("--disk", metavar="DIR", help="where databases are made; durable writes depend on the disk")
    parser.add_argument("--profile", metavar="DIR", help="run servers under cProfile, which slows them, and keep that")
    options = parser.parse_args()
    unknown = [name for name in options.figures if name not in FIGURES]
    if unknown:
        parser.error(f"unknown figure {unknown[0]}; there are {', '.join(FIGURES)}")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
