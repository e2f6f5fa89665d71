"""The chat of Flet's tutorial, written for Flet 1.0: what a team gets who follows the documentation.

A name dialog, a list of `ChatMessage` rows, a text field, `page.pubsub`, and `page.update()` after every change.
It keeps no history; `TUTORIAL_HISTORY` fills a new tab with so many messages, as if it had been open for a while.
"""

import os
import sys
from dataclasses import dataclass

import flet as ft
import flet_web.fastapi
import uvicorn

from benchmarks.messages import message_text

HISTORY = int(os.environ.get("TUTORIAL_HISTORY", "0"))
AVATAR_COLORS = (ft.Colors.AMBER, ft.Colors.BLUE, ft.Colors.BROWN, ft.Colors.CYAN, ft.Colors.GREEN, ft.Colors.INDIGO)


@dataclass
class Message:
    """What travels through the pubsub."""

    user_name: str
    text: str
    is_login: bool = False


class ChatMessage(ft.Row):
    """One message: avatar, name, text."""

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.vertical_alignment = ft.CrossAxisAlignment.START
        self.controls = [
            ft.CircleAvatar(
                content=ft.Text(message.user_name[:1].capitalize()),
                color=ft.Colors.WHITE,
                bgcolor=AVATAR_COLORS[sum(message.user_name.encode()) % len(AVATAR_COLORS)],
            ),
            ft.Column(
                tight=True,
                spacing=5,
                controls=[
                    ft.Text(message.user_name, weight=ft.FontWeight.BOLD),
                    ft.Text(message.text, selectable=True),
                ],
            ),
        ]


def main(page: ft.Page) -> None:
    """Build one tab."""
    page.title = "Flet Chat"
    page.horizontal_alignment = ft.CrossAxisAlignment.STRETCH

    def join() -> None:
        if not name.value:
            name.error = "Name cannot be blank"
            page.update()
            return
        dialog.open = False
        new_message.prefix = f"{name.value}: "
        page.pubsub.send_all(Message(name.value, f"{name.value} has joined the chat.", is_login=True))
        page.update()

    def send() -> None:
        if new_message.value:
            page.pubsub.send_all(Message(name.value, new_message.value))
            new_message.value = ""
            page.update()

    def on_message(message: Message) -> None:
        if message.is_login:
            chat.controls.append(ft.Text(message.text, italic=True, color=ft.Colors.BLACK_45, size=12))
        else:
            chat.controls.append(ChatMessage(message))
        page.update()

    name = ft.TextField(label="Your name", autofocus=True, on_submit=join)
    dialog = ft.AlertDialog(
        open=True,
        modal=True,
        title=ft.Text("Welcome!"),
        content=ft.Column([name], width=300, height=70, tight=True),
        actions=[ft.Button("Join chat", on_click=join)],
    )
    chat = ft.ListView(expand=True, spacing=10, auto_scroll=True)
    chat.controls = [ChatMessage(Message("Bob", message_text(n))) for n in range(HISTORY)]
    new_message = ft.TextField(
        hint_text="Write a message...", shift_enter=True, min_lines=1, max_lines=5, expand=True, on_submit=send
    )
    send_button = ft.IconButton(icon=ft.Icons.SEND_ROUNDED, tooltip="Send message", on_click=send)
    page.pubsub.subscribe(on_message)
    page.overlay.append(dialog)
    page.add(ft.Container(content=chat, expand=True, padding=10), ft.Row([new_message, send_button]))


if __name__ == "__main__":
    # As `flet run --web` serves it.
    app = flet_web.fastapi.app(main, no_cdn=True)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), ws="websockets-sansio", log_level="warning")
