"""How Markdown looks. Colour roles serve light and dark alike, so a row needs no lens for them."""

from typing import Any

import flet as ft

from flet_chat.ui.theme import BODY, BOLD, FAINT, HAIRLINE, MONO, STRONG, XS, C, M, S
from flet_chat.ui.wire import plain


def _code(colour: Any, **more: Any) -> ft.TextStyle:
    return ft.TextStyle(size=13, color=colour, font_family=MONO, **more)


_TEXT = ft.TextStyle(size=BODY, color=C.ON_SURFACE, height=1.4)
_LINK = ft.TextStyle(color=C.PRIMARY, decoration=ft.TextDecoration.UNDERLINE)
_SPAN = _code(C.ON_SURFACE, bgcolor=C.SURFACE_CONTAINER_HIGH)

PLAIN_STYLE: Any = plain(
    ft.MarkdownStyleSheet(p_text_style=_TEXT, a_text_style=_LINK, code_text_style=_SPAN, block_spacing=S)
)
"""For paragraphs, emphasis, links and code spans."""

STYLE: Any = plain(
    ft.MarkdownStyleSheet(
        p_text_style=_TEXT,
        a_text_style=_LINK,
        code_text_style=_SPAN,
        checkbox_text_style=ft.TextStyle(size=BODY, color=C.PRIMARY),
        list_bullet_text_style=_TEXT,
        table_head_text_style=ft.TextStyle(size=BODY, weight=STRONG, color=C.ON_SURFACE),
        table_body_text_style=_TEXT,
        table_cells_padding=ft.Padding(S, XS, S, XS),
        h1_text_style=ft.TextStyle(size=20, weight=BOLD, color=C.ON_SURFACE),
        h2_text_style=ft.TextStyle(size=18, weight=BOLD, color=C.ON_SURFACE),
        h3_text_style=ft.TextStyle(size=16, weight=BOLD, color=C.ON_SURFACE),
        h4_text_style=ft.TextStyle(size=BODY, weight=BOLD, color=C.ON_SURFACE),
        blockquote_text_style=_TEXT,
        blockquote_padding=ft.Padding(M, XS, M, XS),
        blockquote_decoration=ft.BoxDecoration(border=ft.Border(left=ft.BorderSide(3, HAIRLINE))),
        codeblock_padding=ft.Padding(M, S, M, S),
        codeblock_decoration=ft.BoxDecoration(bgcolor=C.SURFACE_CONTAINER, border_radius=S),
        horizontal_rule_decoration=ft.BoxDecoration(border=ft.Border(top=ft.BorderSide(1, HAIRLINE))),
        block_spacing=S,
    )
)
"""For everything else."""

CODE: Any = plain(
    ft.MarkdownCustomCodeTheme(
        root=_code(C.ON_SURFACE),
        keyword=_code(C.PRIMARY, weight=STRONG),
        built_in=_code(C.TERTIARY),
        string=_code(C.TERTIARY),
        number=_code(C.ERROR),
        literal=_code(C.ERROR),
        comment=_code(FAINT, italic=True),
        title=_code(C.SECONDARY, weight=STRONG),
        params=_code(C.ON_SURFACE),
        tag=_code(C.PRIMARY),
        attr=_code(C.SECONDARY),
        attribute=_code(C.SECONDARY),
        variable=_code(C.ON_SURFACE),
        type=_code(C.SECONDARY),
        meta=_code(FAINT),
        symbol=_code(C.TERTIARY),
        addition=_code(C.TERTIARY),
        deletion=_code(C.ERROR),
    )
)
"""For highlighted code."""

CODE_STYLE: Any = plain(ft.MarkdownStyleSheet(code_text_style=_code(C.ON_SURFACE)))
"""For the lines of highlighted code; the theme colours its words, but leaves the font to this."""
