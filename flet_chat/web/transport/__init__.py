"""The resumable WebSocket between a client and its tab: a lost connection is not a lost session.

docs/transport.md describes the protocol; docs/adr/0003-resumable-transport.md says why we have one.
"""

from flet_chat.web.guard import COOKIE
from flet_chat.web.transport.app import Transport

__all__ = ["COOKIE", "Transport"]
