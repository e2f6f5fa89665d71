"""The send that takes its first step by hand."""

import asyncio
import types
from collections.abc import Callable, Coroutine, Generator

import pytest
from starlette.types import Message

from flet_chat.web.transport.socket import Socket
from tests.waiting import eventually


@types.coroutine
def one_turn() -> Generator[None, None, None]:
    """Let everybody else have a turn, as a server may do inside a send."""
    yield


class Peer:
    """An ASGI server whose client can be slow or gone."""

    def __init__(self) -> None:
        self.taken: list[object] = []
        self.ready = asyncio.Event()
        self.ready.set()
        self.gone = False
        self.steps = 0

    async def send(self, message: Message) -> None:
        await self.ready.wait()
        await self.ready.wait()  # as a server may: more than one wait in a send
        if self.gone:
            raise OSError("gone")
        for _ in range(self.steps):
            await one_turn()
        self.taken.append(message.get("bytes") or message.get("text") or message["code"])

    async def receive(self) -> Message:
        await asyncio.Event().wait()
        return {}


def on_loop(test: Callable[[], Coroutine[None, None, None]]) -> Callable[[], None]:
    def run() -> None:
        asyncio.run(test())

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


async def taken(peer: Peer, count: int) -> None:
    await eventually(lambda: len(peer.taken) >= count)


@on_loop
async def test_a_quick_client_gets_it_without_any_task() -> None:
    peer = Peer()
    socket = Socket(peer.receive, peer.send, 100)
    before = asyncio.all_tasks()

    for number in range(1000):
        assert socket.push(b"%d" % number)

    assert peer.taken == [b"%d" % number for number in range(1000)]
    assert asyncio.all_tasks() == before


@on_loop
async def test_what_follows_a_slow_send_waits_its_turn() -> None:
    peer = Peer()
    socket = Socket(peer.receive, peer.send, 10_000)
    peer.ready.clear()
    for text in ("one", "two", "three"):
        assert socket.push(text)
    assert peer.taken == []

    peer.ready.set()
    await taken(peer, 3)
    socket.push("four")

    await taken(peer, 4)
    assert peer.taken == ["one", "two", "three", "four"]


@on_loop
async def test_a_send_that_only_yields_is_finished_too() -> None:
    peer = Peer()
    peer.steps = 3
    socket = Socket(peer.receive, peer.send, 10_000)

    socket.push("one")
    socket.push("two")

    await taken(peer, 2)
    assert peer.taken == ["one", "two"]


@pytest.mark.parametrize("slow", [False, True])
def test_a_send_that_raises_is_a_lost_connection_told_once(slow: bool) -> None:
    async def scenario() -> None:
        peer = Peer()
        socket = Socket(peer.receive, peer.send, 10_000)
        lost: list[bool] = []
        socket.lost = lambda: lost.append(True)
        peer.gone = True
        if slow:
            peer.ready.clear()
            assert socket.push("slow")
            peer.ready.set()
        else:
            assert not socket.push("quick")
        await eventually(lambda: lost)

        assert not socket.push("more")
        socket.close(1000)
        socket.fail()
        assert lost == [True]

    asyncio.run(scenario())


@on_loop
async def test_what_waits_is_bounded_and_the_room_comes_back() -> None:
    peer = Peer()
    socket = Socket(peer.receive, peer.send, 1000)
    peer.ready.clear()
    socket.push(b"under way")
    assert socket.push(b"x" * 500)
    assert not socket.push(b"x" * 500)
    assert socket.alive  # its owner decides

    peer.ready.set()
    await taken(peer, 2)

    assert len(peer.taken) == 2


@on_loop
async def test_the_last_words_overtake_what_waits() -> None:
    peer = Peer()
    socket = Socket(peer.receive, peer.send, 10_000)
    peer.ready.clear()
    socket.push("under way")
    socket.push("never mind")

    socket.close(1012, "resync")
    peer.ready.set()

    await taken(peer, 3)
    assert peer.taken == ["under way", "resync", 1012]


@on_loop
async def test_aborting_wakes_whoever_reads_and_leaves_no_task() -> None:
    peer = Peer()
    made: list[Socket] = []

    async def read() -> bytes | str | None:
        made.append(Socket(peer.receive, peer.send, 10_000))
        return await made[0].next()

    reader = asyncio.create_task(read())
    await one_turn()
    peer.ready.clear()
    made[0].push("stuck")

    made[0].abort()

    assert await reader is None
    await one_turn()
    assert asyncio.all_tasks() == {asyncio.current_task()}


@on_loop
async def test_a_cancelled_reader_stays_cancelled() -> None:
    peer = Peer()

    async def read() -> bytes | str | None:
        return await Socket(peer.receive, peer.send, 10_000).next()

    reader = asyncio.create_task(read())
    await one_turn()
    reader.cancel()

    with pytest.raises(asyncio.CancelledError):
        await reader
