"""Whether the price of a recipient stays the same from 50 tabs to 1,000."""

from contextlib import ExitStack
from dataclasses import replace
from statistics import median

from benchmarks import cost, product
from benchmarks.bench import Bench
from benchmarks.report import Line
from benchmarks.server import Server

SIZES = (50, 200, 500, 1000)
MESSAGES = 24
PACE = 0.2
"""Seconds between messages, the same for all sizes, since some work is done once in a while for all that waits."""


def measure(bench: Bench) -> list[Line]:
    """Post at the same pace to servers with 50, 200, 500 and 1,000 tabs on one channel."""
    with ExitStack() as stack:
        servers: dict[int, Server] = {}
        for size in SIZES:
            bench.say(f"opening {size} tabs")
            folder = bench.scratch / f"tabs-{size}"
            servers[size], opening = stack.enter_context(product.serve(folder, members=size, history=100))
            bench.crowd.open(f"{size} tabs", replace(opening, count=size))
            bench.crowd.post(f"{size} tabs", 3)
        spent: dict[int, list[float]] = {size: [] for size in SIZES}
        for run in range(bench.runs):
            for size, server in servers.items():
                bench.say(f"run {run + 1} of {bench.runs}: {size} tabs")
                price = cost.of_messages(server, bench.crowd, f"{size} tabs", MESSAGES, PACE)
                spent[size].append(price.cpu / size * 1e6)
        for size in SIZES:
            bench.crowd.close(f"{size} tabs")
    return [flatness(spent), fixed_part(spent)]


def flatness(spent: dict[int, list[float]]) -> Line:
    """The dearest against the cheapest of the sizes; input and output in µs per recipient."""
    runs = list(zip(*spent.values(), strict=True))
    spread = median(max(run) / min(run) for run in runs)
    return Line(
        "the same for 50, 500 and 1,000 tabs",
        ", ".join(f"{size}: {median(costs):.0f} µs" for size, costs in spent.items()),
        "the cheapest of them",
        f"{spread:.2f}",
        "flat: at most 1.30",
        spread <= 1.30,
    )


def fixed_part(spent: dict[int, list[float]]) -> Line:
    """What a message costs once, and for each further recipient, from the smallest and the largest size."""
    few, many = min(spent), max(spent)
    total_few, total_many = median(spent[few]) * few, median(spent[many]) * many
    each = (total_many - total_few) / (many - few)
    return Line(
        f"of that, from {few} and {many} tabs", f"{(total_few - each * few) / 1000:.1f} ms once, {each:.0f} µs a tab"
    )
