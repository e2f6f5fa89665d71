"""The one row about the whole installation, and the secret of the first-run link."""

from flet_chat.core.workspace import Access, Workspace
from flet_chat.storage.rows import Connection
from flet_chat.storage.times import from_text, to_text


class WorkspaceRow:
    """The table `workspace`, which has at most one row."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self) -> Workspace | None:
        """The workspace, or None before its owner exists."""
        row = self._db.execute("select name, access, created_at from workspace where id = 1").fetchone()
        return Workspace(row["name"], Access(row["access"]), from_text(row["created_at"])) if row else None

    def save(self, workspace: Workspace) -> None:
        """Store the workspace."""
        self._db.execute(
            "insert into workspace (id, name, access, created_at) values (1, :name, :access, :created_at)"
            " on conflict (id) do update set name = excluded.name, access = excluded.access",
            {"name": workspace.name, "access": workspace.access, "created_at": to_text(workspace.created_at)},
        )

    def setup_hash(self) -> bytes | None:
        """The hash of the first-run secret, while there is no owner."""
        row = self._db.execute("select token_hash from setup where id = 1").fetchone()
        return row["token_hash"] if row else None

    def set_setup_hash(self, token_hash: bytes | None) -> None:
        """Replace the first-run secret; None ends the first run."""
        self._db.execute("delete from setup")
        if token_hash is not None:
            self._db.execute("insert into setup (id, token_hash) values (1, :token_hash)", {"token_hash": token_hash})
