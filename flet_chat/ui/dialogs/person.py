"""A person in a list, and the small badge of a role."""

import flet as ft

from flet_chat.core.users import Role, User
from flet_chat.ui.avatar import avatar_of
from flet_chat.ui.theme import BODY, FAINT, HAIRLINE, SMALL, STRONG, TINY, XS, M, S


def words(user: User) -> tuple[str, str]:
    """By what a person is found."""
    return user.name, user.username


def person(user: User, *trailing: ft.Control, me: bool = False) -> ft.Control:
    """Avatar, name and role, then what can be done."""
    name = ft.Text(
        f"{user.name} (you)" if me else user.name,
        size=BODY,
        weight=STRONG,
        no_wrap=True,
        overflow=ft.TextOverflow.ELLIPSIS,
        tooltip=user.name if len(user.name) > 24 else None,
    )
    handle = ft.Text(f"@{user.username}", size=SMALL, color=FAINT, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS)
    parts: list[ft.Control] = [avatar_of(user.name, user.id, 32), ft.Column([name, handle], spacing=0, expand=True)]
    if user.role is not Role.MEMBER:
        parts.append(badge(user.role))
    return ft.Semantics(
        content=ft.Container(ft.Row([*parts, *trailing], spacing=M), padding=ft.Padding(0, XS, S, XS)),
        container=True,
        identifier=f"person-{user.id}",
    )


def badge(text: str) -> ft.Control:
    """A word in a thin frame."""
    return ft.Container(
        ft.Text(text, size=TINY, color=FAINT),
        border=ft.Border.all(1, HAIRLINE),
        border_radius=XS,
        padding=ft.Padding(XS, 0, XS, 0),
    )
