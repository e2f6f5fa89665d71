"""A lost connection is not a lost session: nothing missing, nothing doubled, both ways."""

import json
import threading
from collections.abc import Callable

import pytest
from websockets.exceptions import ConnectionClosed

from flet_chat.service.lines import Frame, Unsent
from tests.transport.clients import Script
from tests.transport.proxy import Proxy
from tests.transport.server import Server
from tests.waiting import until

Serve = Callable[..., Server]


def test_packets_and_notes_keep_one_order(server: Server) -> None:
    script = Script(server.port, inflates=True).open()
    tab = server.tab()
    long = Frame(b"\x00" + b"compressible " * 1000)

    def talk() -> None:
        tab.line.send(Frame(b"\x00 one"))
        tab.line.tell({"place": "c/1"})
        tab.line.send(long)
        tab.line.tell({"stored": "k"})

    server.on_loop(talk)

    assert script.hear_items(4) == [b"\x00 one", {"place": "c/1"}, long.raw, {"stored": "k"}]
    assert script.user == 1


def test_a_client_that_cannot_inflate_gets_the_packet_as_it_is(server: Server) -> None:
    script = Script(server.port).open()
    long = Frame(b"\x00" + b"compressible " * 1000)

    server.on_loop(lambda: server.tab().line.send(long))

    assert script.socket.recv(5) == long.raw


def test_the_hello_reaches_the_tab(server: Server) -> None:
    said = {
        "address": "/c/general?m=1",
        "zone": "Europe/Berlin",
        "locale": "de-DE",
        "hour12": True,
        "visible": False,
        "focused": False,
        "theme": "dark",
        "touch": True,
        "unsent": [
            {"user": 1, "key": "k1", "place": "c/1", "text": "kept"},
            {"user": 2, "key": "k2", "place": "c/1", "text": "of another account"},
        ],
        "draft": {"user": 1, "place": "c/1", "text": "half a sen"},
    }

    Script(server.port).open(said)

    hello = server.tab().hello
    assert (hello.user_id, hello.session_id, hello.resumable) == (1, 11, True)
    assert (hello.address, hello.zone, hello.locale) == ("/c/general?m=1", "Europe/Berlin", "de-DE")
    assert (hello.hour12, hello.visible, hello.focused, hello.touch, hello.theme) == (True, False, False, True, "dark")
    assert hello.unsent == (Unsent("k1", "c/1", "kept"),)
    assert hello.draft == Unsent("", "c/1", "half a sen")


def test_what_was_sent_while_the_client_was_away_arrives_once(server: Server) -> None:
    script = Script(server.port).open()
    tab = server.tab()
    server.on_loop(lambda: [tab.line.send(Frame(b"%d" % number)) for number in range(20)])
    script.hear_items(7)
    script.vanish()
    until(lambda: not tab.line.connected)
    server.on_loop(lambda: [tab.line.send(Frame(b"%d" % number)) for number in range(20, 40)])

    script.resume()

    assert script.hear_items(40) == [b"%d" % number for number in range(40)]
    assert tab.calls == ["away", "back"]
    assert len(server.tabs) == 1


def test_many_cuts_lose_and_double_nothing_in_either_direction(server: Server, proxy: Proxy) -> None:
    proxy.latency = 0.005
    script = Script(proxy.port).open()
    tab = server.tab()
    total = 600

    def chat() -> None:
        for number in range(total):
            server.on_loop(lambda number=number: tab.line.send(Frame(b"down %d" % number)))

    sender = threading.Thread(target=chat)
    sender.start()
    sent = 0
    cuts = 0
    while len(script.items) < total or sent < total:
        try:
            for _ in range(40):
                if sent < total:
                    sent += 1
                    script.put({"up": sent})
                if len(script.items) < total:
                    script.hear()
            if cuts < 8:
                cuts += 1
                proxy.cut()
        except (ConnectionClosed, OSError):
            script.resume()
    sender.join(10)

    assert script.items == [b"down %d" % number for number in range(total)]
    until(lambda: len(tab.notes) == total, "every note")
    assert [note["up"] for note in tab.notes] == list(range(1, total + 1))
    assert cuts == 8
    assert tab.calls.count("closed") == 0


def test_a_newer_connection_takes_over_from_one_that_only_looks_alive(server: Server, proxy: Proxy) -> None:
    script = Script(proxy.port).open()
    tab = server.tab()
    proxy.half_open()
    server.on_loop(lambda: tab.line.send(Frame(b"into the void")))
    assert tab.line.connected  # the server has not noticed

    script.resume()

    assert script.hear_items(1) == [b"into the void"]
    script.put(b"echo")
    assert script.hear_items(2)[1] == b"echo"
    assert tab.calls == []


def test_a_connection_that_says_nothing_is_given_up_after_being_asked(serve: Serve) -> None:
    server = serve(silence=0.6)
    script = Script(server.port).open()

    assert script.hear() == {"ping": True}
    until(lambda: server.tab().calls == ["away"])


def test_a_connection_that_answers_is_kept(serve: Serve) -> None:
    server = serve(silence=0.4)
    script = Script(server.port).open()

    for _ in range(5):
        assert script.hear() == {"ping": True}
        script.control(ack=0)

    assert server.tab().calls == []


def test_a_ping_is_answered_and_everything_acknowledged(server: Server) -> None:
    script = Script(server.port).open()
    for number in range(3):
        script.put(b"%d" % number)

    script.control(ping=7, ack=0)

    assert script.hear() == {"pong": 7}
    assert script.hear() == {"ack": 3}
    assert script.pending == []


def test_items_are_acknowledged_every_sixteen_and_after_a_pause(server: Server) -> None:
    script = Script(server.port).open()

    for number in range(17):
        script.put(b"%d" % number)

    assert script.hear() == {"ack": 16}
    assert script.hear() == {"ack": 17}


def test_bye_closes_the_tab_at_once(server: Server) -> None:
    script = Script(server.port).open()

    script.control(bye=True)

    until(lambda: server.tab().calls)
    assert server.tab().calls == ["closed"]
    assert json.loads(script.dial(new=False).recv(5)) == {"unknown": True}


def test_a_tab_waits_no_longer_than_the_grace(serve: Serve) -> None:
    server = serve(grace=0.3)
    script = Script(server.port).open()

    script.vanish()

    until(lambda: server.tab().calls == ["away", "closed"])
    assert len(server.transport) == 0
    assert json.loads(script.dial(new=False).recv(5)) == {"unknown": True}


def test_a_tab_that_came_back_in_time_stays(serve: Serve) -> None:
    server = serve(grace=0.5)
    script = Script(server.port).open()
    script.vanish()
    until(lambda: server.tab().calls == ["away"])

    script.resume()
    other = Script(server.port).open()
    other.vanish()
    until(lambda: server.tab(1).calls == ["away", "closed"])  # it left later, so the first one's time is up too

    assert server.tab().calls == ["away", "back"]


def test_asking_twice_for_a_new_tab_gives_one(server: Server) -> None:
    script = Script(server.port).open({"address": "/c/one"})
    script.vanish()

    script.open({"address": "/c/two"})  # the first answer was lost on the way

    assert [tab.hello.address for tab in server.tabs] == ["/c/one"]


@pytest.mark.parametrize("got", [1, 999999999999999])
def test_a_client_that_has_more_than_was_sent_gets_a_new_tab(server: Server, got: int) -> None:
    script = Script(server.port).open()
    script.got = got

    assert json.loads(script.dial(new=False).recv(5)) == {"unknown": True}


def test_a_server_that_stops_closes_every_tab(server: Server) -> None:
    script = Script(server.port).open()

    server.on_loop(server.transport.close)

    assert script.hear() == {"resync": True}
    until(lambda: server.tab().calls == ["closed"])
