"""Addresses: what they name, and that anything can be given."""

import pytest

from flet_chat.ui import routes
from flet_chat.ui.routes import ChannelPlace, MessagePlace


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/c/general", ChannelPlace("general")),
        ("/c/general/", ChannelPlace("general")),
        ("/c/release-2?x=1#y", ChannelPlace("release-2")),
        ("/c/caf%C3%A9", ChannelPlace("café")),
        ("/m/1042", MessagePlace(1042)),
    ],
)
def test_an_address_names_a_place(address: str, place: routes.Place) -> None:
    assert routes.parse(address) == place


@pytest.mark.parametrize("name", ["general", "release-2", "café", "日本語", "a/b", "50%", "?#&=", "..", "%2f"])
def test_the_address_of_a_channel_leads_back_to_it(name: str) -> None:
    assert routes.parse(routes.channel(name)) == ChannelPlace(name)
    assert "/" not in routes.channel(name).removeprefix("/c/")


def test_the_address_of_a_message_leads_back_to_it() -> None:
    assert routes.parse(routes.message(17)) == MessagePlace(17)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "//",
        "/c",
        "/c/",
        "/c/a/b",
        "/m/",
        "/m/-1",
        "/m/1.5",
        "/m/²",
        "/m/999999999999999999999",
        "/x/general",
        "http://[",
        "//[::1",
        "/" * 10_000,
        "/c/" + "a/" * 5_000,
        "\x00",
        "\ud800",
    ],
)
def test_any_other_address_names_nothing(address: str) -> None:
    assert routes.parse(address) is None


@pytest.mark.parametrize("address", ["/c/%00", "/c/%ff", "/c/..%2f..%2fetc", "/c/" + "x" * 10_000, "/c/%"])
def test_an_odd_name_is_only_a_name(address: str) -> None:
    assert isinstance(routes.parse(address), ChannelPlace)
