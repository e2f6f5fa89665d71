"""Invitations and password resets."""

from datetime import timedelta

from flet_chat.core.errors import Invalid, LinkExpired, NotAllowed, NotFound
from flet_chat.core.links import INVITE_LIFETIME, RESET_LIFETIME, Invite
from flet_chat.core.users import Role, User
from flet_chat.service import tokens, users
from flet_chat.service.ports import Tx

MOST_USES = 100_000
LONGEST = timedelta(days=3650)


def invite(tx: Tx, creator: User | None, uses: int | None = None, lifetime: timedelta | None = INVITE_LIFETIME) -> str:
    """Make an invitation; gives its token, which is not kept. Raises NotAllowed for guests, Invalid."""
    if creator is not None:
        creator.must_be_member()
    if uses is not None and not 1 <= uses <= MOST_USES:
        raise Invalid(f"An invitation is for 1 to {MOST_USES:,} people. Leave the number out for no limit.")
    if lifetime is not None and lifetime <= timedelta(0):
        raise Invalid("An invitation must last for some time. Give a number of days, or 0 for no end.")
    if lifetime is not None and lifetime > LONGEST:
        raise Invalid("An invitation lasts for up to ten years. Give fewer days, or 0 for no end.")
    token = tokens.make()
    expires_at = tx.now + lifetime if lifetime is not None else None
    tx.invites.add(Invite(0, creator.id if creator else None, tx.now, expires_at, uses), tokens.hashed(token))
    return token


def open_invites(tx: Tx, actor: User) -> list[Invite]:
    """The invitations that still work: all for those who run the workspace, else my own."""
    return [
        link for link in tx.invites.all() if link.open(tx.now) and (actor.runs_workspace or link.creator_id == actor.id)
    ]


def revoke_invite(tx: Tx, actor: User, invite_id: int) -> None:
    """Make an invitation worthless; raises NotFound."""
    if all(link.id != invite_id for link in open_invites(tx, actor)):
        raise NotFound("This invitation is gone already.")
    tx.invites.remove(invite_id)


def invite_is_open(tx: Tx, token: str) -> bool:
    """True if somebody can still come in by it."""
    link = tx.invites.by_hash(tokens.hashed(token))
    return link is not None and link.open(tx.now)


def reset(tx: Tx, actor: User, user_id: int) -> str:
    """Make a link by which that user may choose a new password, once; raises NotAllowed, NotFound."""
    actor.must_run_workspace()
    user = tx.users.get(user_id)
    if not user.active:
        raise NotFound("This account is closed. Open it again first.")
    if user.role is Role.OWNER and actor.id != user.id:
        # Whoever chooses the owner's password is the owner.
        raise NotAllowed("Only the owner, or somebody at the server, can reset the owner's password.")
    token = tokens.make()
    tx.resets.add(user.id, tokens.hashed(token), tx.now + RESET_LIFETIME)
    return token


def reset_user(tx: Tx, token: str) -> User:
    """Whose password that link resets; raises LinkExpired."""
    found = tx.resets.by_hash(tokens.hashed(token), tx.now)
    if found is None:
        raise LinkExpired("This reset link is no longer valid. Ask an admin for a new one.")
    return tx.users.get(found.user_id)


def use_reset(tx: Tx, token: str, password_hash: str) -> User:
    """Choose a new password by a reset link; raises LinkExpired."""
    user = reset_user(tx, token)
    users.set_password(tx, user, password_hash)
    return user
