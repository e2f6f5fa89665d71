"""Opening the page in a browser, for the first time and again: bytes, requests and time, against stock Flet."""

from contextlib import ExitStack
from itertools import product as product_of
from statistics import median

from benchmarks import product
from benchmarks.bench import Bench
from benchmarks.messages import marker
from benchmarks.report import Line
from benchmarks.server import Server
from benchmarks.visits import Target, newcomer, visit
from benchmarks.wiretap import Traffic, Wiretap

HISTORY = 50
VISITS = ("first", "second")
BYTES_WANTED = {"first": 0.3, "second": 0.01}
TIME_WANTED = {"first": 1.0, "second": 0.5}


def measure(bench: Bench) -> list[Line]:
    """Let newcomers visit both, a fresh profile each run."""
    with ExitStack() as stack:
        ours, opening = stack.enter_context(product.serve(bench.scratch / "firstload", members=2, history=HISTORY))
        tutorial = stack.enter_context(
            Server("tutorial", "-m", "benchmarks.tutorial_chat", "{port}", TUTORIAL_HISTORY=str(HISTORY))
        )
        sides = {
            # Nobody sees the tutorial's messages before they gave a name, so its dialog counts as its first sight.
            "ours": (ours.port, product.ROUTE, marker(HISTORY - 1), opening.cookies[0]),
            "stock": (tutorial.port, "/", "Your name", ""),
        }
        weighed: dict[tuple[str, bool], list[Traffic]] = {}
        taken: dict[tuple[str, bool], list[list[float]]] = {}
        for side, (port, path, sign, cookie) in sides.items():
            bench.say(f"weighing {side}")
            tap = stack.enter_context(Wiretap(port))
            for private in (True, False):
                target = Target(f"http://localhost:{tap.port}{path}", sign, cookie)
                weighed[side, private] = _weigh(tap, target, private)
        for run in range(bench.runs):
            for (side, (port, path, sign, cookie)), far in product_of(sides.items(), (False, True)):
                bench.say(f"run {run + 1} of {bench.runs}, {side}")
                target = Target(f"http://localhost:{port}{path}", sign, cookie)
                with newcomer(target, private=far) as browser:
                    taken.setdefault((side, far), []).append([visit(browser, target, far=far) for _ in VISITS])
    return [*_bytes(weighed), *_times(taken, far=True), *_times(taken, far=False)]


def _weigh(tap: Wiretap, target: Target, private: bool) -> list[Traffic]:
    traffic = []
    with newcomer(target, private=private) as browser:
        for _ in VISITS:
            tap.counted()
            visit(browser, target)
            traffic.append(tap.counted())
    return traffic


def _bytes(weighed: dict[tuple[str, bool], list[Traffic]]) -> list[Line]:
    lines = []
    for private, where in ((True, "private window"), (False, "profile with a disk cache")):
        for name, ours, stock in zip(VISITS, weighed["ours", private], weighed["stock", private], strict=True):
            share = ours.bytes / stock.bytes
            # A disk cache keeps stock Flet's files for a while too: then there is next to nothing to compare.
            judged = private or name == "first"
            lines.append(
                Line(
                    f"on the wire, {name} visit, {where}",
                    f"{ours.bytes / 1000:,.0f} KB, {ours.requests} requests",
                    f"stock Flet: {stock.bytes / 1000:,.0f} KB, {stock.requests} requests",
                    f"{share:.2%}" if judged else "",
                    f"at most {BYTES_WANTED[name]:.0%}" if judged else "",
                    met=share <= BYTES_WANTED[name] if judged else None,
                )
            )
    return lines


def _times(taken: dict[tuple[str, bool], list[list[float]]], far: bool) -> list[Line]:
    where = "10 Mbit/s and 40 ms away, private window" if far else "same machine, profile with a disk cache"
    lines = []
    for number, name in enumerate(VISITS):
        ours, stock = ([run[number] for run in taken[side, far]] for side in ("ours", "stock"))
        ratio = median(one / other for one, other in zip(ours, stock, strict=True))
        lines.append(
            Line(
                f"from the address to the first message, {name} visit, {where}",
                f"{median(ours):.2f} s",
                f"stock Flet's tutorial: {median(stock):.2f} s",
                f"{ratio:.2f}",
                f"at most {TIME_WANTED[name]:g}",
                met=ratio <= TIME_WANTED[name],
            )
        )
    return lines
