"""The server is killed and started again under somebody who types."""

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import LINES, Team, prepare
from tests.browser.test_network import goes_on
from tests.browser.window import SLOW, Window, signed_in
from tests.cli.served import serving
from tests.waiting import until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A team whose server a test may replace: `team.server` is the one that runs."""
    folder = tmp_path_factory.mktemp("restarted")
    prepare(folder / "data")
    with serving(folder, "--data", str(folder / "data")) as server:
        yield Team(server, folder / "data")


def test_what_was_typed_before_during_and_after_is_there(browser: Browser, team: Team) -> None:
    anns, bobs = signed_in(browser, team.server, "ann"), signed_in(browser, team.server, "bob")
    ann, bob = (
        Window(anns.new_page(), team.address).go("/c/history"),
        Window(bobs.new_page(), team.address).go("/c/history"),
    )
    ann.say("said before")
    bob.sees("said before")
    ann.write("typed before, ")
    os.kill(team.server.process.pid, signal.SIGKILL)
    team.server.process.wait()
    ann.write("while it was gone")
    banner = ann.page.locator("#connection-banner")
    expect(banner).to_be_visible(timeout=SLOW * 1000)
    ann.page.keyboard.press("Enter")
    ann.page.keyboard.type("and then, ")
    folder = team.data.parent
    with serving(folder, "--data", str(team.data), port=team.server.port) as again:
        words = ["and then, "]

        def another() -> bool:
            """Type a word more, whatever the network does: the new tab is drawn in the middle of one."""
            words.append(f"word {len(words)} ")
            ann.page.keyboard.type(words[-1])
            return ann.message("while it was gone").count() == 1

        until(another, "the new tab", SLOW)
        ann.sees("said before", "typed before, while it was gone", seconds=SLOW)
        assert ann.writing()
        assert ann.text() == "".join(words)
        bob.sees("said before", "typed before, while it was gone", seconds=SLOW)
        goes_on(ann, bob, Team(again, team.data), "history", "".join(words).strip())
        said = ["said before", "typed before, while it was gone", "".join(words).strip()]
        assert team.stored("history")[LINES:] == said
    anns.close()
    bobs.close()
