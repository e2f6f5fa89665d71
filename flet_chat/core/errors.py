"""The errors a person can meet, each with a stable code and a sentence that says what to do next.

    ChatError
    ├── Invalid            what was given cannot be used as it is
    │   ├── BlankName, NameTooLong, BadName
    │   ├── BlankMessage, MessageTooLong
    │   ├── BadColor, BadPicture
    │   └── WeakPassword
    ├── NotFound           it does not exist, or not for you: the two are never told apart
    ├── Taken              somebody else has it already
    ├── NotAllowed         you can see it, but this is not yours to do
    ├── Archived           the channel is kept for reading only
    ├── SignInRequired     nobody, or nobody any more, is signed in
    ├── WrongPassword      the name and the password do not belong together
    ├── TooManyAttempts    slow down
    ├── LinkExpired        an invitation or reset link that is used up, revoked or too old
    ├── AlreadySetUp       the workspace has its owner
    └── Unavailable        the server cannot store right now; nothing was stored
        └── Stopping

Front ends translate them once: `web/errors.py`, `ui/errors.py`, `cli/errors.py`.
"""


class ChatError(Exception):
    """An expected failure; `str()` of it is a sentence for the person."""

    code = "error"
    sentence = "Something went wrong. Try again."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class Invalid(ChatError):
    """What was given cannot be used as it is."""

    code = "invalid"
    sentence = "That cannot be used as it is."


class BlankName(Invalid):
    """A name is needed and none was given."""

    code = "blank-name"
    sentence = "Name cannot be blank"


class NameTooLong(Invalid):
    """A name is longer than it may be."""

    code = "name-too-long"
    sentence = "That name is too long. Choose a shorter one."


class BadName(Invalid):
    """A name has none of the characters it needs."""

    code = "bad-name"
    sentence = "Use letters or digits in the name."


class BlankMessage(Invalid):
    """A message has neither text nor anything attached."""

    code = "blank-message"
    sentence = "Write something first."


class MessageTooLong(Invalid):
    """A message is longer than `core.messages.MAX_TEXT`."""

    code = "message-too-long"
    sentence = "A message can have up to 40,000 characters. Shorten it or send it in parts."


class WeakPassword(Invalid):
    """A password is too short or too long."""

    code = "weak-password"
    sentence = "Use a password of at least 8 and at most 256 characters."


class BadColor(Invalid):
    """A colour is not written as one."""

    code = "bad-color"
    sentence = "That is no colour that can be used. Write it as six hex digits, like #3B5BDB."


class BadPicture(Invalid):
    """A picture cannot be read, or cannot become an icon."""

    code = "bad-picture"
    sentence = "That picture cannot be used. Choose a square PNG, JPEG or SVG of at least 128 × 128 pixels."


class NotFound(ChatError):
    """It does not exist, or not for this person."""

    code = "not-found"
    sentence = "This does not exist, or you cannot see it."


class Taken(ChatError):
    """The name is in use."""

    code = "taken"
    sentence = "That name is taken. Choose another."


class NotAllowed(ChatError):
    """The person can see it but may not do this."""

    code = "not-allowed"
    sentence = "You may not do that. Ask an admin of the workspace."


class Archived(ChatError):
    """The channel is kept for reading only."""

    code = "archived"
    sentence = "This channel is archived. It can be read, but not written to."


class SignInRequired(ChatError):
    """Nobody, or nobody any more, is signed in."""

    code = "sign-in-required"
    sentence = "Sign in first."


class WrongPassword(ChatError):
    """The name and the password do not belong together."""

    code = "wrong-password"
    sentence = "That name and password do not match. Try again, or ask an admin for a reset link."


class TooManyAttempts(ChatError):
    """Too many failed attempts from one address or on one account."""

    code = "too-many-attempts"
    sentence = "Too many attempts. Wait a few minutes, then try again."


class LinkExpired(ChatError):
    """A link that is used up, revoked, too old, or was never made."""

    code = "link-expired"
    sentence = "This link is no longer valid. Ask for a new one."


class AlreadySetUp(ChatError):
    """The workspace has its owner; first run is over."""

    code = "already-set-up"
    sentence = "This workspace is set up already. Sign in, or ask its owner for an invitation."


class Unavailable(ChatError):
    """The server cannot store right now; nothing was stored."""

    code = "unavailable"
    sentence = "The server cannot store anything right now. What you wrote is kept; try again in a moment."


class Stopping(Unavailable):
    """The server is shutting down."""

    code = "stopping"
    sentence = "The server is restarting. What you wrote is kept and will be sent."
