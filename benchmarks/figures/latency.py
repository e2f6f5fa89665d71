"""How long until the last of 200 people has a message, its durable storage included."""

from dataclasses import replace
from statistics import median, quantiles

from benchmarks import product
from benchmarks.bench import Bench
from benchmarks.report import Line
from benchmarks.server import Server
from benchmarks.tabs import Opening

TABS = 200
MESSAGES = 200
PACE = 0.03


def measure(bench: Bench) -> list[Line]:
    """Post to 200 tabs of ours, and to 200 sockets of the bare broadcast that stores each message first."""
    crowd = bench.crowd
    store = bench.scratch / "latency-bare.sqlite3"
    with (
        product.serve(bench.scratch / "latency", members=TABS, history=100) as (ours, opening),
        Server("bare and durable", "-m", "benchmarks.bare", "{port}", str(store)) as bare,
    ):
        crowd.open("ours", replace(opening, count=TABS))
        sample = crowd.post("ours", 10).sample
        crowd.open("bare", Opening(bare.port, TABS, template=sample))
        crowd.post("bare", 10)
        delays: dict[str, list[list[float]]] = {"bare": [], "ours": []}
        for run in range(bench.runs):
            bench.say(f"run {run + 1} of {bench.runs}")
            for name, runs in delays.items():
                crowd.settle(name)
                with ours.watched():
                    runs.append(crowd.post(name, MESSAGES, PACE).delays)
        crowd.close("ours")
        crowd.close("bare")
    return [compare(delays["ours"], delays["bare"])]


def compare(ours: list[list[float]], bare: list[list[float]]) -> Line:
    """The table's line for these seconds."""
    ratio = median(p99(a) / p99(b) for a, b in zip(ours, bare, strict=True))
    return Line(
        f"from sending to the last of {TABS} recipients, p99, storage included",
        in_words(ours),
        f"bare broadcast with one durable insert {in_words(bare)}",
        f"{ratio:.2f}",
        "at most 3",
        ratio <= 3,
    )


def in_words(runs: list[list[float]]) -> str:
    """The medians of the runs' p99 and p50."""
    return f"{median(map(p99, runs)) * 1000:.1f} ms (p50 {median(map(median, runs)) * 1000:.1f})"


def p99(delays: list[float]) -> float:
    """The delay that one message in a hundred exceeds."""
    return quantiles(delays, n=100, method="inclusive")[98]
