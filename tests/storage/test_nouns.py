"""Conformance: users, channels, members, messages, sign-ins, links, drafts and events come back as they were stored."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flet_chat.core.channels import UNREAD_CAP, Kind
from flet_chat.core.errors import NotFound, SignInRequired, Taken
from flet_chat.core.events import MessageDeleted, SessionsEnded, WorkspaceChanged
from flet_chat.core.links import Invite
from flet_chat.core.sessions import LIFETIME
from flet_chat.core.users import Role
from flet_chat.core.workspace import Access, Workspace
from flet_chat.service.ports import Store
from tests.cast import Clock
from tests.storage import rows

NEWEST = 2**62


def test_there_is_one_workspace(store: Store, clock: Clock) -> None:
    assert store.read(lambda tx: tx.workspace.get()) is None
    for name in ("Acme", "Acme 2"):
        saved = Workspace(name, Access.GUEST, clock())
        store.write_now(lambda tx, saved=saved: tx.workspace.save(saved))
        assert store.read(lambda tx: tx.workspace.get()) == saved


def test_the_first_run_secret_is_replaced_and_removed(store: Store) -> None:
    for secret in (b"one", b"two", None):
        store.write_now(lambda tx, secret=secret: tx.workspace.set_setup_hash(secret))
        assert store.read(lambda tx: tx.workspace.setup_hash()) == secret


def test_a_user_comes_back_as_stored(store: Store, clock: Clock) -> None:
    ann = store.write_now(lambda tx: rows.user(tx, "ann", Role.OWNER))
    changed = replace(ann, name="Änn 👩‍💻", role=Role.ADMIN, deactivated_at=clock(), version=2)
    store.write_now(lambda tx: (tx.users.update(changed), tx.users.set_password_hash(ann.id, "hash")))
    assert store.read(lambda tx: tx.users.get(ann.id)) == changed
    assert store.read(lambda tx: tx.users.by_username("ann")) == changed
    assert store.read(lambda tx: (tx.users.password_hash(ann.id), tx.users.count())) == ("hash", 1)
    with pytest.raises(SignInRequired):
        store.read(lambda tx: tx.users.actor(ann.id))
    with pytest.raises(SignInRequired):
        store.read(lambda tx: tx.users.actor(999))


def test_a_username_is_taken_once(store: Store) -> None:
    store.write_now(lambda tx: rows.user(tx, "ann"))
    with pytest.raises(Taken):
        store.write_now(lambda tx: rows.user(tx, "ann"))


def test_a_display_name_is_found_in_any_case_while_its_user_is_active(store: Store, clock: Clock) -> None:
    unal = store.write_now(lambda tx: rows.user(tx, "ünal"))
    assert store.read(lambda tx: tx.users.guest_named("ÜNAL"))
    store.write_now(lambda tx: tx.users.update(unal.deactivated(clock())))
    assert not store.read(lambda tx: tx.users.guest_named("ÜNAL"))


def test_a_channel_comes_back_as_stored(store: Store, clock: Clock) -> None:
    ann = store.write_now(lambda tx: rows.user(tx, "ann"))
    dev = store.write_now(lambda tx: rows.channel(tx, "dev"))
    changed = replace(dev, name="dév", purpose="for ús", archived_at=clock(), version=2)
    store.write_now(lambda tx: tx.channels.update(changed))
    assert store.read(lambda tx: tx.channels.get(dev.id)) == changed
    assert store.read(lambda tx: tx.channels.of(ann).by_name("dév")) == changed


def test_a_channel_name_is_taken_once(store: Store) -> None:
    dev, ops = store.write_now(lambda tx: (rows.channel(tx, "dev"), rows.channel(tx, "ops")))
    with pytest.raises(Taken):
        store.write_now(lambda tx: rows.channel(tx, "dev"))
    with pytest.raises(Taken):
        store.write_now(lambda tx: tx.channels.update(replace(ops, name="dev")))
    store.write_now(lambda tx: tx.channels.update(replace(dev, purpose="same name")))


@pytest.mark.parametrize(
    ("role", "kind", "inside", "found"),
    [
        (Role.MEMBER, Kind.PUBLIC, False, True),
        (Role.OWNER, Kind.PRIVATE, False, False),
        (Role.MEMBER, Kind.PRIVATE, False, False),
        (Role.MEMBER, Kind.PRIVATE, True, True),
        (Role.GUEST, Kind.PUBLIC, False, False),
        (Role.GUEST, Kind.PUBLIC, True, True),
        (Role.GUEST, Kind.PRIVATE, True, True),
        (Role.BOT, Kind.PRIVATE, False, False),
    ],
)
def test_a_channel_is_found_through_the_person(store: Store, role: Role, kind: Kind, inside: bool, found: bool) -> None:
    who, ann = store.write_now(lambda tx: (rows.user(tx, "who", role), rows.user(tx, "ann")))
    place = store.write_now(lambda tx: rows.channel(tx, "place", *([who] if inside else []), kind=kind))
    said = store.write_now(lambda tx: rows.message(tx, place, ann))
    looks = [
        lambda tx: tx.channels.of(who).get(place.id),
        lambda tx: tx.channels.of(who).by_name("place"),
        lambda tx: tx.messages.of(who).get(said.id),
    ]
    for look in looks:
        if found:
            assert store.read(look)
        else:
            with pytest.raises(NotFound):
                store.read(look)
    assert len(store.read(lambda tx: tx.channels.of(who).listings())) == found
    assert len(store.read(lambda tx: tx.channels.of(who).entries())) == inside
    assert store.read(lambda tx: tx.channels.private_ids()) == ({place.id} if kind is Kind.PRIVATE else set())


def test_members_come_and_go_once(store: Store) -> None:
    ann, bob = store.write_now(lambda tx: (rows.user(tx, "ann"), rows.user(tx, "bob")))
    dev = store.write_now(lambda tx: rows.channel(tx, "dev", ann))
    add, remove = (
        lambda tx: tx.members.add(dev.id, bob.id, tx.now),
        lambda tx: tx.members.remove(dev.id, bob.id),
    )
    assert [store.write_now(fn) for fn in (remove, add, add)] == [False, True, False]
    assert store.read(lambda tx: (tx.members.ids(dev.id), tx.members.count(dev.id))) == ([ann.id, bob.id], 2)
    assert store.read(lambda tx: (tx.members.has(dev.id, bob.id), tx.members.channel_ids(bob.id))) == (True, [dev.id])
    assert [store.write_now(fn) for fn in (remove, remove)] == [True, False]
    assert store.read(lambda tx: (tx.members.has(dev.id, bob.id), tx.members.channel_ids(bob.id))) == (False, [])


def test_unread_is_counted_from_the_read_position_and_capped(store: Store) -> None:
    ann, bob = store.write_now(lambda tx: (rows.user(tx, "ann"), rows.user(tx, "bob")))
    dev = store.write_now(lambda tx: rows.channel(tx, "dev", ann, bob))
    said = store.write_now(lambda tx: [rows.message(tx, dev, ann) for _ in range(UNREAD_CAP + 20)])

    def unread(at: int) -> int:
        store.write_now(lambda tx: tx.members.set_read({(bob.id, dev.id): at, (999, 999): 5}))
        assert store.read(lambda tx: tx.members.read_id(dev.id, bob.id)) == at
        return store.read(lambda tx: tx.channels.of(bob).entry(dev.id)).unread

    assert [unread(0), unread(said[-1].id), unread(said[-4].id)] == [UNREAD_CAP, 0, 3]
    assert store.read(lambda tx: tx.channels.of(ann).entry(dev.id)).unread == 0
    assert store.read(lambda tx: tx.members.read_id(dev.id, 999)) == 0


def test_messages_come_back_in_order_without_the_deleted(store: Store, clock: Clock) -> None:
    ann = store.write_now(lambda tx: rows.user(tx, "ann"))
    dev, ops = store.write_now(lambda tx: (rows.channel(tx, "dev", ann), rows.channel(tx, "ops", ann)))
    said = store.write_now(
        lambda tx: [
            rows.message(tx, place, ann, f"ünï {n}", f"{place.name}{n}") for n in range(5) for place in (dev, ops)
        ]
    )[::2]
    gone = said.pop(2)
    store.write_now(lambda tx: tx.messages.update(gone.erased(ann, clock())))
    assert store.read(lambda tx: tx.messages.before(dev.id, NEWEST, 10)) == said[::-1]
    assert store.read(lambda tx: tx.messages.before(dev.id, said[2].id, 10)) == said[1::-1]
    assert store.read(lambda tx: tx.messages.after(dev.id, said[0].id, 2)) == said[1:3]
    assert store.read(lambda tx: tx.messages.get(gone.id)) is None
    assert store.read(lambda tx: tx.messages.sent_before(ann.id, "dev0")) == said[0]
    assert store.read(lambda tx: tx.messages.sent_before(ann.id, gone.client_key or "")).deleted
    assert store.read(lambda tx: tx.messages.sent_before(999, "dev0")) is None
    assert store.read(lambda tx: tx.messages.last_by(ann.id, dev.id)) == said[-1]


def test_an_id_is_never_used_twice(store: Store) -> None:
    ann = store.write_now(lambda tx: rows.user(tx, "ann"))
    invite = Invite(0, ann.id, ann.created_at, None, None)
    first = store.write_now(lambda tx: tx.invites.add(invite, b"1"))
    store.write_now(lambda tx: tx.invites.remove(first.id))
    assert store.write_now(lambda tx: tx.invites.add(invite, b"2")).id > first.id


def test_sign_ins_end_all_one_or_all_but_one(store: Store, clock: Clock) -> None:
    ann, bob = store.write_now(lambda tx: (rows.user(tx, "ann"), rows.user(tx, "bob")))
    hashes = [b"a", b"b", b"c", b"d"]
    one, two, three, four = store.write_now(lambda tx: [tx.sessions.add(ann.id, h, "phone", tx.now).id for h in hashes])
    other = store.write_now(lambda tx: tx.sessions.add(bob.id, b"e", "phone", tx.now))
    assert store.write_now(lambda tx: tx.sessions.end(ann.id, only=one)) == [one]
    assert store.write_now(lambda tx: tx.sessions.end(ann.id, only=other.id)) == []
    assert sorted(store.write_now(lambda tx: tx.sessions.end(ann.id, but=two))) == [three, four]
    assert store.read(lambda tx: tx.sessions.by_hash(b"b", tx.now)).id == two
    assert store.write_now(lambda tx: tx.sessions.end(ann.id)) == [two]
    assert store.read(lambda tx: tx.sessions.by_hash(b"b", tx.now)) is None
    clock.move(timedelta(days=1))
    store.write_now(lambda tx: tx.sessions.seen(other.id, tx.now))
    assert store.read(lambda tx: tx.sessions.of(bob.id)) == [replace(other, seen_at=clock())]
    assert store.write_now(lambda tx: tx.sessions.prune(tx.now)) == 0
    assert store.write_now(lambda tx: tx.sessions.prune(tx.now + LIFETIME)) == 1
    assert store.read(lambda tx: tx.sessions.of(bob.id)) == []


def test_an_invitation_counts_down_and_never_below_nothing(store: Store, clock: Clock) -> None:
    kept = store.write_now(lambda tx: tx.invites.add(Invite(0, None, tx.now, None, 1), b"hash"))
    endless = store.write_now(lambda tx: tx.invites.add(Invite(0, None, tx.now, clock(), None), b"other"))
    for link in (kept, endless, endless):
        store.write_now(lambda tx, link=link: tx.invites.use(link.id))
    assert store.read(lambda tx: tx.invites.all()) == [replace(endless, used=2), replace(kept, uses_left=0, used=1)]
    assert store.read(lambda tx: tx.invites.by_hash(b"hash")).id == kept.id
    assert store.read(lambda tx: tx.invites.by_hash(b"nobody's")) is None
    with pytest.raises(Exception, match=r"(?i)constraint"):  # each engine has its own error for it
        store.write_now(lambda tx: tx.invites.use(kept.id))
    assert [store.write_now(lambda tx: tx.invites.remove(kept.id)) for _ in range(2)] == [True, False]


def test_a_reset_replaces_the_one_before_and_ends(store: Store, clock: Clock) -> None:
    ann = store.write_now(lambda tx: rows.user(tx, "ann"))
    end = clock() + timedelta(hours=1)
    for token_hash in (b"one", b"two"):
        store.write_now(lambda tx, h=token_hash: tx.resets.add(ann.id, h, end))
    assert store.read(lambda tx: tx.resets.by_hash(b"one", clock())) is None
    assert store.read(lambda tx: tx.resets.by_hash(b"two", clock())).user_id == ann.id
    assert store.read(lambda tx: tx.resets.by_hash(b"two", end)) is None
    store.write_now(lambda tx: tx.resets.remove_of(ann.id))
    assert store.read(lambda tx: tx.resets.by_hash(b"two", clock())) is None


def test_the_last_draft_wins_and_an_empty_one_goes(store: Store, clock: Clock) -> None:
    ann = store.write_now(lambda tx: rows.user(tx, "ann"))
    dev, ops = store.write_now(lambda tx: (rows.channel(tx, "dev"), rows.channel(tx, "ops")))
    for text in ("one", "twö"):
        store.write_now(lambda tx, t=text: tx.drafts.save({(ann.id, dev.id): t, (ann.id, ops.id): t}, tx.now))
    assert store.read(lambda tx: tx.drafts.all(ann.id)) == {dev.id: "twö", ops.id: "twö"}
    store.write_now(lambda tx: tx.drafts.save({(ann.id, dev.id): "", (999, dev.id): "x", (ann.id, 999): "x"}, tx.now))
    assert store.read(lambda tx: (tx.drafts.get(ann.id, dev.id), tx.drafts.all(ann.id))) == ("", {ops.id: "twö"})


def test_events_are_numbered_without_gaps_across_failures(store: Store, clock: Clock) -> None:
    events = [
        WorkspaceChanged(),
        MessageDeleted(channel_id=1, message_id=2),
        SessionsEnded(user_id=1, session_ids=(1,)),
    ]

    def emit_and_fail(tx) -> None:
        rows.event(tx, events[0])
        raise LookupError

    for event in events:
        with pytest.raises(LookupError):
            store.write_now(emit_and_fail)
        store.write_now(lambda tx, event=event: rows.event(tx, event))
    kept = store.read(lambda tx: tx.events.since(0, 10))
    assert [(each.seq, each.event, each.at) for each in kept] == [(n, e, clock()) for n, e in enumerate(events, 1)]
    assert store.read(lambda tx: tx.events.since(1, 1)) == kept[1:2]
    assert store.read(lambda tx: (tx.events.first_seq(), tx.events.last_seq())) == (1, 3)


def test_pruning_cuts_what_is_old_but_never_the_newest(store: Store, clock: Clock) -> None:
    assert store.write_now(lambda tx: tx.events.prune(tx.now)) == 0
    for _ in range(4):
        store.write_now(lambda tx: rows.event(tx, WorkspaceChanged()))
        clock.move(timedelta(days=1))
    assert store.write_now(lambda tx: tx.events.prune(clock() - timedelta(days=2))) == 2
    assert store.read(lambda tx: (tx.events.first_seq(), tx.events.last_seq())) == (3, 4)
    assert store.write_now(lambda tx: tx.events.prune(clock() + timedelta(days=9))) == 1
    store.write_now(lambda tx: rows.event(tx, WorkspaceChanged()))
    assert [each.seq for each in store.read(lambda tx: tx.events.since(0, 9))] == [4, 5]


def test_pruning_tears_no_hole_where_the_clock_was_set_back(store: Store, clock: Clock) -> None:
    for days in (0, -40, 40):
        clock.move(timedelta(days=days))
        store.write_now(lambda tx: rows.event(tx, WorkspaceChanged()))
    assert store.write_now(lambda tx: tx.events.prune(clock() - timedelta(days=30))) == 0
    assert [each.seq for each in store.read(lambda tx: tx.events.since(0, 9))] == [1, 2, 3]
