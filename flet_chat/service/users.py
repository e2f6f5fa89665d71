"""People: how they come in, change, and leave."""

from dataclasses import replace

from flet_chat.core import names
from flet_chat.core.errors import AlreadySetUp, LinkExpired, NotAllowed, Taken
from flet_chat.core.events import SessionsEnded, UserAdded, UserChanged, WorkspaceChanged
from flet_chat.core.users import Role, User
from flet_chat.core.workspace import Access, Workspace
from flet_chat.service import channels, members, tokens
from flet_chat.service.ports import Tx


def set_up(tx: Tx, workspace: str, access: Access, name: str, username: str, password_hash: str) -> User:
    """Make the workspace, its owner and #general; raises AlreadySetUp, Invalid."""
    if tx.workspace.get() is not None:
        raise AlreadySetUp
    tx.workspace.save(Workspace(names.workspace(workspace), access, tx.now))
    tx.workspace.set_setup_hash(None)
    tx.emit(WorkspaceChanged())
    owner = _add(tx, name, username, Role.OWNER, password_hash)
    channels.create_general(tx, owner)
    return owner


def first_run_link(tx: Tx) -> str | None:
    """A fresh secret for the first-run page, in place of any earlier one; None once there is an owner."""
    if tx.workspace.get() is not None:
        return None
    secret = tokens.make()
    tx.workspace.set_setup_hash(tokens.hashed(secret))
    return secret


def set_up_by_link(tx: Tx, secret: str, workspace: str, name: str, username: str, password_hash: str) -> User:
    """The first run in the browser; raises AlreadySetUp, LinkExpired, Invalid."""
    if tx.workspace.get() is not None:
        raise AlreadySetUp
    if tx.workspace.setup_hash() != tokens.hashed(secret):
        raise LinkExpired(
            "This is not the current first-run link. Use the one that the server printed when it started."
        )
    return set_up(tx, workspace, Access.INVITE, name, username, password_hash)


def add(tx: Tx, name: str, username: str, role: Role, password_hash: str | None) -> User:
    """Add somebody from the command line, with #general; raises Invalid, Taken."""
    user = _add(tx, name, username, role, password_hash)
    members.admit(tx, tx.channels.general(), user)
    return user


def join(tx: Tx, token: str | None, name: str, username: str, password_hash: str) -> User:
    """Come in by an invitation, or without one where access is open; raises LinkExpired, NotAllowed, Invalid, Taken."""
    if token is not None:
        invite = tx.invites.by_hash(tokens.hashed(token))
        if invite is None or not invite.open(tx.now):
            raise LinkExpired("This invitation is no longer valid. Ask the person who sent it for a new one.")
        tx.invites.use(invite.id)
    elif _access(tx) is not Access.OPEN:
        raise NotAllowed("This workspace takes new people by invitation. Ask a member for a link.")
    return add(tx, name, username, Role.MEMBER, password_hash)


def join_as_guest(tx: Tx, name: str) -> User:
    """Come in by name alone, where that is on; raises NotAllowed, Invalid, Taken."""
    if _access(tx) is not Access.GUEST:
        raise NotAllowed("This workspace does not take guests by name. Ask a member for an invitation.")
    name = names.person(name)
    if tx.users.guest_named(name):
        raise Taken(f"Somebody here is called “{name}” already. Choose another name.")
    return add(tx, name, _free_username(tx, name), Role.GUEST, None)


def rename(tx: Tx, actor: User, name: str) -> User:
    """Change my display name; raises Invalid."""
    user = actor.renamed(name)
    if actor.is_guest and user.name.casefold() != actor.name.casefold() and tx.users.guest_named(user.name):
        raise Taken(f"Somebody here is called “{user.name}” already. Choose another name.")
    return _changed(tx, user)


def deactivate(tx: Tx, user: User) -> User:
    """Close an account: it signs out everywhere at once, and what it wrote stays; raises NotAllowed for the owner.

    Its invitations end with it, or whoever was put out could come in again by one of their own.
    """
    if user.role is Role.OWNER:
        raise NotAllowed("The owner's account cannot be closed. Make somebody else the owner first.")
    if not user.active:
        return user
    end_sessions(tx, user.id)
    tx.resets.remove_of(user.id)
    for invite in tx.invites.all():
        if invite.creator_id == user.id:
            tx.invites.remove(invite.id)
    return _changed(tx, user.deactivated(tx.now))


def close_account(tx: Tx, actor: User, user_id: int) -> User:
    """Deactivate somebody from the interface; raises NotAllowed, NotFound.

    An admin's account only the owner closes, or two admins could put each other out.
    """
    actor.must_run_workspace()
    user = tx.users.get(user_id)
    if user.id == actor.id:
        raise NotAllowed("You cannot close your own account. Ask another admin.")
    if user.runs_workspace and actor.role is not Role.OWNER:
        raise NotAllowed("Only the owner can close the account of an admin.")
    return deactivate(tx, user)


def reactivate(tx: Tx, user: User) -> User:
    """Open a closed account again."""
    return user if user.active else _changed(tx, replace(user, deactivated_at=None, version=user.version + 1))


def set_password(tx: Tx, user: User, password_hash: str, *, keep_session: int | None = None) -> None:
    """Replace a password; every sign-in but `keep_session` ends, since somebody may have known the old one."""
    tx.users.set_password_hash(user.id, password_hash)
    tx.resets.remove_of(user.id)
    end_sessions(tx, user.id, but=keep_session)


def end_sessions(tx: Tx, user_id: int, *, only: int | None = None, but: int | None = None) -> None:
    """End sign-ins; their sockets close when the event is heard."""
    ended = tx.sessions.end(user_id, only=only, but=but)
    if ended:
        tx.emit(SessionsEnded(user_id=user_id, session_ids=tuple(ended)))


def _add(tx: Tx, name: str, username: str, role: Role, password_hash: str | None) -> User:
    user = tx.users.add(User(0, names.username(username), names.person(name), role, tx.now), password_hash)
    tx.emit(UserAdded(user_id=user.id))
    return user


def _changed(tx: Tx, user: User) -> User:
    tx.users.update(user)
    tx.emit(UserChanged(user_id=user.id, version=user.version))
    return user


def _access(tx: Tx) -> Access:
    workspace = tx.workspace.get()
    return workspace.access if workspace else Access.INVITE


def _free_username(tx: Tx, name: str) -> str:
    taken = {user.username for user in tx.users.all()}
    wanted = names.username(f"guest-{name}".casefold()[: names.MAX_USERNAME - 6])
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
