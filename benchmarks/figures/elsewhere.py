"""What a message costs for a tab that looks at another channel and only gets a badge and a title."""

from dataclasses import replace
from statistics import median

from benchmarks import cost, product
from benchmarks.bench import Bench
from benchmarks.crowd import Broken
from benchmarks.report import Line

TABS = 200
MESSAGES = 40
"""Fewer than 99, after which a badge may stop to change."""
PACE = 0.05


def measure(bench: Bench) -> list[Line]:
    """Post to a channel that 200 tabs look at, then to one that only the poster looks at; fresh servers each run."""
    here, there, frames = [], [], []
    for run in range(bench.runs):
        bench.say(f"run {run + 1} of {bench.runs}")
        here.append(price(bench, f"here-{run}", elsewhere=False)[0])
        spent, badges = price(bench, f"elsewhere-{run}", elsewhere=True)
        there.append(spent)
        frames.append(badges)
    ratio = median(a / b for a, b in zip(there, here, strict=True))
    return [
        Line(
            f"server CPU per tab that looks at another channel, {TABS} tabs",
            f"{median(there):.0f} µs, {median(frames):.1f} frames",
            f"a recipient at the same pace {median(here):.0f} µs",
            f"{ratio:.2f}",
            "at most 1",
            ratio <= 1,
        )
    ]


def price(bench: Bench, name: str, elsewhere: bool) -> tuple[float, float]:
    """Microseconds and frames for each of the 200 tabs, a message."""
    with product.serve(bench.scratch / name, members=TABS + 1, history=100) as (server, opening):
        watched = product.OTHER_ROUTE if elsewhere else product.ROUTE
        routes = [product.ROUTE, *[watched] * TABS]
        bench.crowd.open(name, replace(opening, count=len(routes), routes=routes))
        # The first frames of a server are dearer than the rest.
        bench.crowd.post(name, 3, only_poster=elsewhere)
        spent = cost.of_messages(server, bench.crowd, name, MESSAGES, PACE, only_poster=elsewhere)
        bench.crowd.close(name)
    if elsewhere and spent.frames < TABS / 10:
        raise Broken("Tabs that look at another channel got no badges: this figure would measure nothing.")
    return spent.cpu / TABS * 1e6, spent.frames / TABS
