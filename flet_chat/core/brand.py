"""What a workspace looks like to those who come in: its names, its colours, its icon."""

import hashlib
from dataclasses import astuple, dataclass, replace

from flet_chat.core import names
from flet_chat.core.colors import color
from flet_chat.core.errors import NameTooLong

MAX_SHORT_NAME = 30
MAX_DESCRIPTION = 300
SHORT = 12
"""Characters that fit under an icon on a phone's screen."""
PRODUCT = "flet-chat"
"""What is shown as the name until the workspace has one."""
THEME_COLOR = "#3B5BDB"
BACKGROUND_COLOR = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand; what is empty is made from the rest."""

    name: str = PRODUCT
    """The name of the workspace."""
    own_short_name: str = ""
    own_description: str = ""
    theme_color: str = THEME_COLOR
    """`#RRGGBB`: the ground of the initials, and the bars of the browser and the system."""
    background_color: str = BACKGROUND_COLOR
    """`#RRGGBB`: behind an icon that must be opaque, and on the screen while the app starts."""
    own_accent: str = ""
    picture: str = ""
    """The hash of the stored picture; empty where the icon is made from initials."""

    @property
    def short_name(self) -> str:
        """Under the icon of an installed app."""
        if self.own_short_name or len(self.name) <= SHORT:
            return self.own_short_name or self.name
        first = self.name.split()[0]
        return first if len(first) <= SHORT else f"{first[: SHORT - 1]}…"

    @property
    def description(self) -> str:
        """One sentence for those who see a link to it."""
        return self.own_description or f"The team chat of {self.name}"

    @property
    def accent(self) -> str:
        """`#RRGGBB`: buttons, links and counts, and the colours of the interface grow from it."""
        return self.own_accent or self.theme_color

    @property
    def initials(self) -> str:
        """On an icon without a picture."""
        return names.initials(self.name)

    @property
    def version(self) -> str:
        """Another text for every other look, so that it can stand in addresses and names of folders."""
        return hashlib.sha256("\x1f".join(astuple(self)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants different; None leaves a thing as it is, an empty text takes it back to what is made."""

    name: str | None = None
    short_name: str | None = None
    description: str | None = None
    theme_color: str | None = None
    background_color: str | None = None
    accent: str | None = None
    picture: bytes | None = None
    """A PNG that `brand.pictures.read` has made; empty for initials."""

    def applied(self, brand: Brand) -> Brand:
        """The brand after it; raises Invalid."""
        if self.name is not None:
            brand = replace(brand, name=names.workspace(self.name))
        if self.short_name is not None:
            brand = replace(brand, own_short_name=_line(self.short_name, MAX_SHORT_NAME, "short name"))
        if self.description is not None:
            brand = replace(brand, own_description=_line(self.description, MAX_DESCRIPTION, "description"))
        if self.theme_color is not None:
            brand = replace(brand, theme_color=color(self.theme_color or THEME_COLOR))
        if self.background_color is not None:
            brand = replace(brand, background_color=color(self.background_color or BACKGROUND_COLOR))
        if self.accent is not None:
            brand = replace(brand, own_accent=color(self.accent) if self.accent else "")
        if self.picture is not None:
            brand = replace(brand, picture=picture_hash(self.picture) if self.picture else "")
        return brand


def picture_hash(picture: bytes) -> str:
    """By which a picture is known."""
    return hashlib.sha256(picture).hexdigest()


def _line(text: str, limit: int, what: str) -> str:
    line = names.clean(text)
    if len(line) > limit:
        raise NameTooLong(f"Keep the {what} below {limit + 1} characters.")
    return line
