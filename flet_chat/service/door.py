"""Coming in and signing in: what needs a password hashed before or after a transaction."""

from contextlib import suppress

from flet_chat.core.errors import ChatError, Unavailable, WrongPassword
from flet_chat.core.sessions import Session
from flet_chat.core.users import User, check_password
from flet_chat.core.workspace import Access
from flet_chat.service import links, passwords, sessions, users
from flet_chat.service.chat import Chat
from flet_chat.service.ports import Tx


class Door:
    """Every way in; each gives the token for the cookie of the new sign-in."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def sign_in(self, username: str, password: str, device: str, address: str) -> str:
        """Sign in by name and password; raises WrongPassword, TooManyAttempts."""
        account = sessions.username_typed(username)
        async with self._chat.throttle.turn:
            self._chat.throttle.check(account, address)
            user = self._find(account)
            kept = self._chat.store.read(lambda tx: tx.users.password_hash(user.id)) if user else None
            if not await passwords.matches(password, kept) or user is None:
                self._chat.throttle.failed(account, address)
                raise WrongPassword
            self._chat.throttle.succeeded(account)
        return await self._chat.act(user.id, _open_session, kept, device)

    async def set_up(self, secret: str, workspace: str, name: str, username: str, password: str, device: str) -> str:
        """The first run; raises AlreadySetUp, LinkExpired, Invalid."""
        password_hash = await passwords.hashed(check_password(password))

        def enter(tx: Tx) -> str:
            owner = users.set_up_by_link(tx, secret, workspace, name, username, password_hash)
            return sessions.open_session(tx, owner, device)

        return await self._chat.store.write(enter)

    async def join(self, token: str | None, name: str, username: str, password: str, device: str) -> str:
        """Make an account, by an invitation or where access is open; raises LinkExpired, NotAllowed, Invalid, Taken."""
        password_hash = await passwords.hashed(check_password(password))

        def enter(tx: Tx) -> str:
            return sessions.open_session(tx, users.join(tx, token, name, username, password_hash), device)

        return await self._chat.store.write(enter)

    async def join_as_guest(self, name: str, device: str) -> str:
        """Come in by name alone; raises NotAllowed, Invalid, Taken."""
        return await self._chat.store.write(lambda tx: sessions.open_session(tx, users.join_as_guest(tx, name), device))

    async def reset_password(self, token: str, password: str, device: str) -> str:
        """Choose a new password by a reset link; raises LinkExpired, WeakPassword."""
        password_hash = await passwords.hashed(check_password(password))

        def enter(tx: Tx) -> str:
            return sessions.open_session(tx, links.use_reset(tx, token, password_hash), device)

        return await self._chat.store.write(enter)

    async def change_password(self, user_id: int, session_id: int, old: str, new: str) -> None:
        """Change my password; my other sign-ins end. Raises WrongPassword, WeakPassword, TooManyAttempts."""
        account = f"#{user_id}"
        async with self._chat.throttle.turn:
            self._chat.throttle.check(account, account)
            kept = self._chat.store.read(lambda tx: tx.users.password_hash(user_id))
            if not await passwords.matches(old, kept):
                self._chat.throttle.failed(account, account)
                raise WrongPassword("That is not your current password.")
            self._chat.throttle.succeeded(account)
        password_hash = await passwords.hashed(check_password(new))
        await self._chat.act(user_id, _set_my_password, password_hash, session_id)

    async def identify(self, token: str) -> Session | None:
        """The live sign-in of a cookie, or None."""
        session = self._chat.store.read(lambda tx: sessions.find(tx, token)) if token else None
        if session and self._chat.store.read(lambda tx: sessions.needs_noting(tx, session)):
            with suppress(Unavailable):  # a full disk must not keep anybody from reading
                await self._chat.store.write(lambda tx: sessions.note_seen(tx, session.id))
        return session

    async def sign_out(self, session: Session) -> None:
        """End a sign-in; its sockets close."""
        await self._chat.store.write(lambda tx: users.end_sessions(tx, session.user_id, only=session.id))

    @property
    def access(self) -> Access:
        """How somebody new gets in."""
        workspace = self._chat.store.read(lambda tx: tx.workspace.get())
        return workspace.access if workspace else Access.INVITE

    def _find(self, account: str) -> User | None:
        try:
            user = self._chat.store.read(lambda tx: tx.users.by_username(account))
        except ChatError:
            return None
        return user if user.active else None


def _open_session(tx: Tx, actor: User, checked: str | None, device: str) -> str:
    # The password may have been changed while this one was being checked: then every sign-in by it is over.
    if tx.users.password_hash(actor.id) != checked:
        raise WrongPassword
    return sessions.open_session(tx, actor, device)


def _set_my_password(tx: Tx, actor: User, password_hash: str, session_id: int) -> None:
    users.set_password(tx, actor, password_hash, keep_session=session_id)
