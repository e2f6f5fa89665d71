"""Durable posts a second that 64 senders get acknowledged, against the same with one transaction for each."""

import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks import product
from benchmarks.bench import Bench
from benchmarks.crowd import Broken
from benchmarks.report import Line

SENDERS = 64
SECONDS = 3
AS_SHIPPED, ONE_EACH = 0, 1


def measure(bench: Bench) -> list[Line]:
    """Let the same senders post through the same code and onto the same disk, grouped and not, in turn."""
    folder = bench.scratch / "posts"
    product.make(folder, members=SENDERS, history=0)
    grouped, single = [], []
    for run in range(bench.runs):
        bench.say(f"run {run + 1} of {bench.runs}")
        single.append(posts_per_second(folder, ONE_EACH))
        grouped.append(posts_per_second(folder, AS_SHIPPED))
    ratio = median(a / b for a, b in zip(grouped, single, strict=True))
    return [
        Line(
            f"acknowledged durable posts per second, {SENDERS} senders",
            f"{median(grouped):,.0f}",
            f"one transaction per message {median(single):,.0f}",
            f"{ratio:.1f}",
            "at least 5",
            ratio >= 5,
        )
    ]


def posts_per_second(folder: Path, group: int) -> float:
    """One measurement, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.posting", str(folder), str(SENDERS), str(SECONDS), str(group)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Broken(f"Posting failed: {done.stderr[-300:]}")
    return float(done.stdout)
