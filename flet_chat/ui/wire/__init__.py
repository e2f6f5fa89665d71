"""The one place that touches Flet's internals: pieces built once for everybody, and frames made by hand.

Stock Flet diffs and encodes the same row for every session. Here a `Piece` (a row, a header, a menu) is built and
encoded once; a `Patch` stitches its bytes into a frame; and since the parts of the shell that hold pieces have the same
control id in every session (`fixed`), one frame serves every tab that shows the same thing.
Flet never learns what those parts hold: their Python `controls` stay empty, and no diff ever walks them.

Relies on, in flet 1.0.5 (tests/ui/test_wire.py fails where an upgrade changes it): `_values` and `_structural_fields`,
`configure_encode_object_for_msgpack`, the patch format `[[paths], [op, node, key, value]…]`, the packet marker 0x00,
and that a control's id is `_i`.
"""

from flet_chat.ui.wire.patch import Patch
from flet_chat.ui.wire.pieces import Handler, Handlers, Mold, Piece, fixed, fixed_id, hole, made, on, pack, plain
from flet_chat.ui.wire.session import MOST_EARLY, PAGE_ID, Screen, Wire

__all__ = [
    "MOST_EARLY",
    "PAGE_ID",
    "Handler",
    "Handlers",
    "Mold",
    "Patch",
    "Piece",
    "Screen",
    "Wire",
    "fixed",
    "fixed_id",
    "hole",
    "made",
    "on",
    "pack",
    "plain",
]
