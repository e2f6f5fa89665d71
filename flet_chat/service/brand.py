"""How the workspace looks."""

from flet_chat.core.brand import Brand, Change
from flet_chat.core.errors import NotFound
from flet_chat.core.events import BrandChanged
from flet_chat.core.users import User
from flet_chat.service import workspace
from flet_chat.service.ports import Tx


def current(tx: Tx) -> Brand:
    """The brand; before the workspace exists, that of the product."""
    return tx.brand.get()


def with_picture(tx: Tx) -> tuple[Brand, bytes]:
    """The brand and the picture of its icon, as PNG; empty where the icon is made from initials."""
    return tx.brand.get(), tx.brand.picture()


def change(tx: Tx, actor: User, wanted: Change) -> Brand:
    """Give the workspace another look; raises NotAllowed, Invalid, and then nothing of it is stored."""
    actor.must_run_workspace()
    before = tx.brand.get()
    after = wanted.applied(before)
    if after.name != before.name:
        workspace.rename(tx, actor, after.name)
    tx.brand.save(after)
    if wanted.picture is not None:
        tx.brand.set_picture(wanted.picture)
    if after != before:
        tx.emit(BrandChanged())
    return after


def reset(tx: Tx, actor: User) -> Brand:
    """Take back everything but the name; raises NotAllowed, NotFound."""
    actor.must_run_workspace()
    if tx.workspace.get() is None:
        raise NotFound("There is no workspace yet.")
    before = tx.brand.get()
    tx.brand.remove()
    after = tx.brand.get()
    if after != before:
        tx.emit(BrandChanged())
    return after
