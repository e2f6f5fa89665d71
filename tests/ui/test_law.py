"""The law, for the interface: old view + events = fresh view, whatever happens, on every open screen.

What a screen shows is read from the bytes it got. It is compared with a tab that is opened afresh at the same address;
where the New line stands and whether the pill is up belong to the person's way there, not to the law.
"""

import asyncio
import random
from typing import Any

import pytest

from tests.cast import Workspace
from tests.service.test_law import Chance
from tests.ui.screen import Desk, Screen

STEPS = 60
Rows = list[tuple[int, Any]]


class Deeds(Chance):
    """Use cases at random, without what no event tells of: read positions move at the screens here."""

    def note_read(self) -> None:
        """Nothing."""


class Room:
    """Several people's screens on one workspace, in different channels and states."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.desk = Desk(workspace)
        self.chance = Deeds(workspace, seed)
        self.random = random.Random(seed)
        self.live: list[Screen] = []
        self.compared = 0

    async def furnish(self) -> None:
        """Open the screens."""
        who = self.workspace
        for number in range(70):
            who.post(self.random.choice([who.ann, who.bob]), who.general, f"long ago {number}")
        last = who.post(who.ann, who.general, "the last one")
        for person, address, hello in (
            (who.ann, "/c/general", {}),
            (who.ann, "/c/secret", {"focused": False}),
            (who.bob, "/c/secret", {"hour12": True, "zone": "America/New_York"}),
            (who.bob, "/c/dev", {}),
            (who.bob, f"/m/{last.id - 40}", {"focused": False}),
            (who.cleo, "/c/general", {"focused": False}),
            (who.cleo, "/c/dev", {"zone": "Asia/Tokyo"}),
            (who.ann, "/c/board", {"visible": False}),
        ):
            self.live.append(await self.desk.open(person, address, **hello))

    def wander(self) -> None:
        """Somebody does something at a screen that the law has to survive."""
        screen = self.random.choice(self.live)
        tab, kind = screen.tab, self.random.randrange(7)
        if kind == 0:
            screen.scroll(2000)
        elif kind == 1:
            screen.scroll(0)
        elif kind == 2:
            screen.scroll(4800, 5000 + self.random.randrange(100))
        elif kind == 3:
            tab.heed({"visible": self.random.random() < 0.7, "focused": self.random.random() < 0.5})
        elif kind == 4:
            screen.go(f"/c/{self.random.choice(self.chance.places).name}")
        elif kind == 5 and (shown := [row.message_id for row in screen.rows if row.message_id]):
            tab.reading.mark_unread(self.random.choice(shown))
        elif kind == 6:
            # The log was pruned while nobody listened.
            self.desk.chat.feed.cursor = self.workspace.last_seq()
            tab.hub.resync()

    async def compare(self, step: int, looked_at: int) -> None:
        """Hold so many screens against fresh ones."""
        for screen in self.random.sample(self.live, looked_at):
            assert screen.line.ended is None, f"step {step}: {screen.who.username} lost the line: {screen.line.ended}"
            fresh = await self.desk.open(
                screen.who,
                address_of(screen),
                zone=screen.hello.zone,
                hour12=screen.hello.hour12,
                focused=False,
            )
            where = f"step {step}: {screen.who.username} at {address_of(screen)}"
            one, other = screen.shown(), fresh.shown()
            if screen.tab.history.channel is None:
                one.pop("header"), other.pop("header")  # why there is nothing may be told in two ways
            for part in one:
                assert one[part] == other[part], f"{where}, {part}: {readable(one[part])} is {readable(other[part])}"
            if screen.tab.visible:
                old, new = rows_of(screen, fresh)
                assert old == new, f"{where}: {difference(old, new)}"
                self.compared += len(new)
            self.desk.close(fresh)


def address_of(screen: Screen) -> str:
    """Where the browser stands: where the person went, or was led to."""
    return screen.tab.places._address


def rows_of(screen: Screen, fresh: Screen) -> tuple[Rows, Rows]:
    """The rows of a screen, and those that a fresh one shows for the same stretch of history."""
    live, history = screen.tab.history, fresh.tab.history
    rows = screen.laid_out()
    shown = [message_id for message_id, _ in rows if message_id]
    history.new_after = live.new_after
    if live.channel is not None:
        history.to_end()
    while history.more_before and shown and history._messages()[0].id > shown[0]:
        history.load_older()
    history.redraw()
    wanted = fresh.laid_out()
    if not live.live:
        assert "Newer messages" in str(rows[-1]), "there is no way on from a stretch of older history"
        rows = rows[:-1]
    if shown and not (live.live and live.at_end):
        wanted = wanted[: place(wanted, shown[-1]) + 1]
    if shown and live.more_before:
        # Above the first row there is more, on which it depends how that row looks.
        rows, wanted = rows[place(rows, shown[0]) + 1 :], wanted[place(wanted, shown[0]) + 1 :]
    return rows, wanted


def difference(old: Rows, new: Rows) -> str:
    """The first row in which they differ, to be read by people."""
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return f"row {number} is {one[0]} {readable(one[1])}, not {other[0]} {readable(other[1])}"
    return f"{len(old)} rows, not {len(new)}: {[one[0] for one in old]}, {[(one[0], *readable(one[1])) for one in new]}"


def readable(value: Any) -> list[Any]:
    """The texts in what `bare` has left of a control."""
    if isinstance(value, tuple) and len(value) == 2:
        own = [value[1][name] for name in ("value", "hint_text", "visible") if name in value[1]]
        content = value[1].get("content")
        own += [content] if isinstance(content, str) else []
        return own + [text for one in value[1].values() for text in readable(one)]
    if isinstance(value, list):
        return [text for one in value for text in readable(one)]
    return []


def place(rows: Rows, message_id: int) -> int:
    """Where a message stands."""
    return next(index for index, (one, _) in enumerate(rows) if one == message_id)


@pytest.mark.parametrize("seed", range(3))
def test_every_screen_shows_what_a_fresh_one_would(workspace: Workspace, seed: int) -> None:
    async def run() -> int:
        room = Room(workspace, seed)
        await room.furnish()
        for step in range(STEPS):
            for _ in range(room.random.choice([1, 1, 2, 5])):
                room.chance.step()
                if room.random.random() < 0.3:
                    # Somebody looks between the commit and its event.
                    room.wander()
                    await room.desk.idle()
            await room.desk.settle()
            await room.compare(step, 2)
        await room.compare(STEPS, len(room.live))
        await workspace.chat.positions.flush()
        return room.compared

    assert asyncio.run(run()) > 300
