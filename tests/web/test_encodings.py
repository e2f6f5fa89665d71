"""Which encoding of a file is sent."""

import pytest

from flet_chat.web.encodings import chosen

ALL = ("br", "gzip")


@pytest.mark.parametrize(
    ("accepted", "offered", "sent"),
    [
        ("gzip, deflate, br, zstd", ALL, "br"),
        ("gzip, deflate", ALL, "gzip"),
        ("gzip, deflate, br", ("gzip",), "gzip"),
        ("gzip, deflate, br", (), "identity"),
        ("", ALL, "identity"),
        ("deflate", ALL, "identity"),
        ("br;q=0.5, gzip;q=0.8", ALL, "gzip"),
        ("br;q=0, gzip", ALL, "gzip"),
        ("br;q=0, gzip;q=0", ALL, "identity"),
        ("BR ; Q=1.0", ALL, "br"),
        ("x-gzip", ALL, "gzip"),
        ("*", ALL, "br"),
        ("*;q=0.3, br;q=0", ALL, "gzip"),
        ("identity;q=1, br;q=0.5", ALL, "identity"),
        ("identity;q=0, gzip;q=0.1", ALL, "gzip"),
        ("*;q=0", ALL, "br"),
        ("br;q=often, gzip", ALL, "gzip"),
        (",,;q=1,", ALL, "identity"),
        ("gzip;q=nan", ALL, "identity"),
    ],
)
def test_the_browser_gets_what_it_weighs_most(accepted: str, offered: tuple[str, ...], sent: str) -> None:
    assert chosen(accepted, offered) == sent
