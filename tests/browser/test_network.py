"""A network that delays, cuts and goes silent under somebody who types: nothing is lost, mixed or doubled."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Team
from tests.browser.window import SLOW, Window, signed_in
from tests.transport.proxy import Proxy
from tests.waiting import until

pytestmark = pytest.mark.browser

PAIRS = 20


@pytest.fixture(scope="module")
def network(team: Team) -> Iterator[Proxy]:
    """What lies between ann and the server."""
    with Proxy(team.server.port) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def ann_afar(browser: Browser, team: Team, network: Proxy) -> Iterator[Window]:
    """A tab of ann's behind that network, the same for all these tests, as hers would be."""
    context = signed_in(browser, team.server, "ann")
    window = Window(context.new_page(), f"http://127.0.0.1:{network.port}").go("/c/dev")
    yield window
    context.close()


@pytest.mark.parametrize("latency", [0, 60, 150, 300])
def test_two_messages_without_a_pause_arrive_as_two(latency: int, ann_afar: Window, network: Proxy, team: Team) -> None:
    said = [f"{which} {number}." for number in range(PAIRS) for which in ("one", "two")]
    before = len(team.stored("dev"))
    network.latency = latency / 1000
    for text in said:
        ann_afar.say(text)
    until(lambda: len(team.stored("dev")) >= before + len(said), "all that was sent", SLOW)
    network.latency = 0
    assert team.stored("dev")[before:] == said
    until(lambda: drawn(ann_afar, len(said)) == said, "all of it in the list", SLOW)
    assert ann_afar.text() == ""


def test_typing_goes_on_through_a_cut_of_ten_seconds(ann_afar: Window, bob: Window, network: Proxy, team: Team) -> None:
    bob.go("/c/dev")
    ann_afar.write("typed before ")
    network.refuses = True
    network.cut()
    banner = ann_afar.page.locator("#connection-banner")
    expect(banner).to_be_visible(timeout=SLOW * 1000)
    for word in ("and during ", "the cut"):
        ann_afar.write(word)
    bob.say("said during the cut")
    ten_seconds(ann_afar)
    network.refuses = False
    expect(banner).not_to_be_attached(timeout=SLOW * 1000)
    ann_afar.sees("said during the cut", seconds=SLOW)
    goes_on(ann_afar, bob, team, "dev", "typed before and during the cut")


def test_a_silent_network_of_twenty_seconds_is_noticed_and_costs_nothing(
    ann_afar: Window, bob: Window, network: Proxy, team: Team
) -> None:
    bob.go("/c/dev")
    ann_afar.write("typed before ")
    network.black_hole(swallow=True)
    ann_afar.write("the silence")
    ann_afar.page.keyboard.press("Enter")
    ann_afar.write("typed within it")
    banner = ann_afar.page.locator("#connection-banner")
    expect(banner).to_be_visible(timeout=SLOW * 1000)
    bob.say("said during the silence")
    assert "typed before the silence" not in team.stored("dev")
    ten_seconds(ann_afar)
    network.black_hole(swallow=False)
    expect(banner).not_to_be_attached(timeout=SLOW * 1000)
    ann_afar.sees("said during the silence", "typed before the silence", seconds=SLOW)
    goes_on(ann_afar, bob, team, "dev", "typed within it")
    assert team.stored("dev").count("typed before the silence") == 1


def test_a_connection_that_only_the_server_believes_in_is_replaced(
    ann_afar: Window, bob: Window, network: Proxy, team: Team
) -> None:
    bob.go("/c/dev")
    ann_afar.write("half ")
    network.half_open()
    ann_afar.write("open")
    bob.say("said to nobody")
    ann_afar.sees("said to nobody", seconds=SLOW)
    goes_on(ann_afar, bob, team, "dev", "half open")


def drawn(window: Window, count: int) -> list[str]:
    """The last messages in the list."""
    return [label.rpartition("\n")[2] for label in window.rows().values()][-count:]


def ten_seconds(window: Window) -> None:
    """Let time pass for the page, by its own clock: here waiting is what is tested."""
    window.page.evaluate("new Promise(done => setTimeout(done, 10_000))")


def goes_on(window: Window, other: Window, team: Team, channel: str, typed: str) -> None:
    """What was typed is in the box, which has the focus; Enter sends it once, and the list still scrolls."""
    assert window.writing()
    assert window.text().strip() == typed
    window.page.keyboard.press("Enter")
    for each in (window, other):
        each.sees(typed, seconds=SLOW)
    assert team.stored(channel).count(typed) == 1
    assert window.text() == ""
    assert re.search(rf"#{channel} · Acme$", window.page.title())
    scrolls(window)


def scrolls(window: Window) -> None:
    """The wheel moves the list, there and back."""
    window.at_rest(lambda: list(window.shown().values()))
    at_end = window.shown()
    window.scroll(-300)
    until(lambda: set(window.shown()) - set(at_end), "older messages")
    window.scroll(3000)
    until(lambda: window.shown() == at_end, "the end of the list")
