"""A plain Flet client: native ones, load tools, whoever does not run our script."""

from collections.abc import Callable

from flet_chat.service.lines import Frame, Note
from flet_chat.web.transport.course import END_CODES, Course
from flet_chat.web.transport.socket import Socket


class PlainLine:
    """Flet's own protocol on one connection, which is the tab's whole life."""

    def __init__(self, socket: Socket, identity: tuple[int, int], over: Callable[[], object]) -> None:
        self.user_id, self.session_id = identity
        self.course = Course(over)
        self._socket = socket
        socket.lost = self._lost

    @property
    def connected(self) -> bool:
        """True until the end: nobody comes back to a plain line."""
        return self._socket.alive

    def send(self, frame: Frame) -> None:
        """Queue a packet; a client too far behind is asked to connect anew."""
        if not self._socket.push(frame.raw) and self._socket.alive:
            self.end("resync")

    def tell(self, note: Note) -> None:
        """Nothing: there is no script of ours at the other end."""

    def end(self, reason: str) -> None:
        """Close for good, with a code that says why."""
        if self.course.finish():
            self._socket.close(END_CODES.get(reason, 1000))

    def take(self, data: bytes | str) -> None:
        """Hand a packet to the tab; text means nothing here."""
        self.course.catch_up()
        if isinstance(data, bytes) and self.course.tab is not None and not self.course.ended:
            self.course.tab.receive(data)

    def _lost(self) -> None:
        self.course.finish()
