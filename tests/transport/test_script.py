"""The script in a real browser, under a page that uses its socket as Flet's client does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from flet_chat.service.lines import Frame, Unsent
from tests.transport.proxy import Proxy
from tests.transport.server import EchoTab, Server
from tests.waiting import until

pytestmark = pytest.mark.browser
BANNER = "#connection-banner"


def greet(tab: EchoTab) -> None:
    """What every tab of the real interface does first: show something, name the place of the composer."""
    tab.line.tell({"place": "c/1"})
    tab.line.send(Frame(b"\x00 shown"))


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    server.new_tab = greet
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, proxy: Proxy, server: Server) -> Page:
    """A page of ann's, through the proxy, with its tab open and its composer known."""
    url = f"http://127.0.0.1:{proxy.port}"
    context.add_cookies([{"name": "flet_chat_session", "value": "ann", "url": url}])
    page = context.new_page()
    page.goto(f"{url}/c/general?m=1")
    shown(page, 1)
    return page


def shown(page: Page, times: int) -> None:
    """Wait until so many tabs have drawn themselves in this page."""
    page.wait_for_function("times => heard.filter(text => text === '\\0 shown').length === times", arg=times)


def posts(tab: EchoTab) -> list[str]:
    return [note["post"]["text"] for note in tab.notes if "post" in note]


def kept(page: Page) -> list[str]:
    unsent = page.evaluate("JSON.parse(sessionStorage.getItem('flet_chat_unsent') || '[]')")
    return [entry["text"] for entry in unsent]


def type_and_enter(page: Page, text: str) -> None:
    page.focus("#composer")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def store(tab: EchoTab, server: Server) -> None:
    """Acknowledge every post, as the real tab does once it is on disk."""
    keys = [note["post"]["key"] for note in tab.notes if "post" in note]
    server.on_loop(lambda: [tab.line.tell({"stored": key}) for key in keys])


def test_the_page_greets_and_registers(server: Server, page: Page) -> None:
    hello = server.tab().hello

    assert (hello.address, hello.zone, hello.locale, hello.hour12) == (
        "/c/general?m=1",
        "Europe/Berlin",
        "de-DE",
        False,
    )
    assert (hello.resumable, hello.touch) == (True, False)
    until(lambda: server.tab().packets == [b"register"])


def test_enter_clears_posts_and_keeps_until_stored(server: Server, page: Page) -> None:
    type_and_enter(page, "first")
    page.keyboard.type("second message")
    page.keyboard.press("Enter")

    assert page.input_value("#composer") == ""
    assert kept(page) == ["first", "second message"]
    tab = server.tab()
    until(lambda: posts(tab) == ["first", "second message"])
    assert tab.notes[-1]["post"]["place"] == "c/1"
    assert page.evaluate("lastKey") == "Enter"  # Flutter heard of it too

    store(tab, server)

    until(lambda: kept(page) == [])


@pytest.mark.parametrize("keys", ["Shift+Enter", "Control+Enter", "Alt+Enter"])
def test_other_enters_post_nothing(server: Server, page: Page, keys: str) -> None:
    page.focus("#composer")
    page.keyboard.type("text")

    page.keyboard.press(keys)

    assert page.input_value("#composer").startswith("text")
    assert kept(page) == []


def test_a_blank_message_and_an_unnamed_place_post_nothing(server: Server, page: Page) -> None:
    type_and_enter(page, "  ")
    server.on_loop(lambda: server.tab().line.tell({"place": None}))
    server.on_loop(lambda: server.tab().line.send(Frame(b"\x00 shown")))
    shown(page, 2)
    type_and_enter(page, "in a dialog")

    assert kept(page) == []
    assert posts(server.tab()) == []


def test_an_enter_that_confirms_an_input_method_is_nobodys_business(server: Server, page: Page) -> None:
    page.focus("#composer")
    page.keyboard.type("にほん")

    page.evaluate(
        """composer.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true}))"""
    )

    assert page.evaluate("lastKey") != "Enter"
    assert page.input_value("#composer") == "にほん"


def test_shortcuts_are_kept_from_the_browser_and_told_to_the_tab(server: Server, page: Page) -> None:
    pressed = """init => !document.body.dispatchEvent(
        new KeyboardEvent("keydown", {...init, bubbles: true, cancelable: true}))"""

    assert page.evaluate(pressed, {"key": "k", "ctrlKey": True})
    assert page.evaluate(pressed, {"key": "/", "metaKey": True, "shiftKey": True})
    assert page.evaluate(pressed, {"key": "ArrowUp", "altKey": True, "shiftKey": True})
    assert not page.evaluate(pressed, {"key": "j", "ctrlKey": True})
    assert not page.evaluate(pressed, {"key": "Escape"})
    page.focus("#composer")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("text")
    page.keyboard.press("ArrowUp")
    type_and_enter(page, "the end")

    until(lambda: posts(server.tab()))
    told = [note["key"] for note in server.tab().notes if "key" in note]
    assert told == ["mod+k", "mod+/", "alt+shift+ArrowUp", "Escape", "ArrowUp"]


def test_a_text_beyond_all_measure_stays_where_it_is_and_says_why(server: Server, page: Page) -> None:
    page.fill("#composer", "x" * 200_001)

    page.keyboard.press("Enter")

    expect(page.locator("#too-long")).to_contain_text("too long")
    assert len(page.input_value("#composer")) == 200_001
    assert kept(page) == []


def test_a_packet_beyond_the_limit_does_not_end_every_connection_to_come(server: Server, page: Page) -> None:
    page.evaluate("socket.send(new Uint8Array(17 * 2 ** 20))")

    shown(page, 2)

    assert server.tab(1).packets == [b"register"]


def test_the_theme_is_kept_on_this_device(server: Server, page: Page) -> None:
    server.on_loop(lambda: server.tab().line.tell({"theme": "dark"}))
    page.wait_for_function("localStorage.getItem('flet_chat_theme') === 'dark'")

    page.reload()

    assert (server.tab().hello.theme, server.tab(1).hello.theme) == ("system", "dark")


def test_what_was_not_stored_survives_a_reload(server: Server, page: Page) -> None:
    type_and_enter(page, "not stored")
    page.keyboard.type("half a sen")

    page.reload()
    shown(page, 1)

    hello = server.tab(1).hello
    assert [(entry.place, entry.text) for entry in hello.unsent] == [("c/1", "not stored")]
    assert hello.draft == Unsent("", "c/1", "half a sen")
    until(lambda: server.tab().calls == ["closed"])  # the page said bye


def test_another_account_in_the_same_browser_does_not_send_it(
    server: Server, page: Page, context: BrowserContext, proxy: Proxy
) -> None:
    type_and_enter(page, "by ann")
    url = f"http://127.0.0.1:{proxy.port}"

    context.add_cookies([{"name": "flet_chat_session", "value": "bob", "url": url}])
    page.reload()
    shown(page, 1)
    context.add_cookies([{"name": "flet_chat_session", "value": "ann", "url": url}])
    page.reload()
    shown(page, 1)

    assert (server.tab(1).hello.user_id, server.tab(1).hello.unsent) == (2, ())
    assert [entry.text for entry in server.tab(2).hello.unsent] == ["by ann"]


def test_a_cut_shows_a_banner_and_loses_nothing(server: Server, page: Page, proxy: Proxy) -> None:
    tab = server.tab()
    proxy.refuses = True
    proxy.cut()
    type_and_enter(page, "typed offline")
    server.on_loop(lambda: tab.line.send(Frame(b"\x00 sent meanwhile")))
    expect(page.locator(BANNER)).to_have_text("Connection lost. What you write is kept. Reconnecting…")
    assert page.locator(BANNER).get_attribute("role") == "status"

    proxy.refuses = False
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator(BANNER)).to_have_count(0)
    page.wait_for_function("heard.includes('\\0 sent meanwhile')")
    until(lambda: posts(tab) == ["typed offline"])
    assert tab.calls == ["away", "back"]
    assert (len(server.tabs), page.evaluate("closed")) == (1, 0)


def test_a_restarted_server_gets_a_new_tab_under_the_same_page(server: Server, page: Page) -> None:
    type_and_enter(page, "before")
    page.keyboard.type("half a sen")
    until(lambda: posts(server.tab()) == ["before"])

    server.stop()
    page.evaluate("socket.send(bytes('for a control that is gone'))")
    page.keyboard.type("tence")
    server.start()
    shown(page, 2)

    tab = server.tab(1)
    assert [entry.text for entry in tab.hello.unsent] == ["before"]
    assert tab.hello.draft is not None
    assert tab.hello.draft.text == "half a sentence"
    until(lambda: tab.packets == [b"register"])
    until(lambda: any("size" in note for note in tab.notes))
    assert page.evaluate("closed") == 0
    page.evaluate("socket.send(bytes('echo'))")
    page.wait_for_function("heard.includes('echo')")
    expect(page.locator(BANNER)).to_have_count(0)


def test_a_resync_opens_a_new_tab_at_once(server: Server, page: Page) -> None:
    server.on_loop(lambda: server.tab().line.end("resync"))

    shown(page, 2)

    assert server.tab().calls == ["closed"]
    until(lambda: server.tab(1).packets == [b"register"])
    assert page.evaluate("closed") == 0


def test_what_is_typed_while_the_new_tab_draws_reaches_it(server: Server, page: Page) -> None:
    server.new_tab = lambda tab: tab.line.tell({"place": "c/1"})
    page.focus("#composer")
    server.on_loop(lambda: server.tab().line.end("resync"))
    server.tab(1)

    page.keyboard.type("late")
    page.evaluate("socket.send(bytes('for the old tab'))")
    server.on_loop(lambda: server.tab(1).line.send(Frame(b"\x00 shown")))

    until(lambda: any("draft" in note for note in server.tab(1).notes))
    draft = next(note["draft"] for note in server.tab(1).notes if "draft" in note)
    assert (draft["place"], draft["text"]) == ("c/1", "late")
    assert server.tab(1).packets == [b"register"]


def test_signing_out_leads_to_the_sign_in_page_and_keeps_what_was_not_sent(server: Server, page: Page) -> None:
    type_and_enter(page, "not stored")
    page.evaluate("sessionStorage.setItem('_flet_session_id', 'x')")

    server.on_loop(lambda: server.tab().line.end("signed-out"))

    page.wait_for_url("**/signin?next=%2Fc%2Fgeneral%3Fm%3D1")
    assert kept(page) == ["not stored"]
    assert page.evaluate("sessionStorage.getItem('_flet_session_id')") is None


def test_a_session_revoked_while_away_leads_to_the_sign_in_page(server: Server, page: Page, proxy: Proxy) -> None:
    del server.sessions["ann"]

    proxy.cut()

    page.wait_for_url("**/signin**")


def test_deflated_packets_arrive_whole_and_in_order(server: Server, page: Page) -> None:
    long = [b"\x00%d " % number + b"compressible " * 2000 for number in range(20)]
    packets = [packet for pair in zip(long, [b"\x00 short %d" % n for n in range(20)], strict=True) for packet in pair]

    server.on_loop(lambda: [server.tab().line.send(Frame(packet)) for packet in packets])

    page.wait_for_function("heard.length === 41")
    assert page.evaluate("heard.slice(1)") == [packet.decode() for packet in packets]


def test_the_tab_knows_whether_anybody_looks(server: Server, page: Page, context: BrowserContext) -> None:
    page.evaluate("document.hasFocus = () => false; dispatchEvent(new Event('blur'))")
    page.evaluate("dispatchEvent(new Event('blur'))")
    page.evaluate("document.hasFocus = () => true; dispatchEvent(new Event('focus'))")

    until(lambda: [note for note in server.tab().notes if note.get("focused")])
    seen = [(note["visible"], note["focused"]) for note in server.tab().notes if "visible" in note]
    assert seen[-2:] == [(True, False), (True, True)]


def test_a_message_sent_with_the_button_leaves_no_draft(server: Server, page: Page) -> None:
    page.focus("#composer")
    page.keyboard.type("sent with the button")

    server.on_loop(lambda: server.tab().line.tell({"draft": None}))

    page.wait_for_function("sessionStorage.getItem('flet_chat_draft') === null")


def test_many_cuts_while_typing_lose_and_double_nothing(server: Server, page: Page, proxy: Proxy) -> None:
    proxy.latency = 0.03
    texts = [f"message {number}" for number in range(24)]

    for number, text in enumerate(texts):
        type_and_enter(page, text)
        if number % 4 == 3:
            proxy.cut()

    until(lambda: posts(server.tab()) == texts, "every message, once and in order", seconds=20)
    assert len(server.tabs) == 1
