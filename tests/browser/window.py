"""One browser window on the interface, driven through the names of its controls, as a screen reader would."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, expect

from tests.cast import PASSWORD
from tests.cli.served import Server
from tests.waiting import until

ROW = '[flt-semantics-identifier^="message-"]'
SLOW = 30.0
"""Seconds for what waits for a page to start or a network to come back, on a busy machine."""
LABELS = f"""() => [...document.querySelectorAll('{ROW}')]
    .map(row => [+row.getAttribute('flt-semantics-identifier').slice(8), row.ariaLabel || row.textContent])
    .sort((one, other) => one[0] - other[0])"""

NAMES = """(() => {
    const ask = () => document.querySelector('flt-semantics-placeholder')?.click();
    new MutationObserver(ask).observe(document, {childList: true, subtree: true});
    ask();
})()"""
"""Lets Flutter name its controls as soon as it can: a box that had the focus before goes on without a name."""


class Window:
    """A tab of somebody; `address` is the server's, or that of a proxy before it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.add_init_script(NAMES)
        self._elsewhere: tuple[CDPSession, Page] | None = None

    def go(self, path: str) -> "Window":
        """Open an address of the interface."""
        self.page.goto(f"{self.address}{path}")
        return self.ready()

    def reload(self) -> "Window":
        """Load the page again."""
        self.page.reload()
        return self.ready()

    def ready(self) -> "Window":
        """Wait for the interface."""
        self.button("my menu").or_(self.box).first.wait_for(state="attached", timeout=SLOW * 2000)
        return self

    @property
    def box(self) -> Locator:
        """The composer."""
        return self.page.get_by_role("textbox", name=re.compile("^Message"))

    def text(self) -> str:
        """What is in the composer; an unfocused one gets the focus, since only then the browser knows."""
        if not self.writing():
            self.press(self.box)
            until(self.writing, "the cursor in the box")
        return str(self.page.evaluate("document.activeElement.value ?? ''"))

    def writing(self) -> bool:
        """True if what is typed now goes into the composer, the only box here of several lines."""
        return bool(self.page.evaluate("document.activeElement instanceof HTMLTextAreaElement"))

    def write(self, text: str) -> None:
        """Type into the composer, with the cursor there already or put there by a click."""
        if not self.writing():
            self.press(self.box)
            until(self.writing, "the cursor in the box")
        self.page.keyboard.type(text)

    def say(self, text: str) -> None:
        """Type and send."""
        self.write(text)
        self.page.keyboard.press("Enter")

    def message(self, text: str) -> Locator:
        """The rows that contain a text without quotes."""
        return self.page.locator(f'{ROW}[aria-label*="{text}"]')

    def sees(self, *texts: str, seconds: float = 10) -> None:
        """Wait until each text is in exactly one message."""
        for text in texts:
            expect(self.message(text)).to_have_count(1, timeout=seconds * 1000)

    def row(self, message_id: int) -> Locator:
        """The row of a message."""
        return self.page.locator(f'[flt-semantics-identifier="message-{message_id}"]')

    def rows(self) -> dict[int, str]:
        """What is drawn, or is near enough to be, by message id."""
        return {int(number): str(label) for number, label in self.page.evaluate(LABELS)}

    def shown(self) -> dict[int, float]:
        """The messages that are on screen, and how far from its top."""
        script = f"""() => [...document.querySelectorAll('{ROW}')].map(row => [+row.getAttribute(
            'flt-semantics-identifier').slice(8), row.getBoundingClientRect()]).filter(([, box]) => box.top >= 56 &&
            box.bottom < innerHeight - 60).map(([number, box]) => [number, Math.round(box.top)])"""
        return {int(number): float(top) for number, top in self.page.evaluate(script)}

    def scroll(self, pixels: int) -> None:
        """Turn the wheel over the messages, up with a negative number."""
        size = self.page.viewport_size or {"width": 1280, "height": 800}
        self.page.mouse.move(size["width"] * 0.7, size["height"] / 2)
        self.page.mouse.wheel(0, pixels)

    def entry(self, channel: str, unread: int | None = None) -> Locator:
        """A channel in the sidebar, with so many unread messages (0 for none) or any number."""
        tail = {None: r"\b", 0: r"(?!\S)"}.get(unread, f", {unread} unread")
        return self.page.get_by_role("button", name=re.compile(f"channel {re.escape(channel)}{tail}"))

    def button(self, name: str) -> Locator:
        """A button by what it says."""
        return self.page.get_by_role("button", name=name)

    def said(self, sentence: str) -> Locator:
        """A text, on its own or as part of what a group is called."""
        return self.page.get_by_text(sentence).or_(self.page.locator(f'[aria-label*="{sentence}"]')).first

    def press(self, control: Locator) -> None:
        """Click in the middle; not `click`, since the drawing lies over the names."""
        x, y = self.middle(control)
        self.page.mouse.click(x, y)

    def middle(self, control: Locator) -> tuple[float, float]:
        """Where a control is, once it rests."""
        control.first.wait_for(state="attached")
        x, y, width, height = self.at_rest(lambda: list((control.first.bounding_box() or {}).values()))
        return x + width / 2, y + height / 2

    def at_rest(self, look: Callable[[], list[float]]) -> list[float]:
        """What `look` sees once that has not changed for four frames."""
        seen: list[list[float]] = []

        def rests() -> bool:
            self.page.evaluate("new Promise(requestAnimationFrame)")
            seen.append(look())
            return len(seen) > 4 and bool(seen[-1]) and all(one == seen[-1] for one in seen[-4:])

        until(rests, "everything to come to rest")
        return seen[-1]

    def leave(self) -> None:
        """Look at another tab beside this one, which stays on screen without the focus."""
        # Playwright makes every page believe that it has the focus.
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
        self._elsewhere = (devtools, self.page.context.new_page())
        until(lambda: not self.page.evaluate("document.hasFocus()"), "the focus to go")

    def come_back(self) -> None:
        """Work in this window again."""
        assert self._elsewhere is not None
        (devtools, other), self._elsewhere = self._elsewhere, None
        other.close()
        self.page.bring_to_front()
        devtools.send("Emulation.setFocusEmulationEnabled", {"enabled": True})
        until(lambda: self.page.evaluate("document.hasFocus()"), "the focus to come back")
        devtools.detach()

    def close(self) -> None:
        """Close the tab, and the one that is looked at instead of it."""
        self.page.close()
        if self._elsewhere is not None:
            self._elsewhere[1].close()


def signed_in(browser: Browser, server: Server, username: str, width: int = 1280) -> BrowserContext:
    """A device of its own for somebody."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.set_default_timeout(10_000)
    sign_in(context, server, username)
    return context


def sign_in(context: BrowserContext, server: Server, username: str) -> str:
    """Sign somebody in on a device, and return the cookie."""
    status, cookie = server.ask("POST", "/signin", {"username": username, "password": PASSWORD})
    assert status == 303
    name, _, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "httpOnly": True}])
    return cookie
