"""Plain Flet on one connection."""

import pytest
from websockets.exceptions import ConnectionClosed

from flet_chat.service.lines import Frame, Hello
from tests.transport.clients import open_socket
from tests.transport.server import Server
from tests.waiting import until


def test_packets_pass_unchanged_both_ways(server: Server) -> None:
    socket = open_socket(server.port)
    packets = [b"echo %d" % number for number in range(100)]

    for packet in packets:
        socket.send(packet)

    assert [socket.recv(5) for _ in packets] == packets
    assert server.tab().packets == packets
    assert server.tab().hello == Hello(1, 11)


def test_text_and_notes_mean_nothing(server: Server) -> None:
    socket = open_socket(server.port)
    until(lambda: server.tabs)
    server.on_loop(lambda: server.tab().line.tell({"place": "c/1"}))

    socket.send('{"note": {"post": {}}}')
    socket.send(b"echo")

    assert socket.recv(5) == b"echo"
    assert server.tab().notes == []


def test_the_end_of_the_connection_is_the_end_of_the_tab(server: Server) -> None:
    socket = open_socket(server.port)
    until(lambda: server.tabs)

    socket.close()

    until(lambda: server.tab().calls)
    assert server.tab().calls == ["closed"]
    assert len(server.transport) == 0


@pytest.mark.parametrize(("reason", "code"), [("resync", 1012), ("signed-out", 4401)])
def test_the_close_code_says_why(server: Server, reason: str, code: int) -> None:
    socket = open_socket(server.port)
    until(lambda: server.tabs)

    server.on_loop(lambda: server.tab().line.end(reason))

    with pytest.raises(ConnectionClosed) as closed:
        socket.recv(5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    until(lambda: server.tab().calls == ["closed"])


def test_a_tab_that_ends_itself_is_closed_after_it_returned(server: Server) -> None:
    socket = open_socket(server.port)

    socket.send(b"end myself")

    until(lambda: "closed" in server.tab().calls if server.tabs else False)
    assert server.tab().calls == ["end returned", "closed"]


def test_what_is_sent_while_the_tab_opens_arrives(server: Server) -> None:
    server.new_tab = lambda tab: tab.line.send(Frame(b"first"))

    assert open_socket(server.port).recv(5) == b"first"
