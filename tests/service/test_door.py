"""Signing in and out, changing passwords, and what slows down those who guess."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import argon2
import pytest

from flet_chat.core.errors import ChatError, TooManyAttempts, WeakPassword, WrongPassword
from flet_chat.core.sessions import LIFETIME
from flet_chat.core.workspace import Access
from flet_chat.service import links, passwords, sessions, throttle, users
from flet_chat.service.door import Door
from flet_chat.service.ports import Tx
from tests.cast import PASSWORD, Workspace

T = TypeVar("T")


@pytest.fixture
def door(workspace: Workspace) -> Door:
    """The door of the workspace."""
    return Door(workspace.chat)


def run(doing: Coroutine[Any, Any, T]) -> T:
    """Do it on a loop of its own."""
    return asyncio.run(doing)


def test_the_name_may_be_typed_in_any_way(workspace: Workspace, door: Door) -> None:
    for typed in ("bob", " @Bob ", "BOB"):
        token = run(door.sign_in(typed, PASSWORD, "phone", "here"))
        session = run(door.identify(token))
        assert session
        assert (session.user_id, session.device) == (workspace.bob.id, "phone")


@pytest.mark.parametrize(
    ("typed", "password"),
    [
        ("bob", "wrong password"),
        ("bob", ""),
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("dot", PASSWORD),
        ("cleo", ""),
        ("echo", PASSWORD),
        ("bob", PASSWORD + "\x00"),
        ("\ud800", PASSWORD),
        ("x" * 9999, PASSWORD),
    ],
)
def test_whoever_does_not_prove_who_they_are_stays_out_and_learns_nothing(
    door: Door, typed: str, password: str
) -> None:
    with pytest.raises(WrongPassword) as refused:
        run(door.sign_in(typed, password, "phone", "here"))
    assert str(refused.value) == WrongPassword.sentence


def test_a_name_that_nobody_has_costs_as_much_as_one_that_somebody_has() -> None:
    assert argon2.extract_parameters(passwords.NOBODY) == argon2.extract_parameters(passwords.hashed_now("x"))
    with pytest.raises(argon2.exceptions.VerifyMismatchError):  # it is compared, not refused for its form
        argon2.PasswordHasher().verify(passwords.NOBODY, "x")


def test_a_password_that_is_changed_ends_the_other_sign_ins(workspace: Workspace, door: Door) -> None:
    here = run(door.sign_in("bob", PASSWORD, "here", "here"))
    there = run(door.sign_in("bob", PASSWORD, "there", "here"))
    session = run(door.identify(here))
    assert session
    with pytest.raises(WrongPassword):
        run(door.change_password(workspace.bob.id, session.id, "wrong", "another password"))
    with pytest.raises(WeakPassword):
        run(door.change_password(workspace.bob.id, session.id, PASSWORD, "short"))
    assert run(door.identify(there))
    run(door.change_password(workspace.bob.id, session.id, PASSWORD, "another password"))
    assert run(door.identify(here))
    assert run(door.identify(there)) is None
    with pytest.raises(WrongPassword):
        run(door.sign_in("bob", PASSWORD, "here", "here"))
    assert run(door.sign_in("bob", "another password", "here", "here"))


def test_a_sign_in_that_was_checked_against_an_old_password_opens_nothing(workspace: Workspace, door: Door) -> None:
    async def change_while_checking() -> None:
        def change(tx: Tx) -> None:
            users.set_password(tx, workspace.bob, "another hash")

        # Both begin in this order: the old hash is read, then replaced while it is being checked.
        signing_in = door.sign_in("bob", PASSWORD, "phone", "here")
        await asyncio.gather(signing_in, workspace.chat.store.write(change))

    with pytest.raises(WrongPassword):
        run(change_while_checking())
    assert workspace.look(workspace.bob, sessions.mine) == []


def test_signing_out_ends_this_sign_in_only(workspace: Workspace, door: Door) -> None:
    here, there = (run(door.sign_in("bob", PASSWORD, name, "here")) for name in ("here", "there"))
    session = run(door.identify(here))
    assert session
    run(door.sign_out(session))
    assert run(door.identify(here)) is None
    assert run(door.identify(there))


def test_i_end_my_own_sign_ins_and_nobody_elses(workspace: Workspace, door: Door) -> None:
    mine = run(door.sign_in("bob", PASSWORD, "phone", "here"))
    anns = run(door.sign_in("ann", PASSWORD, "phone", "here"))
    session = run(door.identify(anns))
    assert session
    with pytest.raises(ChatError):
        workspace.act(workspace.bob, sessions.end, session.id)
    assert run(door.identify(anns))
    (own,) = workspace.look(workspace.bob, sessions.mine)
    workspace.act(workspace.bob, sessions.end, own.id)
    assert run(door.identify(mine)) is None


@pytest.mark.parametrize("cookie", ["", "x", "\ud800", "x" * 10_000])
def test_a_made_up_cookie_is_nobodys(door: Door, cookie: str) -> None:
    assert run(door.identify(cookie)) is None


def test_a_sign_in_that_is_used_lasts_and_one_that_is_not_ends(workspace: Workspace, door: Door) -> None:
    token = run(door.sign_in("bob", PASSWORD, "phone", "here"))
    for _ in range(3):
        workspace.clock.move(LIFETIME - timedelta(days=1))
        assert run(door.identify(token))
    workspace.clock.move(LIFETIME)
    assert run(door.identify(token)) is None


def test_the_file_does_not_hold_what_signs_in(workspace: Workspace, door: Door) -> None:
    tokens = [
        run(door.sign_in("bob", PASSWORD, "phone", "here")),
        workspace.admin(links.invite, workspace.ann),
        workspace.act(workspace.ann, links.reset, workspace.bob.id),
    ]
    workspace.chat.store.close()
    stored = (workspace.data / "chat.db").read_bytes()
    assert b"phone" in stored
    for secret in (*tokens, PASSWORD):
        assert secret.encode() not in stored


def test_every_way_in_signs_in(workspace: Workspace, door: Door) -> None:
    invitation = workspace.admin(links.invite, workspace.ann)
    reset = workspace.act(workspace.ann, links.reset, workspace.bob.id)
    assert run(door.identify(run(door.join(invitation, "Fay", "fay", PASSWORD, "phone"))))
    assert run(door.identify(run(door.reset_password(reset, "another password", "phone"))))
    with pytest.raises(WeakPassword):
        run(door.join(invitation, "Gus", "gus", "short", "phone"))
    assert door.access is Access.INVITE


def test_ten_wrong_guesses_close_an_account_for_a_while_even_to_the_right_one(workspace: Workspace, door: Door) -> None:
    for n in range(throttle.PER_ACCOUNT):
        workspace.chat.throttle.failed("bob", f"address {n}")
    with pytest.raises(TooManyAttempts):
        run(door.sign_in("bob", PASSWORD, "phone", "elsewhere"))
    assert run(door.sign_in("ann", PASSWORD, "phone", "elsewhere"))
    workspace.clock.move(throttle.WINDOW)
    assert run(door.sign_in("bob", PASSWORD, "phone", "elsewhere"))


def test_guesses_at_the_same_moment_are_counted_too(workspace: Workspace, door: Door) -> None:
    async def guess() -> list[object]:
        guesses = (door.sign_in("bob", f"guess {n}", "phone", "here") for n in range(throttle.PER_ACCOUNT + 5))
        return await asyncio.gather(*guesses, return_exceptions=True)

    refusals = [type(refusal) for refusal in run(guess())]
    assert refusals == [WrongPassword] * throttle.PER_ACCOUNT + [TooManyAttempts] * 5


def test_an_address_that_guesses_at_many_accounts_is_slowed_down(workspace: Workspace, door: Door) -> None:
    for n in range(throttle.PER_ADDRESS):
        workspace.chat.throttle.failed(f"account {n}", "here")
    with pytest.raises(TooManyAttempts):
        run(door.sign_in("bob", PASSWORD, "phone", "here"))
    assert run(door.sign_in("bob", PASSWORD, "phone", "elsewhere"))


def test_the_throttle_takes_a_bounded_memory(workspace: Workspace) -> None:
    for n in range(throttle.MOST_KEYS):
        workspace.chat.throttle.failed(f"account {n}", f"address {n}")
    assert len(workspace.chat.throttle._failures) == throttle.MOST_KEYS


def test_a_wrong_old_password_is_throttled_too(workspace: Workspace, door: Door) -> None:
    for _ in range(throttle.PER_ACCOUNT):
        workspace.chat.throttle.failed(f"#{workspace.bob.id}", "")
    with pytest.raises(TooManyAttempts):
        run(door.change_password(workspace.bob.id, 1, PASSWORD, "another password"))
