"""Tells a load balancer or a monitor whether the server can work; nothing about what is in it."""

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flet_chat.web.site import Site

log = logging.getLogger(__name__)


class HealthPage:
    """`/healthz`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.routes = [Route("/healthz", self.check, methods=["GET"])]

    async def check(self, request: Request) -> Response:
        """Answer 200 if the database answers, else 503."""
        try:
            self._site.chat.store.read(lambda tx: tx.workspace.get())
        except Exception:  # whatever keeps the database from answering is what this page is for
            log.exception("the database does not answer")
            return JSONResponse({"status": "unavailable"}, 503)
        return JSONResponse({"status": "ok"})
