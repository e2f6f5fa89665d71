"""A real server in a process of its own, started as an admin starts it."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.waiting import until


@dataclass
class Server:
    """The process, its port, and what it has printed."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def printed(self) -> str:
        """Standard output and standard error so far."""
        return self.log.read_text(encoding="utf-8")

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, cookie: str = "") -> tuple[int, str]:
        """One request as a browser would make it: the status, and the cookie that came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": cookie}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, (answer.headers["set-cookie"] or "").partition(";")[0]
        finally:
            connection.close()


@contextmanager
def serving(folder: Path, *options: str, port: int | None = None) -> Iterator[Server]:
    """Serve from this machine only; `folder` gets the log and what is thrown away. The process is gone afterwards."""
    port, log = port or free_port(), folder / "log"
    command = [sys.executable, "-c", "from flet_chat_cli.main import run; run()", "serve", "--host", "127.0.0.1"]
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*command, "--port", str(port), *options],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("FLET_")}
            | {"TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    server = Server(process, port, log)
    try:
        until(lambda: process.poll() is not None or "Ctrl-C" in server.printed, "the server's address", seconds=60)
        assert process.poll() is None, server.printed
        yield server
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
