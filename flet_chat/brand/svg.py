"""Reads an SVG that somebody gives us; loaded in the worker only.

It is refused if it could run something, load something, or look different elsewhere, though the renderer would pass
over most of that: whoever sees the sentence knows that the file is not what they thought.
"""

import re
from typing import NoReturn
from xml.parsers import expat

from flet_chat.core.errors import BadPicture

RUNS = "That SVG contains a script or something that handles events. Export it as a plain SVG and try again."
LOADS = "That SVG loads something from elsewhere. Put everything into the file itself, and try again."
MOVES = "That SVG moves. Choose a still picture."
WRITES = "That SVG contains text, which looks different on each machine. Convert the text to paths and try again."
BROKEN = "That SVG cannot be read: it is not well-formed. Export it again."
DECLARES = "That SVG declares entities of its own. Export it as a plain SVG and try again."
NO_SIZE = 'That SVG does not say how large it is. Give it a viewBox, like viewBox="0 0 512 512".'

_BEGIN = re.compile(rb"\s*<(\?xml|!doctype|!--|svg|\w+:svg)", re.IGNORECASE)
_ACTIVE = {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"}
_MOVING = {"animate", "animatetransform", "animatemotion", "animatecolor", "set"}
_WRITING = {"text", "tspan", "textpath", "tref", "font"}
_INNER = re.compile(r"#|data:image/(png|jpeg);base64,", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*(?P<target>[^)'\"]*)", re.IGNORECASE)


def looks_like(data: bytes) -> bool:
    """True for what begins as XML does."""
    return _BEGIN.match(data.removeprefix(b"\xef\xbb\xbf")[:1000]) is not None


def drawn(data: bytes, side: int) -> bytes:
    """The SVG as a square PNG of that many pixels; raises BadPicture."""
    width, height = _checked(data)
    if abs(width - height) > max(width, height) / 100:
        raise BadPicture(f"An icon is square, and that SVG is {width:g} × {height:g}. Give it a square viewBox.")
    import resvg_py

    try:
        return resvg_py.svg_to_bytes(
            svg_string=data.decode("utf-8-sig"), width=side, height=side, skip_system_fonts=True
        )
    except (ValueError, OSError):
        raise BadPicture(BROKEN) from None


def _checked(data: bytes) -> tuple[float, float]:
    """Its width and height, once nothing in it is to be feared."""
    root: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def element(name: str, attributes: dict[str, str]) -> None:
        if not root:
            root.append(attributes)
        local = name.rpartition(":")[2].lower()
        _refuse_if(local in _ACTIVE, RUNS)
        _refuse_if(local in _MOVING, MOVES)
        _refuse_if(local in _WRITING, WRITES)
        for key, value in attributes.items():
            _attribute(key.rpartition(":")[2].lower(), value)

    def instruction(target: str, _: str) -> None:
        _refuse_if(target.lower() == "xml-stylesheet", LOADS)

    def entity(*_: object) -> NoReturn:
        raise BadPicture(DECLARES)

    parser.StartElementHandler = element
    parser.CharacterDataHandler = _style
    parser.ProcessingInstructionHandler = instruction
    parser.EntityDeclHandler = entity
    try:
        data.decode("utf-8")
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise BadPicture(BROKEN) from None
    return _size(root[0])


def _attribute(name: str, value: str) -> None:
    _refuse_if(name.startswith("on"), RUNS)
    _refuse_if(name == "href" and value.strip() != "" and not _INNER.match(value.strip()), LOADS)
    _refuse_if(name in ("src", "base"), LOADS)
    _style(value)


def _style(text: str) -> None:
    _refuse_if("@import" in text.lower(), LOADS)
    _refuse_if("javascript:" in text.lower(), RUNS)
    _refuse_if(any(not _INNER.match(found["target"].strip()) for found in _URL.finditer(text)), LOADS)


def _refuse_if(wrong: bool, sentence: str) -> None:
    if wrong:
        raise BadPicture(sentence)


def _size(attributes: dict[str, str]) -> tuple[float, float]:
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    lengths = [re.match(r"[\d.]+(?=px|pt|mm|cm|in|$|\s)", attributes.get(name, "")) for name in ("width", "height")]
    try:
        width, height = (
            (float(lengths[0][0]), float(lengths[1][0]))
            if lengths[0] and lengths[1]
            else (float(box[2]), float(box[3]))
        )
    except (ValueError, IndexError):
        raise BadPicture(NO_SIZE) from None
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise BadPicture(NO_SIZE)
    return width, height
