"""Reads what a form sent; whatever the body is, the answer is a sentence and never a crash."""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 64 * 1024
MOST_FIELDS = 20
KIND = "application/x-www-form-urlencoded"

Form = dict[str, str]


async def read(request: Request, *names: str) -> Form:
    """The fields of that name, empty where they were not sent; raises HTTPException 400, 413, 415."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise HTTPException(415, f"Send the fields of the form as {KIND}.")
    try:
        pairs = parse_qsl(
            (await _body(request)).decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise HTTPException(
            400, "What was sent cannot be read. Go back, check what you typed, and try again."
        ) from None
    sent = dict(pairs)
    return {name: sent.get(name, "") for name in names}


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise HTTPException(413, "That is more than this form takes. Go back and shorten what you typed.")
    except ClientDisconnect:
        raise HTTPException(400, "The connection ended before the whole form arrived.") from None
    return bytes(body)
