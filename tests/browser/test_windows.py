"""Windows of every width, and drafts that follow from one to the other."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Team
from tests.browser.window import Window, signed_in
from tests.waiting import until

pytestmark = pytest.mark.browser

NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 800}


@pytest.fixture
def phone(browser: Browser, team: Team) -> Iterator[Window]:
    """Ann at a narrow screen."""
    context = signed_in(browser, team.server, "ann", width=NARROW["width"])
    yield Window(context.new_page(), team.address)
    context.close()


def test_on_a_narrow_screen_the_sidebar_is_the_home_screen(phone: Window, team: Team) -> None:
    phone.go("/")
    expect(phone.entry("dev")).to_be_attached()
    expect(phone.box).not_to_be_attached()
    phone.press(phone.entry("dev"))
    phone.page.wait_for_url("**/c/dev")
    expect(phone.box).to_be_attached()
    expect(phone.entry("general")).not_to_be_attached()
    phone.say("from the phone")
    phone.sees("from the phone")
    phone.press(phone.button("Back"))
    expect(phone.entry("general")).to_be_attached()
    phone.page.wait_for_url(f"{team.address}/")
    phone.press(phone.entry("general"))
    phone.page.wait_for_url("**/c/general")
    phone.page.go_back()
    expect(phone.entry("general")).to_be_attached()
    expect(phone.box).not_to_be_attached()


def test_another_width_keeps_the_channel_and_the_draft(ann: Window) -> None:
    ann.go("/c/dev")
    ann.write("a turned phone")
    ann.page.set_viewport_size(NARROW)
    expect(ann.entry("dev")).not_to_be_attached()
    until(lambda: ann.text() == "a turned phone", "the draft in the box")
    ann.write(" loses nothing")
    ann.page.set_viewport_size(WIDE)
    expect(ann.entry("dev")).to_be_attached()
    until(lambda: ann.text() == "a turned phone loses nothing", "the draft in the box")
    assert ann.page.url.endswith("/c/dev")
    ann.page.keyboard.press("Enter")
    ann.sees("a turned phone loses nothing")


def test_a_draft_survives_a_reload_and_waits_on_my_other_device(ann: Window, phone: Window) -> None:
    ann.go("/c/general")
    ann.write("half a thou")
    ann.reload()
    until(lambda: ann.text() == "half a thou", "the draft in the box")
    ann.press(ann.entry("dev"))
    until(lambda: ann.text() == "", "the empty box of the other channel")
    ann.press(ann.entry("general"))
    until(lambda: ann.text() == "half a thou", "the draft in the box")
    phone.go("/c/general")
    until(lambda: phone.text() == "half a thou", "the draft on the other device")
    phone.say("ght")
    phone.sees("half a thought")
    ann.sees("half a thought")
