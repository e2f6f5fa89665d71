"""What a connected tab takes from the server's memory, and what a thousand took."""

from dataclasses import replace
from statistics import median

from benchmarks import product
from benchmarks.bench import Bench
from benchmarks.report import Line

FEW, MANY, ALL = 100, 500, 1000
CHANNELS = 30
MESSAGES = 20
"""Posted to all tabs at each step, so that the buffers on the way to them have been in use."""
LIMIT_KB, LIMIT_MB = 170, 256


def measure(bench: Bench) -> list[Line]:
    """Open 100, then 500, then 1,000 tabs on a fresh server, and look at its memory each time."""
    per_tab, total = [], []
    for run in range(bench.runs):
        bench.say(f"run {run + 1} of {bench.runs}")
        few, many, everybody = one_run(bench, f"memory-{run}")
        per_tab.append((many - few) * 1024 / (MANY - FEW))
        total.append(everybody)
    kilobytes, megabytes = median(per_tab), median(total)
    return [
        Line(
            f"memory per connected tab, from {FEW} to {MANY} tabs, {CHANNELS} channels in the sidebar, "
            f"{product.ROWS_AT_OPENING} messages on screen, buffers and compression included",
            f"{kilobytes:.0f} KB",
            wanted=f"at most {LIMIT_KB} KB",
            met=kilobytes <= LIMIT_KB,
        ),
        Line(
            f"memory of the server with {ALL:,} tabs",
            f"{megabytes:.0f} MB",
            wanted=f"at most {LIMIT_MB} MB",
            met=megabytes <= LIMIT_MB,
        ),
    ]


def one_run(bench: Bench, name: str) -> tuple[float, float, float]:
    """Megabytes with few, many and all tabs."""
    taken = []
    with product.serve(bench.scratch / name, members=ALL, history=100, channels=CHANNELS) as (server, opening):
        bench.crowd.open(name, replace(opening, count=FEW, script=True))
        for more in (MANY - FEW, ALL - MANY, 0):
            bench.crowd.post(name, MESSAGES)
            bench.crowd.settle(name, least=2.5)
            taken.append(server.memory())
            product.mark_all_read(bench.scratch / name)
            bench.crowd.more(name, more)
        bench.crowd.close(name)
    return taken[0], taken[1], taken[2]
