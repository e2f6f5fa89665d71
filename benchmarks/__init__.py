"""What flet-chat costs, measured against the Flet tutorial's chat and against a bare server; see README.md."""
