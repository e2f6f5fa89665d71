"""What a monitor is told."""

import asyncio

from flet_chat.service.chat import Chat
from tests.web.conftest import Visit


def test_a_working_server_is_healthy_even_before_it_is_set_up(empty: Chat, visit: Visit) -> None:
    async def story() -> None:
        async with visit() as monitor:
            answer = await monitor.get("/healthz")
            assert answer.status_code == 200
            assert answer.json() == {"status": "ok"}
            assert (await monitor.head("/healthz")).status_code == 200

    asyncio.run(story())


def test_a_server_without_its_database_is_not(empty: Chat, visit: Visit) -> None:
    async def story() -> None:
        empty.store.close()
        async with visit() as monitor:
            answer = await monitor.get("/healthz")
            assert answer.status_code == 503
            assert answer.json() == {"status": "unavailable"}

    asyncio.run(story())
