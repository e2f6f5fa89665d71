"""Visits a page in a real Chromium with an empty cache, then again, and says when something is to be seen."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, ViewportSize, sync_playwright

from benchmarks.crowd import Broken
from flet_chat.web import compress
from flet_chat.web.compressed import cache_folder
from flet_chat.web.files import client_files

SEEN = "seen after "
WITHIN = 90_000
"""Milliseconds in which a page must show something."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WINDOW: ViewportSize = {"width": 1280, "height": 800}
FAR = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s and 40 ms: a server in a data centre, and somebody at home."""
ARGUMENTS = (
    # Nobody else is reachable, as on a network without internet; else a stray request could slow either side.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    "--no-first-run",
    "--disable-background-networking",
)

# Flutter names what it draws only once somebody asks for it; the names come in the same frame as the picture.
WATCH = """
(() => {
  const look = () => {
    const ask = document.querySelector("flt-semantics-placeholder");
    if (ask) ask.click();
    for (const element of document.querySelectorAll("flt-semantics, flt-semantics *")) {
      if (((element.ariaLabel || "") + element.textContent).includes(SIGN)) {
        console.info(`seen after ${performance.now()}`);
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


@dataclass(frozen=True)
class Target:
    """A page, how one is signed in there, and a text that shows that it is ready."""

    address: str
    """On localhost: elsewhere browsers take less over plain http."""
    sign: str
    cookie: str = ""
    """`name=value`, or empty."""


@contextmanager
def newcomer(target: Target, *, private: bool = False) -> Iterator[BrowserContext]:
    """A browser that never was there; a private window keeps its cache in memory, and nothing of 8 MB."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with tempfile.TemporaryDirectory(prefix="flet-chat-visit-") as profile, sync_playwright() as playwright:
        chromium = playwright.chromium
        if private:
            context = chromium.launch(executable_path=found, args=arguments).new_context(viewport=WINDOW)
        else:
            context = chromium.launch_persistent_context(
                str(Path(profile)), executable_path=found, args=arguments, viewport=WINDOW
            )
        if target.cookie:
            name, _, value = target.cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/"}])
        context.add_init_script(WATCH.replace("SIGN", repr(target.sign)))
        yield context
        context.close()


def visit(context: BrowserContext, target: Target, *, far: bool = False) -> float:
    """Open the page in a fresh tab; the seconds from the navigation until it shows what it should."""
    page = context.new_page()
    if far:
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", FAR)
    try:
        # By the console, since the page's policy forbids the usual ways to wait inside it.
        with page.expect_console_message(lambda line: line.text.startswith(SEEN), timeout=WITHIN) as said:
            page.goto(target.address, wait_until="commit")
        return float(said.value.text.removeprefix(SEEN)) / 1000
    except Error as problem:
        raise Broken(f"{target.address} did not show “{target.sign}”: {problem.message}") from problem
    finally:
        _leave(page)


def compress_client() -> None:
    """Let the copies of the client's files be made before anything is measured; a server would make them meanwhile."""
    folder = cache_folder(Path())
    compress.main(folder, client_files().jobs())


def _leave(page: Page) -> None:
    # What is still under way belongs to this visit; what was fetched is in the cache then.
    page.wait_for_load_state("networkidle")
    page.close()
