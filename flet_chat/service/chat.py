"""What the front ends hold: the store with its use cases, the feed, positions, and the door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from flet_chat.core.users import User
from flet_chat.service.feed import Feed
from flet_chat.service.ports import Store, Tx
from flet_chat.service.positions import Positions
from flet_chat.service.throttle import Throttle

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Chat:
    """One open workspace. `act` and `look` are how a person reaches the use cases of this package."""

    store: Store
    feed: Feed
    positions: Positions
    throttle: Throttle
    clock: Callable[[], datetime]

    async def act(
        self, user_id: int, use_case: Callable[Concatenate[Tx, User, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a use case that writes, as that user; returns when it is on disk. Raises ChatError.

        The user is read in the same transaction, so an account that was closed a moment ago can do nothing.
        """
        return await self.store.write(lambda tx: use_case(tx, tx.users.actor(user_id), *args, **kwargs))

    def look(self, user_id: int, query: Callable[Concatenate[Tx, User, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a short query as that user, at once. Raises ChatError."""
        return self.store.read(lambda tx: query(tx, tx.users.actor(user_id), *args, **kwargs))
