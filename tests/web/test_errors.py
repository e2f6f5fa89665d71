"""Every error has an HTTP status."""

import pytest

from flet_chat.core import errors
from flet_chat.web.errors import status


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ChatError(), 400),
        (errors.BlankName(), 422),
        (errors.NotFound(), 404),
        (errors.TooManyAttempts(), 429),
        (errors.Stopping(), 503),
    ],
)
def test_an_error_has_its_status_or_that_of_its_kind(error: errors.ChatError, code: int) -> None:
    assert status(error) == code
