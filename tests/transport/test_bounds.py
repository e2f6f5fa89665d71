"""Too much, too slow, too fast, or nonsense: bounded, never dropped, never raised."""

import asyncio
import json
import logging
import secrets
import socket as sockets
from collections.abc import Callable
from contextlib import suppress

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from flet_chat.service.lines import Frame
from tests.transport.clients import Script, open_socket
from tests.transport.proxy import Proxy
from tests.transport.server import Server
from tests.waiting import eventually, until

Serve = Callable[..., Server]
BIG = Frame(secrets.token_bytes(100_000))


def test_a_client_away_too_long_for_the_buffer_opens_a_new_tab(serve: Serve) -> None:
    server = serve(buffer=500_000)
    script = Script(server.port).open()
    tab = server.tab()
    script.vanish()
    until(lambda: not tab.line.connected)

    server.on_loop(lambda: [tab.line.send(BIG) for _ in range(4)])
    assert tab.calls == ["away"]  # what fits is kept
    server.on_loop(lambda: [tab.line.send(BIG) for _ in range(2)])

    until(lambda: tab.calls == ["away", "closed"])
    assert json.loads(script.dial(new=False).recv(5)) == {"unknown": True}


def test_a_client_that_does_not_read_is_told_to_resync(serve: Serve) -> None:
    server = serve(buffer=500_000)
    script = Script(server.port).open()
    tab = server.tab()

    server.on_loop(lambda: [tab.line.send(BIG) for _ in range(100)])

    until(lambda: tab.calls == ["closed"])
    while (said := script.hear()) == BIG.raw:
        pass
    assert said == {"resync": True}


def test_a_plain_client_that_does_not_read_is_closed_with_a_code(serve: Serve) -> None:
    server = serve(buffer=500_000)
    socket = open_socket(server.port)
    until(lambda: server.tabs)

    server.on_loop(lambda: [server.tab().line.send(BIG) for _ in range(300)])

    until(lambda: server.tab().calls == ["closed"])
    with suppress(ConnectionClosed):
        while True:
            assert socket.recv(5) == BIG.raw
    assert socket.close_code == 1012


@pytest.mark.parametrize("resumable", [True, False])
def test_a_slow_reader_gets_everything_in_order(server: Server, resumable: bool) -> None:
    script = Script(server.port)
    socket = script.open().socket if resumable else open_socket(server.port)
    frames = [Frame(b"%d " % number + secrets.token_bytes(30_000)) for number in range(120)]
    until(lambda: server.tabs)
    line = server.tab().line

    server.on_loop(lambda: [line.send(frame) for frame in frames])

    assert [socket.recv(5) for _ in frames] == [frame.raw for frame in frames]
    server.on_loop(lambda: line.send(Frame(b"afterwards")))
    assert socket.recv(5) == b"afterwards"


def test_a_slow_client_holds_nobody_up(server: Server) -> None:
    open_socket(server.port)
    until(lambda: len(server.tabs) == 1)
    quick = open_socket(server.port)
    until(lambda: len(server.tabs) == 2)

    server.on_loop(lambda: [server.tab().line.send(BIG) for _ in range(30)])
    server.on_loop(lambda: server.tab(1).line.send(Frame(b"quick")))

    assert quick.recv(5) == b"quick"


def test_pings_of_a_client_that_reads_no_answers_are_bounded(serve: Serve) -> None:
    server = serve(buffer=100_000)
    script = Script(server.port).open()
    script.socket.socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    tab = server.tab()
    server.on_loop(lambda: tab.line.send(Frame(secrets.token_bytes(90_000))))

    for _ in range(40_000):
        if tab.calls:
            break
        script.control(ping=123456789012345)

    assert tab.calls in ([], ["closed"])  # either the kernel took them all, or the line was ended


@pytest.mark.parametrize("resumable", [True, False])
def test_two_hundred_tabs_closed_abruptly_under_load_leave_nothing(serve: Serve, resumable: bool) -> None:
    server = serve(grace=0.2)
    frame = Frame(secrets.token_bytes(3000))
    busy = True

    def broadcast() -> None:
        for tab in tuple(server.tabs):
            tab.line.send(frame)
        if busy:
            asyncio.get_running_loop().call_later(0.005, broadcast)

    async def come_and_go() -> None:
        clients = []
        for number in range(200):
            query = f"?v=1&tab=tab{number}&got=0&new=1" if resumable else ""
            client = await connect(
                f"ws://127.0.0.1:{server.port}/ws{query}",
                additional_headers={"Cookie": "flet_chat_session=ann"},
                compression=None,
            )
            await client.send('{"hello": {}}')
            clients.append(client)
        await eventually(lambda: len(server.tabs) == 200, "200 tabs")
        server.on_loop(broadcast)
        for client in clients:
            await client.recv()
        for client in clients:
            client.transport.abort()

    asyncio.run(come_and_go())
    until(lambda: len(server.transport) == 0, "the end of every line", seconds=20)
    busy = False

    until(lambda: all(tab.calls and tab.calls[-1] == "closed" for tab in server.tabs))
    assert all(tab.calls.count("closed") == 1 for tab in server.tabs)
    assert not any(tab.line.connected for tab in server.tabs)


GARBAGE = [
    "",
    "{",
    "[]",
    "null",
    "\x00",
    "[" * 100_000,
    '{"ack": %s}' % ("9" * 5000),
    '{"ack": 1e400}',
    '{"ack": -1}',
    '{"ack": true}',
    '{"ack": 12}',
    '{"ping": {}}',
    '{"bye": 1}',
    '{"note": 7}',
    '{"hello": {"address": "/again"}}',
    '{"what": "is this"}',
]


def test_nonsense_is_ignored_and_logs_nothing(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    script = Script(server.port).open()

    with caplog.at_level(logging.INFO):
        for text in GARBAGE:
            script.socket.send(text)
        script.socket.send(b"")
        script.put(b"echo")
        assert script.hear_items(1) == [b"echo"]

    assert server.tab().packets == [b"", b"echo"]
    assert server.tab().notes == []
    assert server.tab().calls == []
    assert caplog.records == []


def test_half_an_emoji_is_replaced_before_anybody_has_to_store_it(server: Server) -> None:
    script = Script(server.port).open()

    script.socket.send('{"note": {"text": "\\ud83d\\ude00 and \\ud83d"}}')

    until(lambda: server.tab().notes)
    assert server.tab().notes == [{"text": "😀 and \N{REPLACEMENT CHARACTER}"}]


HELLOS: list[object] = [
    7,
    [],
    {
        "address": "//evil.example/",
        "zone": "../../etc/passwd",
        "locale": "<b>",
        "hour12": "yes",
        "touch": 1,
        "theme": "pink",
    },
    {"address": "/\\evil.example", "zone": "Europe", "locale": 7, "visible": None},
    {"address": "c/general", "zone": "Mars/Olympus", "unsent": {}, "draft": "text"},
    {"address": "/" + "a" * 3000, "zone": "z" * 100_000, "locale": "x" * 100_000},
    {"address": "/a\nb", "unsent": [7, None, {}, {"user": 1, "key": "k", "place": 3, "text": "t"}]},
    {
        "unsent": [{"user": 1, "key": "bad key", "place": "c/1", "text": "t"}],
        "draft": {"user": 2, "place": "c/1", "text": "t"},
    },
    {
        "unsent": [{"user": 1, "key": "k", "place": "c/1", "text": "t" * 300_000}],
        "draft": {"user": 1, "place": "c/1", "text": ""},
    },
]


@pytest.mark.parametrize("said", HELLOS)
def test_what_is_wrong_in_a_hello_has_its_default(server: Server, said: object) -> None:
    Script(server.port).open(said)

    hello = server.tab().hello
    assert (hello.address, hello.zone, hello.locale) == ("", "UTC", "en")
    assert (hello.hour12, hello.visible, hello.touch, hello.unsent, hello.draft) == (False, True, False, (), None)


@pytest.mark.parametrize("first", [b"a packet", "not JSON"])
def test_a_client_that_does_not_greet_gets_the_defaults(server: Server, first: bytes | str) -> None:
    script = Script(server.port)
    script.socket = script.dial(new=True)

    script.socket.send(first)

    script.attached()
    assert server.tab().hello.address == ""
    assert server.tab().packets == ([first] if isinstance(first, bytes) else [])


QUERIES = [
    "?v=2&tab=abcd&got=0&new=1",
    "?v=1&got=0",
    "?v=1&tab=%00&got=0&new=1",
    "?v=1&tab=a&got=-1",
    "?v=1&tab=a&got=" + "9" * 5000,
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_that_is_not_ours_means_a_plain_client(server: Server, query: str) -> None:
    socket = open_socket(server.port, query)

    socket.send(b"echo")

    assert socket.recv(5) == b"echo"
    assert not server.tab().hello.resumable


def test_a_black_hole_costs_nothing_but_time(server: Server, proxy: Proxy) -> None:
    script = Script(proxy.port).open()
    proxy.black_hole(True)
    server.on_loop(lambda: server.tab().line.send(Frame(b"late")))
    assert script.items == []

    proxy.black_hole(False)

    assert script.hear_items(1) == [b"late"]
