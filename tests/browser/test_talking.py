"""Two people, each at their own computer: what one does, the other sees."""

import pytest
from playwright.sync_api import Locator, expect

from flet_chat.core.messages import MAX_TEXT
from tests.browser.conftest import Team
from tests.browser.window import Window, sign_in
from tests.waiting import until

pytestmark = pytest.mark.browser


def test_each_sees_what_the_other_writes_and_nothing_twice(ann: Window, bob: Window) -> None:
    ann.go("/c/general")
    bob.go("/c/general")
    ann.leave()
    bob.say("are you there?")
    ann.sees("are you there?")
    ann.come_back()
    ann.say("always")
    for window in (ann, bob):
        window.sees("are you there?", "always")


def test_a_message_is_mended_with_the_arrow_and_escape_leaves_it_alone(ann: Window, bob: Window, team: Team) -> None:
    ann.go("/c/dev")
    bob.go("/c/dev")
    ann.say("a tpyo")
    bob.sees("a tpyo")
    ann.page.keyboard.press("ArrowUp")
    until(lambda: ann.text() == "a tpyo", "the message in the box")
    ann.page.keyboard.press("Escape")
    until(lambda: ann.text() == "", "the empty box")
    ann.page.keyboard.press("ArrowUp")
    until(lambda: ann.text() == "a tpyo", "the message in the box")
    ann.page.keyboard.press("Control+a")
    ann.say("a typo")
    for window in (ann, bob):
        window.sees("a typo")
        expect(window.message("a tpyo")).to_have_count(0)
    until(lambda: ann.text() == "", "the empty box")
    assert team.stored("dev").count("a typo") == 1


def test_a_draft_waits_while_a_message_is_edited(ann: Window) -> None:
    ann.go("/c/dev").say("said before the draft")
    ann.sees("said before the draft")
    ann.write("half a thou")
    ann.press(action(ann, "said before the draft", "Edit message"))
    until(lambda: ann.text() == "said before the draft", "the message in the box")
    ann.page.keyboard.press("Escape")
    until(lambda: ann.text() == "half a thou", "the draft in the box")
    ann.page.keyboard.press("Control+a")
    ann.page.keyboard.press("Delete")


def test_deleting_asks_and_takes_the_message_from_everybody(ann: Window, bob: Window, team: Team) -> None:
    ann.go("/c/dev").say("I should not have said this")
    bob.go("/c/dev").sees("I should not have said this")
    ann.sees("I should not have said this")
    ann.press(action(ann, "I should not have said this", "Delete message"))
    ann.press(ann.button("Keep"))
    expect(ann.page.get_by_role("alertdialog")).not_to_be_attached()
    ann.press(action(ann, "I should not have said this", "Delete message"))
    ann.press(ann.page.get_by_role("button", name="Delete", exact=True))
    for window in (ann, bob):
        expect(window.message("I should not have said this")).to_have_count(0)
    assert "I should not have said this" not in team.stored("dev")


def test_a_text_that_is_too_long_is_refused_and_kept(ann: Window, team: Team) -> None:
    ann.go("/c/dev")
    before = team.stored("dev")
    ann.write("")
    ann.page.keyboard.insert_text("x" * (MAX_TEXT + 1))
    ann.page.keyboard.press("Enter")
    expect(ann.said("Not sent")).to_be_attached()
    ann.reload()
    expect(ann.said("Not sent")).to_be_attached()
    ann.press(ann.button("Edit"))
    until(lambda: len(ann.text()) == MAX_TEXT + 1, "the text back in the box")
    ann.page.keyboard.press("Backspace")
    ann.page.keyboard.press("Enter")
    until(lambda: len(team.stored("dev")) == len(before) + 1, "the text that fits")
    assert team.stored("dev")[-1] == "x" * MAX_TEXT
    expect(ann.said("Not sent")).not_to_be_attached()


def test_signing_out_elsewhere_sends_the_tab_to_the_door(ann: Window, team: Team) -> None:
    before = ann.page.context.cookies()
    cookie = sign_in(ann.page.context, team.server, "ann")
    ann.go("/c/dev")
    ann.write("a draft")
    assert team.server.ask("POST", "/signout", {}, cookie)[0] == 303
    ann.page.wait_for_url(f"{team.address}/signin?next=%2Fc%2Fdev")
    ann.page.context.clear_cookies()
    ann.page.context.add_cookies(before)


def action(window: Window, text: str, name: str) -> Locator:
    """A button of the bar that follows the pointer."""
    x, y = window.middle(window.message(text))
    window.page.mouse.move(x, y)
    return window.page.get_by_role("button", name=name).or_(
        window.page.get_by_role("group", name=name).get_by_role("button")
    )
