"""Which encoding of a file a browser gets: what it accepts, by its own weights (RFC 9110, 12.5.3)."""

from collections.abc import Collection

IDENTITY = "identity"
PREFERRED = ("br", "gzip", IDENTITY)
"""From the smallest to the largest."""


def chosen(accepted: str, offered: Collection[str]) -> str:
    """The encoding to answer with; `accepted` is the header Accept-Encoding, `offered` what we have beside the file."""
    weights = dict(_parsed(part) for part in accepted.lower().split(",") if part.strip())
    there = [name for name in PREFERRED if name in offered or name == IDENTITY]
    # `max` keeps the first of equals. Where even the file itself is refused, it is still the best answer there is.
    return max(there, key=lambda name: _weight(name, weights))


def _parsed(part: str) -> tuple[str, float]:
    name, _, rest = part.partition(";")
    key, _, value = rest.partition("=")
    try:
        weight = float(value) if key.strip() == "q" else 1.0
    except ValueError:
        weight = 0.0
    return name.strip().replace("x-gzip", "gzip"), weight


def _weight(name: str, weights: dict[str, float]) -> float:
    if name in weights:
        return weights[name]
    if name == IDENTITY:
        # Acceptable unless said otherwise, but any encoding that is asked for comes before it.
        return weights.get("*", 1e-6)
    return weights.get("*", 0.0)
