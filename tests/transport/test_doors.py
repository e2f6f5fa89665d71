"""Who gets a line at all."""

import json
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from flet_chat.service.lines import Frame
from tests.transport.clients import Script, open_socket
from tests.transport.server import Server
from tests.waiting import until

RESUMABLE = "?v=1&tab=abcdefgh&got=0&new=1"


def refusal(server: Server, **how: str | None) -> InvalidStatus:
    with pytest.raises(InvalidStatus) as refused:
        open_socket(server.port, **how)
    return refused.value


@pytest.mark.parametrize("query", ["", RESUMABLE])
@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_foreign_page_is_refused_with_not_a_byte_more(server: Server, query: str, origin: str) -> None:
    open_socket(server.port, query).close()  # our own page gets in

    answer = refusal(server, query=query, origin=origin).response

    assert (answer.status_code, answer.body) == (403, b"")


def test_a_missing_origin_passes_only_outside_a_browser(server: Server) -> None:
    open_socket(server.port, origin=None).close()

    with pytest.raises(InvalidStatus) as refused:
        open_socket(server.port, origin=None, **{"Sec-Fetch-Site": "same-origin"})

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_plain_client_without_a_session_is_refused(server: Server, token: str | None) -> None:
    answer = refusal(server, token=token).response

    assert (answer.status_code, answer.body) == (401, b"")
    assert server.tabs == []


@pytest.mark.parametrize("token", [None, "wrong"])
def test_a_page_without_a_session_is_sent_to_sign_in_and_told_nothing_else(server: Server, token: str | None) -> None:
    socket = open_socket(server.port, RESUMABLE, token)

    assert json.loads(socket.recv(5)) == {"signin": True}
    with pytest.raises(ConnectionClosed) as closed:
        socket.recv(5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
    assert server.tabs == []


def test_a_revoked_session_does_not_get_its_tab_back(server: Server) -> None:
    script = Script(server.port).open()
    script.vanish()
    until(lambda: not server.tab().line.connected)
    server.on_loop(lambda: server.tab().line.send(Frame(b"secret")))
    del server.sessions["ann"]

    socket = script.dial(new=False)

    heard = []
    with suppress(ConnectionClosed):
        while True:
            heard.append(json.loads(socket.recv(5)))
    assert heard == [{"signin": True}]
    assert not server.tab().line.connected


@pytest.mark.parametrize("token", ["bob", "ann again"])
def test_somebody_elses_tab_does_not_exist(server: Server, token: str) -> None:
    script = Script(server.port).open()
    script.token = token

    for new in (False, True):
        assert json.loads(script.dial(new).recv(5)) == {"unknown": True}

    assert len(server.tabs) == 1
    assert server.tab().line.connected


def test_signing_out_ends_the_lines_of_that_session_at_once(server: Server) -> None:
    ann, again = Script(server.port).open(), Script(server.port, "ann again").open()
    plain = open_socket(server.port)
    until(lambda: len(server.tabs) == 3)

    server.on_loop(lambda: server.transport.sign_out(11))

    assert ann.hear() == {"signin": True}
    with pytest.raises(ConnectionClosed) as closed:
        plain.recv(5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
    again.put(b"echo")
    assert b"echo" in again.hear_items(1)
    until(lambda: len(server.transport) == 1)
