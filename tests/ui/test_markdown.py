"""What people wrote, made fit for Flet's Markdown: nothing loads from elsewhere, and code stays as it is."""

import random
import re

import pytest
from markdown_it import MarkdownIt

from flet_chat.ui.markdown import shown

CLIENT = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
"""Reads Markdown as the client does."""


def kinds(text: str) -> list[str]:
    """The kinds of all tokens, those within lines included."""
    found = []
    for token in CLIENT.parse(text):
        found.append(token.type)
        found += [child.type for child in token.children or []]
    return found


def code(text: str) -> list[str]:
    """What stands in code spans and blocks."""
    found = []
    for token in CLIENT.parse(text):
        parts = [token, *(token.children or [])]
        found += [part.content for part in parts if part.type in ("code_inline", "fence", "code_block")]
    return found


@pytest.mark.parametrize(
    "text",
    ["", "plain", "**bold** and `code`", "a | b\n--|--\n1 | 2", "# title\n\n- one\n- two", "Wow! [no](http://x/)!"],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert shown(text) == text


PICTURES = [
    "![cat](http://elsewhere/cat.png)",
    "![](http://elsewhere/cat.png)",
    "![a](<http://elsewhere/a b.png>)",
    '![a](http://elsewhere/x "title")',
    "![a][ref]\n\n[ref]: http://elsewhere/x",
    "![ref]\n\n[ref]: http://elsewhere/x",
    "![ref][]\n\n[ref]: http://elsewhere/x",
    "![data](data:image/png;base64,iVBORw0KGgo=)",
    "[![inner](http://elsewhere/i.png)](http://elsewhere/)",
    "![![twice](http://elsewhere/a)](http://elsewhere/b)",
    "> ![quoted](http://elsewhere/q.png)",
    "- ![listed](http://elsewhere/q.png)",
    "**![bold](http://elsewhere/q.png)**",
    "a | b\n--|--\n![cell](http://elsewhere/q.png) | 2",
    "\\\\![escaped backslash](http://elsewhere/q.png)",
    "!![two marks](http://elsewhere/q.png)",
    "`code` ![after](http://elsewhere/q.png) `code`",
    "`unclosed ![after](http://elsewhere/q.png)",
    "\\`![not code](http://elsewhere/q.png)\\`",
    "![multi\nline](http://elsewhere/q.png)",
    "```\ncode\n```\n![below a fence](http://elsewhere/q.png)",
    "    code\n\n![below indented code](http://elsewhere/q.png)",
    "text\n    ![not code, since it goes on a paragraph](http://elsewhere/q.png)",
]


@pytest.mark.parametrize("text", PICTURES)
def test_a_picture_from_elsewhere_becomes_a_link(text: str) -> None:
    assert "image" in kinds(text)  # it would load
    assert "image" not in kinds(shown(text))
    assert "link_open" in kinds(shown(text)) or "[" in shown(text)


def test_a_picture_without_a_name_shows_its_address() -> None:
    assert shown("![](http://elsewhere/cat.png)") == "[http://elsewhere/cat.png](http://elsewhere/cat.png)"


@pytest.mark.parametrize("text", ["It costs $5 or $6", "$x$", "$$\nx\n$$", "a$b", "**$1**", "[$5](http://x/)"])
def test_a_dollar_stays_a_dollar(text: str) -> None:
    assert not re.search(r"(?<!\\)\$", shown(text))
    assert shown(shown(text)) == shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "`$HOME ![x](y)`",
        "``a ` $b ![x](y)``",
        "```sh\necho $HOME\n![x](y)\n```",
        "~~~\n$x ![x](y)\n~~~",
        "    $x ![x](y)",
        "- item\n\n      $x ![x](y)",
        "> ```\n> $x ![x](y)\n> ```",
        "- ```\n  $x ![x](y)\n  ```",
        "````\n```\n$x ![x](y)\n```\n````",
        "```\n$x ![x](y)",
        "`a\n$b ![x](y)`",
        "\\``$x ![x](y)`",
        "`$x\\` and `![x](y)`",
    ],
)
def test_code_is_left_as_it_is(text: str) -> None:
    assert code(text)
    assert code(shown(text)) == code(text)


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "<img src=http://elsewhere/x>", "<script>alert(1)</script>", "<!-- x -->"]
)
def test_raw_html_is_text(text: str) -> None:
    assert shown(text) == text
    assert not {"html_inline", "html_block", "image"} & set(kinds(shown(text)))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "vbscript:x", "JaVaScRiPt:alert(1)", "data:text/html,x"])
def test_a_link_that_runs_something_is_none(address: str) -> None:
    assert "link_open" not in kinds(shown(f"[x]({address})"))
    assert "link_open" not in kinds(shown(f"![x]({address})"))


PARTS = [*"![]()<>`~$\\ \n\t|->#*_.:1a", "![", "](", "http://e/x", "```", "~~~", "    ", "\n\n", "[r]: http://e/y\n"]


@pytest.mark.parametrize("seed", range(4))
def test_no_text_at_all_shows_a_picture(seed: int) -> None:
    chance = random.Random(seed)
    would_load = 0
    for _ in range(250):
        text = "".join(chance.choice(PARTS) for _ in range(chance.randrange(4, 30)))
        if chance.random() < 0.5:
            text += chance.choice(PICTURES)
        would_load += "image" in kinds(text)
        assert "image" not in kinds(shown(text)), repr(text)
    assert would_load > 20


@pytest.mark.parametrize("text", ["`" * 40_000, "`a``a```a````a" * 2_500 + "![x](y)", "$" * 40_000, "![" * 20_000])
def test_the_longest_message_takes_no_time(text: str) -> None:
    shown(text)  # a quadratic way through it would take minutes


def test_an_endless_word_may_be_broken_or_browsers_would_stand_still() -> None:
    assert max(map(len, shown("x" * 40_000).split("\u200b"))) <= 2_000
    assert shown("x" * 1_999) == "x" * 1_999
