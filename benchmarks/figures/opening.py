"""Server CPU to open another channel whose 50 rows are ready."""

import time
from dataclasses import replace
from statistics import median

from benchmarks import cost, product
from benchmarks.bench import Bench
from benchmarks.messages import marker
from benchmarks.report import Line

VISITS = 100
LIMIT_MS = 2


def measure(bench: Bench) -> list[Line]:
    """Let one tab go to and fro between two channels with 50 messages each."""
    spent, delays = [], []
    with product.serve(bench.scratch / "opening", members=2, history=product.ROWS_AT_OPENING) as (server, opening):
        bench.crowd.open("opening", replace(opening, count=1))
        there = (product.OTHER_ROUTE, marker(product.FIRST_IN_OTHER + product.ROWS_AT_OPENING - 1))
        back = (product.ROUTE, marker(product.ROWS_AT_OPENING - 1))
        bench.crowd.visit("opening", [there, back] * 5)
        for run in range(bench.runs):
            bench.say(f"run {run + 1} of {bench.runs}")
            idle = cost.idle_rate(server, bench.crowd, "opening")
            cpu, clock = server.cpu(), time.monotonic()
            with server.watched():
                took = bench.crowd.visit("opening", [there, back] * (VISITS // 2))
                bench.crowd.settle("opening", least=cost.AFTERMATH)
            used = server.cpu() - cpu - idle * (time.monotonic() - clock)
            spent.append(used / VISITS * 1000)
            delays.append(median(took) * 1000)
        bench.crowd.close("opening")
    return [
        Line(
            f"server CPU to open a channel, {product.ROWS_AT_OPENING} rows ready",
            f"{median(spent):.2f} ms (shown after {median(delays):.1f} ms)",
            wanted=f"at most {LIMIT_MS} ms",
            met=median(spent) <= LIMIT_MS,
        )
    ]
