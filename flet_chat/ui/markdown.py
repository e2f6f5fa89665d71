"""Makes what people wrote fit for Flet's Markdown: pictures from elsewhere become links, `$` stays a dollar."""

import re
from bisect import bisect_left
from collections import defaultdict

from markdown_it import MarkdownIt

# Like Flet's client, which shows HTML as text.
_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_may_have_code = re.compile(r"```|~~~|^(    | {0,3}\t)", re.MULTILINE)
_blank_line = re.compile(r"(\n[ \t]*\n)")
_ticks = re.compile(r"`+")
_sign = re.compile(r"\\[\s\S]|`+|!+(?=\[)|\$")
_nameless = re.compile(r"\[\]\(\s*<?([^)\s>]+)")
_endless = re.compile(r"\S{2000}")


def shown(text: str) -> str:
    """The Markdown to give to Flet for a message."""
    # Flutter needs ten seconds to lay out a word of 40,000 letters, and the browsers of all who see it stand still.
    text = _endless.sub("\\g<0>\u200b", text)
    if not any(sign in text for sign in "$!"):
        return text
    lines = text.split("\n")
    out: list[str] = []
    prose: list[str] = []
    in_code = _code_lines(text) if _may_have_code.search(text) else ()
    for number, line in enumerate(lines):
        if number in in_code:
            out += _prose("\n".join(prose)).split("\n") if prose else []
            prose = []
            out.append(line)
        else:
            prose.append(line)
    out += _prose("\n".join(prose)).split("\n") if prose else []
    made = "\n".join(out)
    # What was taken for code may be none: then every mark that could make a picture goes, seen or not.
    return made.replace("![", "!\u2060[") if "![" in made and _has_picture(made) else made


def _code_lines(text: str) -> set[int]:
    """The numbers of the lines inside fenced or indented code."""
    blocks = [token.map for token in _parser.parse(text) if token.type in ("fence", "code_block") and token.map]
    return {line for start, end in blocks for line in range(start, end)}


def _has_picture(text: str) -> bool:
    tokens = _parser.parse(text)
    return any(child.type == "image" for token in tokens for child in token.children or [])


def _prose(text: str) -> str:
    """The same text with dollars escaped and pictures turned into links, except in code spans."""
    return "".join(part if number % 2 else _paragraph(part) for number, part in enumerate(_blank_line.split(text)))


def _paragraph(text: str) -> str:
    """Go once from sign to sign: a backslash takes the next one's meaning, a code span ends with as many ticks."""
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for run in _ticks.finditer(text):
        ends[len(run.group())].append(run.start())
    done: list[str] = []
    prose: list[str] = []
    at = 0
    while found := _sign.search(text, at):
        prose.append(text[at : found.start()])
        sign, at = found.group(), found.end()
        if sign[0] == "`":
            closing = ends[len(sign)]
            place = bisect_left(closing, at)
            if place < len(closing):
                at = closing[place] + len(sign)
                done += [_named("".join(prose)), text[found.start() : at]]
                prose = []
            else:
                prose.append(sign)
        elif sign[0] == "!":
            # Only the mark that makes it a picture goes: what is left is a link, and a link loads nothing by itself.
            prose.append("\\!" * (len(sign) - 1))
        else:
            prose.append("\\$" if sign == "$" else sign)
    return "".join([*done, _named("".join(prose) + text[at:])])


def _named(text: str) -> str:
    """A link without a name, as a picture often is, shows its address."""
    return _nameless.sub(r"[\1](\1", text)
