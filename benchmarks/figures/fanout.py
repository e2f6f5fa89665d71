"""Server CPU per recipient of a message: ours, a bare broadcast of the same bytes, and the tutorial's chat."""

from contextlib import ExitStack
from dataclasses import replace
from statistics import median

from benchmarks import cost, product
from benchmarks.bench import Bench
from benchmarks.report import Line
from benchmarks.server import Server
from benchmarks.tabs import Opening

TABS = 200
ON_SCREEN = 100
MESSAGES = 50
TUTORIAL_MESSAGES = 3
"""Few, since each costs seconds; the tutorial's list grows by them."""


def measure(bench: Bench) -> list[Line]:
    """Post to 200 tabs that show 100 messages each, on each of the three servers in turn."""
    crowd = bench.crowd
    with ExitStack() as stack:
        ours, opening = stack.enter_context(product.serve(bench.scratch / "ours", members=TABS, history=ON_SCREEN))
        crowd.open("ours", replace(opening, count=TABS))
        # A tab opens with fewer rows than that, and keeps what arrives: fill it up.
        sample = crowd.post("ours", ON_SCREEN - product.ROWS_AT_OPENING).sample

        bare = stack.enter_context(Server("bare", "-m", "benchmarks.bare", "{port}"))
        crowd.open("bare", Opening(bare.port, TABS, template=sample))

        bench.say(f"opening {TABS} tabs of the tutorial's chat")
        tutorial = stack.enter_context(
            Server("tutorial", "-m", "benchmarks.tutorial_chat", "{port}", TUTORIAL_HISTORY=str(ON_SCREEN))
        )
        crowd.open(
            "tutorial",
            Opening(tutorial.port, TABS, hint="Write a message", name_hint="Your name", listens=False),
        )

        spent: dict[str, list[float]] = {"ours": [], "bare": [], "tutorial": []}
        for run in range(bench.runs):
            bench.say(f"run {run + 1} of {bench.runs}")
            for server, messages in ((bare, MESSAGES), (ours, MESSAGES), (tutorial, TUTORIAL_MESSAGES)):
                price = cost.of_messages(server, crowd, server.name, messages)
                spent[server.name].append(price.cpu / TABS * 1e6)
        for name in spent:
            crowd.close(name)
    return lines(**spent)


def lines(ours: list[float], bare: list[float], tutorial: list[float]) -> list[Line]:
    """The table's lines for these microseconds per recipient."""
    times_bare = median(a / b for a, b in zip(ours, bare, strict=True))
    times_tutorial = median(b / a for a, b in zip(ours, tutorial, strict=True))
    figure = f"server CPU per recipient of a message, {TABS} tabs on one channel, {ON_SCREEN} messages on screen"
    mine = f"{median(ours):.0f} µs"
    return [
        Line(figure, mine, f"bare broadcast {median(bare):.0f} µs", f"{times_bare:.2f}", "at most 3", times_bare <= 3),
        Line(
            figure,
            mine,
            f"tutorial chat {median(tutorial):.0f} µs",
            f"1/{times_tutorial:.0f}",
            "at most 1/50",
            times_tutorial >= 50,
        ),
    ]
