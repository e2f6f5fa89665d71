"""The `flet-chat` command, one command a file; shipped under the import name `flet_chat_cli`."""
