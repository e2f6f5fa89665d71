"""Servers and networks for the tests of the transport."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.transport.proxy import Proxy
from tests.transport.server import Server


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers with the transport options that a test wants, and stops them after it."""
    running: list[Server] = []

    def start(**options: Any) -> Server:
        server = Server(**options)
        server.start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.stop()


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    """A server with the usual options."""
    return serve()


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """A network in front of it."""
    with Proxy(server.port) as between:
        yield between
