"""Reads what the team says from the text files beside this one.

`channels/NAME.txt` holds conversations with a time: `== 12d 09:30` begins one on the day 12 days ago at 09:30,
`== 40m` one 40 minutes ago. `@who +3` begins a message 3 minutes after the one before, and `edited` after it
says that it was changed once. `!who +3 join` does something else; see `Deed`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
SCENE = re.compile(r"^== (?:(\d+)d (\d\d):(\d\d)|(\d+)m)\n", re.MULTILINE)
HEAD = re.compile(r"^([@!])(\w+)(?: \+(\d+))?(?: (\w+)(?: (.+))?)?$")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody does in a channel at a time.

    `verb` is `post`, `edited` (post, then change it), `join`, `leave`, `invite`, `rename`, `purpose` or `archive`.
    """

    at: datetime
    who: str
    channel: str
    verb: str
    text: str


def deeds(channel: str, now: datetime) -> Iterator[Deed]:
    """What happens in the conversations of a channel, in order."""
    parts = SCENE.split((HERE / "channels" / f"{channel}.txt").read_text(encoding="utf-8"))[1:]
    for days, hour, minute, minutes, body in zip(*(iter(parts),) * 5, strict=True):
        start = _day(now, int(days), int(hour), int(minute)) if days else now - timedelta(minutes=int(minutes))
        yield from _scene(channel, start, body)


def _scene(channel: str, at: datetime, body: str) -> Iterator[Deed]:
    head, lines = None, list[str]()
    for line in [*body.strip("\n").split("\n"), "!nobody"]:
        if not (found := HEAD.match(line)):
            lines.append(line)
            continue
        if head is not None:
            at += timedelta(minutes=int(head[3] or 0))
            text = head[5] or "\n".join(lines).strip("\n")
            yield Deed(at, head[2], channel, head[4] or "post", text)
        head, lines = found, []


def chatter(now: datetime) -> Iterator[Deed]:
    """The daily talk in #general of the last two weeks: who does what, and everything in between."""
    yield from _mornings(now)
    yield from _reports(now)
    text = (HERE / "dialogues.txt").read_text(encoding="utf-8")
    dialogues = [block.split("\n") for block in text.strip("\n").split("\n\n")]
    for number, dialogue in enumerate(dialogues):
        day, nth = divmod(number * 13, len(dialogues))
        at = _day(now, 13 - day, 11, 0) + timedelta(minutes=480 * nth // len(dialogues))
        for line_number, line in enumerate(dialogue):
            who, said = line.split(": ", 1)
            yield Deed(at + timedelta(minutes=2 * line_number + number % 3), who, "general", "post", said)


def _mornings(now: datetime) -> Iterator[Deed]:
    waiting: dict[str, list[str]] = {}
    for line in (HERE / "standups.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            who, said = line.split(": ", 1)
            waiting.setdefault(who, []).append(said)
    for days in range(13, 0, -1):
        at = _day(now, days, 9, 30)
        if at.weekday() < 5:
            for number, who in enumerate(name for name in waiting if waiting[name]):
                done, following = waiting[who].pop(0).split(" | ")
                said = f"**Done:** {done}\n**Next:** {following}"
                yield Deed(at + timedelta(minutes=number), who, "general", "post", said)


def _reports(now: datetime) -> Iterator[Deed]:
    for days in range(13, 0, -1):
        sent, tests = 1180 + 37 * (days * 7 % 11), 1270 - 5 * days
        reminders = f"Reminders are out: **{sent:,}** in 6 languages, {days % 4} came back."
        yield Deed(_day(now, days, 7, 5), "echo", "general", "post", reminders)
        build = f"`main` is green: {tests:,} tests in 58 s, {2 + days % 5} changes by {1 + days % 4} people today."
        yield Deed(_day(now, days, 19, 45), "echo", "general", "post", build.replace("by 1 people", "by one person"))


def _day(now: datetime, days: int, hour: int, minute: int) -> datetime:
    """A time of day so many days ago, on the clock of this machine."""
    return (now.astimezone() - timedelta(days=days)).replace(hour=hour, minute=minute, second=11, microsecond=0)
