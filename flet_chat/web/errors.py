"""Turns errors into answers, once for all pages."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from flet_chat.core import errors
from flet_chat.core.errors import ChatError
from flet_chat.web.site import Site

STATUS: dict[type[ChatError], int] = {
    ChatError: 400,
    errors.Invalid: 422,
    errors.NotFound: 404,
    errors.Taken: 409,
    errors.NotAllowed: 403,
    errors.Archived: 409,
    errors.SignInRequired: 401,
    errors.WrongPassword: 401,
    errors.TooManyAttempts: 429,
    errors.LinkExpired: 410,
    errors.AlreadySetUp: 409,
    errors.Unavailable: 503,
}
SENTENCES = {
    404: "There is nothing at this address. Check it, or go to the start page.",
    405: "This address does not take that kind of request.",
}


def status(error: ChatError) -> int:
    """The HTTP status of an error: its own, or that of the nearest kind above it."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


class ErrorAnswers:
    """What is said when no page caught the error itself."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def refused(self, request: Request, error: Exception) -> Response:
        """Answer an expected failure."""
        assert isinstance(error, ChatError)
        return self._answer(request, status(error), str(error))

    async def http(self, request: Request, error: Exception) -> Response:
        """Answer a request that no page takes."""
        assert isinstance(error, HTTPException)
        answer = self._answer(request, error.status_code, SENTENCES.get(error.status_code, error.detail))
        answer.headers.update(error.headers or {})
        return answer

    async def crashed(self, request: Request, error: Exception) -> Response:
        """Answer what nobody expected. The database may be what failed, so this asks it nothing."""
        return PlainTextResponse("Something went wrong on the server. Try again in a moment.", 500)

    def _answer(self, request: Request, code: int, sentence: str) -> Response:
        if "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse(sentence, code)
        return self._site.notice(sentence, code)
