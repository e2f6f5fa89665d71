"""The workspace itself."""

from dataclasses import replace

from flet_chat.core import names
from flet_chat.core.errors import NotFound
from flet_chat.core.events import WorkspaceChanged
from flet_chat.core.users import User
from flet_chat.core.workspace import Access, Workspace
from flet_chat.service.ports import Tx


def current(tx: Tx) -> Workspace | None:
    """The workspace, or None before its owner exists."""
    return tx.workspace.get()


def change(tx: Tx, actor: User, name: str, access: Access) -> Workspace:
    """Give it another name or access mode; raises NotAllowed, Invalid."""
    return _save(tx, replace(_existing(tx, actor), name=names.workspace(name), access=access))


def rename(tx: Tx, actor: User, name: str) -> Workspace:
    """Give it another name alone; raises NotAllowed, Invalid."""
    return _save(tx, replace(_existing(tx, actor), name=names.workspace(name)))


def _existing(tx: Tx, actor: User) -> Workspace:
    actor.must_run_workspace()
    workspace = tx.workspace.get()
    if workspace is None:
        raise NotFound("There is no workspace yet.")
    return workspace


def _save(tx: Tx, workspace: Workspace) -> Workspace:
    tx.workspace.save(workspace)
    tx.emit(WorkspaceChanged())
    return workspace
