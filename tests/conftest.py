"""What tests of every layer may ask for; each layer's own fixtures live in its own conftest."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import chromium


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium to drive; a machine without one fails, so that no browser test is skipped unseen."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.ADVICE)
    return path


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """A headless Chromium, one for each module.

    Not for the session: Playwright's synchronous interface keeps an event loop in this thread while it is
    open, and asyncio.run() in a later test would be refused.
    """
    # Chromium's sandbox cannot be set up by root, which is who runs in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield running
        running.close()
