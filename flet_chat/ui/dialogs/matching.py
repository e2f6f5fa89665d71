"""Finds by a few typed letters: what begins with them first, then what contains them, then what has them in order."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def best(typed: str, items: Sequence[T], words: Callable[[T], Iterable[str]]) -> list[T]:
    """The items that match, best first; equally good ones keep their order. Nothing typed matches everything."""
    query = " ".join(typed.casefold().strip().lstrip("#@").split())
    if not query:
        return list(items)
    ranked = [(min((_rank(query, word.casefold()) for word in words(item)), default=_NO), item) for item in items]
    return [item for rank, item in sorted(ranked, key=lambda pair: pair[0]) if rank < _NO]


_NO = 5


def _rank(query: str, text: str) -> int:
    if text == query:
        return 0
    at = text.find(query)
    if at == 0:
        return 1
    if at > 0:
        return 2 if not text[at - 1].isalnum() else 3
    letters = iter(text)
    return 4 if all(letter in letters for letter in query if letter != " ") else _NO
