"""What one sees of a channel: where it opens, how it scrolls, what counts as read."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import LINES, Team
from tests.browser.window import SLOW, Window, signed_in
from tests.waiting import until

pytestmark = pytest.mark.browser


def test_reload_back_and_links_come_to_the_same_place(ann: Window, team: Team) -> None:
    ann.go("/c/history")
    ann.sees(f"line {LINES - 1}.")
    ann.press(ann.entry("dev"))
    ann.page.wait_for_url("**/c/dev")
    expect(ann.page).to_have_title(re.compile("#dev"))
    ann.page.go_back()
    ann.page.wait_for_url("**/c/history")
    ann.sees(f"line {LINES - 1}.")
    ann.page.go_forward()
    ann.page.wait_for_url("**/c/dev")
    expect(ann.page).to_have_title(re.compile("#dev"))
    ann.reload()
    assert ann.page.url == f"{team.address}/c/dev"
    expect(ann.page).to_have_title(re.compile("#dev"))
    number = team.number("history", "line 100.")
    ann.go(f"/m/{number}")
    until(lambda: number in ann.shown(), "the linked message on screen")
    expect(ann.page).to_have_title(re.compile("#history"))
    ann.reload()
    until(lambda: number in ann.shown(), "the linked message on screen")
    ann.go("/c/no-such-channel")
    expect(ann.button("Go to #general")).to_be_attached()


def test_older_history_comes_while_scrolling_and_nothing_is_left_out(ann: Window, team: Team) -> None:
    ann.go("/c/history")
    ann.sees(f"line {LINES - 1}.")
    seen = ann.rows()

    def turn() -> bool:
        """Turn the wheel by less than a screen, and note what is there."""
        ann.scroll(-500)
        ann.page.evaluate("new Promise(requestAnimationFrame)")
        seen.update(ann.rows())
        return beginning.count() > 0

    beginning = ann.said("This is the beginning of #history")
    until(turn, "the beginning of the channel", 3 * SLOW)
    # Not the last line of each: the row under the pointer also has its actions.
    lines = re.findall(r"^line \d+\.$", "\n".join(label for _, label in sorted(seen.items())), re.MULTILINE)
    assert lines == [f"line {n}." for n in range(LINES)]


def test_nothing_moves_under_the_eyes_of_somebody_who_reads_on(ann: Window, bob: Window) -> None:
    ann.go("/c/history")
    bob.go("/c/history")
    ann.sees(f"line {LINES - 1}.")
    ann.scroll(-900)
    until(lambda: ann.message(f"line {LINES - 1}.").count() == 0 or not at_end(ann), "older messages")
    ann.at_rest(lambda: list(ann.shown().values()))
    before = ann.shown()
    for number in range(3):
        bob.say(f"news {number}.")
    expect(ann.button("3 new messages")).to_be_attached()
    assert ann.shown() == before
    ann.press(ann.button("3 new messages"))
    ann.sees("news 0.", "news 1.", "news 2.")
    expect(ann.button("new message")).not_to_be_attached()
    ann.scroll(-900)
    until(lambda: not at_end(ann), "older messages")
    bob.say("news 3.")
    expect(ann.button("1 new message")).to_be_attached()
    ann.scroll(5000)
    ann.sees("news 3.")
    expect(ann.button("new message")).not_to_be_attached()


def test_my_own_message_brings_me_to_the_end(ann: Window, team: Team) -> None:
    ann.go(f"/m/{team.number('history', 'line 50.')}")
    ann.sees("line 50.")
    ann.say("back at the end.")
    ann.sees("back at the end.")
    until(lambda: at_end(ann), "the end of the channel")


def test_unread_messages_count_in_all_my_tabs_until_i_look(ann: Window, bob: Window, anns_other: Window) -> None:
    ann.go("/c/general")
    anns_other.go("/c/general")
    bob.go("/c/dev")
    for number in range(2):
        bob.say(f"look at this {number}.")
    for window in (ann, anns_other):
        expect(window.entry("dev", 2)).to_be_attached()
        expect(window.page).to_have_title("(2) #general · Acme")
    ann.press(ann.entry("dev"))
    ann.sees("look at this 1.")
    for window in (ann, anns_other):
        expect(window.entry("dev", 0)).to_be_attached()
    expect(ann.page).to_have_title("#dev · Acme")
    expect(anns_other.page).to_have_title("#general · Acme")
    bob.page.bring_to_front()


def test_what_came_while_i_was_away_is_below_the_line_until_i_am_back(ann: Window, bob: Window) -> None:
    ann.go("/c/dev")
    bob.go("/c/dev").say("before you left.")
    ann.sees("before you left.")
    expect(ann.page).to_have_title("#dev · Acme")
    ann.leave()
    bob.say("while you were away.")
    ann.sees("while you were away.")
    expect(ann.page).to_have_title("(1) #dev · Acme")
    expect(ann.entry("dev", 1)).to_be_attached()
    expect(ann.said("New")).to_be_attached()
    ann.come_back()
    expect(ann.page).to_have_title("#dev · Acme")
    expect(ann.entry("dev", 0)).to_be_attached()
    expect(ann.said("New")).to_be_attached()


@pytest.fixture
def anns_other(browser: Browser, team: Team) -> Iterator[Window]:
    """Ann at another device."""
    context = signed_in(browser, team.server, "ann")
    yield Window(context.new_page(), team.address)
    context.close()


def at_end(window: Window) -> bool:
    """True if the newest message that is drawn is on screen."""
    rows = window.rows()
    return bool(rows) and max(rows) in window.shown()
