"""Nothing that is typed is lost, whatever others do meanwhile."""

import asyncio

from flet_chat.service import channels, messages
from flet_chat.ui.shell import BOX_ID, NOTICE_ID
from tests.cast import Workspace
from tests.ui.screen import Desk


def test_an_edit_goes_on_when_the_channel_gets_another_name(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        dev = workspace.channel(workspace.ann, "dev")
        said = workspace.post(workspace.ann, dev, "helo")
        ann = await desk.open(workspace.ann, "/c/dev")
        await ann.tab.actions.edit(said.id)
        ann.event(BOX_ID, "change", "hello, all")
        await desk.settle()
        workspace.act(workspace.ann, channels.describe, dev.id, "engine-room", "")
        await desk.settle()
        assert (ann.box.get("hint_text"), ann.slot(NOTICE_ID).texts()[:1]) == (
            "Message #engine-room",
            ["Editing message"],
        )
        ann.post("hello, all", f"edit:{said.id}")
        await desk.settle()
        assert ann.said[-2] == "hello, all"

    asyncio.run(run())


def test_the_text_of_an_edit_stays_as_a_draft_when_its_message_is_deleted(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        said = workspace.post(workspace.ann, workspace.general, "helo")
        ann = await desk.open(workspace.ann)
        await ann.tab.actions.edit(said.id)
        ann.event(BOX_ID, "change", "hello, all")
        await desk.settle()
        workspace.act(workspace.ann, messages.delete, said.id)
        await desk.settle()
        assert (ann.box.get("value"), ann.slot(NOTICE_ID).texts()) == ("hello, all", [])

    asyncio.run(run())
