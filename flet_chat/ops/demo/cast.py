"""Who is in the sample team, and where they talk."""

from dataclasses import dataclass

from flet_chat.core.channels import Kind
from flet_chat.core.users import Role

WORKSPACE = "Juniper"
OWNER = "ann"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the team; `days` ago they came in, and `left` days ago their account was closed."""

    username: str
    name: str
    role: Role
    days: float = 14
    left: float | None = None


PEOPLE = (
    Person("ann", "Ann Lee", Role.OWNER),
    Person("bob", "Bob Okafor", Role.MEMBER),
    Person("dot", "Dot Kowalska", Role.MEMBER, left=4),
    Person("farid", "Farid Haddad", Role.MEMBER),
    Person("noa", "Noa Levi", Role.MEMBER),
    Person("priya", "Priya Raman", Role.ADMIN),
    Person("yuki", "Yuki Tanaka", Role.MEMBER),
    Person("echo", "Echo", Role.BOT),
    Person("cleo", "Cleo Martin", Role.GUEST, days=9),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel. The first of `people` makes it; `unread` messages of its end are new to the owner."""

    name: str
    purpose: str
    people: tuple[str, ...]
    kind: Kind = Kind.PUBLIC
    unread: int = 0
    was: str = ""
    """What it is called at first, where somebody renames it later."""


REST = ("ann", "dot", "farid", "noa", "priya", "yuki")
"""Those who are in nearly every channel."""

PLACES = (
    Place("general", "", (), unread=7),
    Place(
        "dev",
        "How it works, and why it just stopped",
        ("bob", "ann", "yuki", "dot", "farid", "priya", "noa", "echo"),
        unread=5,
    ),
    Place("design", "How it looks, reads and feels", ("noa", "ann", "yuki", "farid", "bob"), unread=2),
    Place("support", "", ("farid", "ann", "bob", "noa", "priya", "yuki"), unread=9),
    Place("release-2", "", ("ann", "bob", "farid", "priya", "yuki", "echo"), was="launch"),
    Place("random", "Soup, trams, cats", ("bob", *REST)),
    Place("leads", "Hiring and budget", ("ann", "bob", "priya"), Kind.PRIVATE, unread=2),
    Place(
        "offsite-lisbon", "Two days, nine people, no laptops", ("priya", "ann", "bob", "dot", "farid", "noa", "yuki")
    ),
    # The owner is in neither of the next two: one can be joined, the other does not exist for her.
    Place("books", "One book a month, short ones first", ("noa", "priya", "yuki", "bob")),
    Place("kevin", "Psst", ("priya", "noa", "bob"), Kind.PRIVATE),
)
