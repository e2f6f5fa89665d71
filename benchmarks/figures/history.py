"""Whether a message takes longer to arrive in a channel that holds a million messages."""

from contextlib import ExitStack
from dataclasses import replace
from statistics import median

from benchmarks import product
from benchmarks.bench import Bench
from benchmarks.figures.latency import MESSAGES, PACE, TABS, in_words, p99
from benchmarks.report import Line

SHORT, LONG = 50, 1_000_000


def measure(bench: Bench) -> list[Line]:
    """Post to 200 tabs on a short channel and on a long one, in turn."""
    delays: dict[int, list[list[float]]] = {SHORT: [], LONG: []}
    with ExitStack() as stack:
        for history in delays:
            bench.say(f"filling a channel with {history:,} messages")
            folder = bench.scratch / f"history-{history}"
            _, opening = stack.enter_context(product.serve(folder, members=TABS, history=history))
            bench.crowd.open(str(history), replace(opening, count=TABS))
            bench.crowd.post(str(history), 10)
        for run in range(bench.runs):
            bench.say(f"run {run + 1} of {bench.runs}")
            for history, runs in delays.items():
                bench.crowd.settle(str(history))
                runs.append(bench.crowd.post(str(history), MESSAGES, PACE).delays)
        for history in delays:
            bench.crowd.close(str(history))
    return [compare(delays[SHORT], delays[LONG])]


def compare(short: list[list[float]], long: list[list[float]]) -> Line:
    """The table's line for these seconds."""
    ratio = median(p99(a) / p99(b) for a, b in zip(long, short, strict=True))
    return Line(
        f"the same with {LONG:,} messages in the channel",
        in_words(long),
        f"with {SHORT} messages {in_words(short)}",
        f"{ratio:.2f}",
        "within 10 %",
        1 / 1.1 <= ratio <= 1.1,
    )
