"""The one row about how the workspace looks, with the picture of its icon, so that a backup carries both."""

from flet_chat.core.brand import Brand
from flet_chat.storage.rows import Connection


class BrandRow:
    """The table `brand`, which has at most one row; the name is that of the workspace."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self) -> Brand:
        """The brand, or the one that everybody begins with."""
        workspace = self._db.execute("select name from workspace where id = 1").fetchone()
        name = workspace["name"] if workspace else Brand().name
        row = self._db.execute(
            "select short_name, description, theme_color, background_color, accent, picture_hash"
            " from brand where id = 1"
        ).fetchone()
        if row is None:
            return Brand(name)
        return Brand(
            name,
            own_short_name=row["short_name"],
            own_description=row["description"],
            theme_color=row["theme_color"],
            background_color=row["background_color"],
            own_accent=row["accent"],
            picture=row["picture_hash"],
        )

    def save(self, brand: Brand) -> None:
        """Store everything but the name and the picture itself."""
        self._db.execute(
            "insert into brand (id, short_name, description, theme_color, background_color, accent, picture_hash)"
            " values (1, :short_name, :description, :theme_color, :background_color, :accent, :picture_hash)"
            " on conflict (id) do update set short_name = excluded.short_name, description = excluded.description,"
            " theme_color = excluded.theme_color, background_color = excluded.background_color,"
            " accent = excluded.accent, picture_hash = excluded.picture_hash",
            {
                "short_name": brand.own_short_name,
                "description": brand.own_description,
                "theme_color": brand.theme_color,
                "background_color": brand.background_color,
                "accent": brand.own_accent,
                "picture_hash": brand.picture,
            },
        )

    def picture(self) -> bytes:
        """The picture of the icon as PNG; empty where there is none."""
        row = self._db.execute("select picture from brand where id = 1").fetchone()
        return row["picture"] or b"" if row else b""

    def set_picture(self, picture: bytes) -> None:
        """Replace the picture of a brand that is stored already."""
        self._db.execute("update brand set picture = :picture where id = 1", {"picture": picture or None})

    def remove(self) -> None:
        """Go back to the one that everybody begins with."""
        self._db.execute("delete from brand")
