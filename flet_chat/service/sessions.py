"""Sign-ins."""

from datetime import timedelta

from flet_chat.core import names
from flet_chat.core.errors import Invalid, NotFound
from flet_chat.core.sessions import Session
from flet_chat.core.users import User
from flet_chat.service import tokens, users
from flet_chat.service.ports import Tx

NOTED_EVERY = timedelta(minutes=10)
"""How fresh `seen_at` is kept; more often would be a write for every request."""
MAX_DEVICE = 120


def open_session(tx: Tx, user: User, device: str) -> str:
    """Sign somebody in who has proved who they are; gives the token for their cookie, which is not kept."""
    token = tokens.make()
    tx.sessions.add(user.id, tokens.hashed(token), names.clean(device)[:MAX_DEVICE], tx.now)
    return token


def find(tx: Tx, token: str) -> Session | None:
    """The live sign-in with that token, or None."""
    return tx.sessions.by_hash(tokens.hashed(token), tx.now)


def needs_noting(tx: Tx, session: Session) -> bool:
    """True if it is time to note that this sign-in is in use."""
    return tx.now - session.seen_at > NOTED_EVERY


def note_seen(tx: Tx, session_id: int) -> None:
    """Note that a sign-in is in use."""
    tx.sessions.seen(session_id, tx.now)


def mine(tx: Tx, actor: User) -> list[Session]:
    """My sign-ins, last used first."""
    return tx.sessions.of(actor.id)


def end(tx: Tx, actor: User, session_id: int) -> None:
    """End one of my sign-ins; raises NotFound."""
    if all(session.id != session_id for session in mine(tx, actor)):
        raise NotFound("This sign-in is over already.")
    users.end_sessions(tx, actor.id, only=session_id)


def end_others(tx: Tx, actor: User, session_id: int) -> None:
    """End all my sign-ins but this one."""
    users.end_sessions(tx, actor.id, but=session_id)


def username_typed(typed: str) -> str:
    """What somebody typed at sign-in as a username, or something that is nobody's."""
    try:
        return names.username(typed)
    except Invalid:
        return ""
