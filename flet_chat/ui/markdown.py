"""Makes what people wrote fit for Flet's Markdown: pictures from elsewhere become links, `$` stays a dollar."""

import re

from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark").enable("table")
_code = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
# Only the mark that makes it a picture goes: what is left is a link, and a link loads nothing by itself.
_picture = re.compile(r"(?<!\\)!(?=\[)")
_may_have_code = re.compile(r"```|~~~|^(    | {0,3}\t)", re.MULTILINE)
_nameless = re.compile(r"\[\]\(\s*<?([^)\s>]+)")


def shown(text: str) -> str:
    """The Markdown to give to Flet for a message."""
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
    return "\n".join(out)


def _code_lines(text: str) -> set[int]:
    """The numbers of the lines inside fenced or indented code."""
    blocks = [token.map for token in _parser.parse(text) if token.type in ("fence", "code_block") and token.map]
    return {line for start, end in blocks for line in range(start, end)}


def _prose(text: str) -> str:
    """The same text with dollars escaped and pictures turned into links, except in code spans."""
    parts: list[str] = []
    last = 0
    for span in _code.finditer(text):
        parts += [_defused(text[last : span.start()]), span.group()]
        last = span.end()
    return "".join([*parts, _defused(text[last:])])


def _defused(text: str) -> str:
    text = _nameless.sub(r"[\1](\1", _picture.sub("", text))
    return re.sub(r"(?<!\\)\$", r"\\$", text)
