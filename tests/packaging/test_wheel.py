"""What people install is the wheel: it holds the tree's files, and alone it serves and signs in."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.waiting import until

ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse battery"

pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what git has: left-overs of the checkout must not get in, nor be needed."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in tracked("."):
        copy = source / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", built, source)
    return next(built.glob("flet_chat-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an otherwise empty environment that the wheel was installed into."""
    place = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", place)
    run(place / "bin/python", "-m", "pip", "install", "--quiet", wheel)
    return place / "bin"


@pytest.fixture(scope="module")
def port(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server that runs from the wheel, with a workspace of ann's."""
    data = tmp_path_factory.mktemp("data") / "acme"
    command = [installed / "flet-chat"]
    run(*command, "init", "--data", data, "--name", "Acme", "--owner", "ann", "--password-stdin", given=PASSWORD + "\n")
    free = free_port()
    with (data.parent / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "serve", "--data", data, "--host", "127.0.0.1", "--port", str(free)],
            cwd=data.parent,
            env=outside(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            until(lambda: server.poll() is not None or answers(free), "the server's first answer", seconds=60)
            assert server.poll() is None, (data.parent / "log").read_text()
            yield free
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=30) == 0, (data.parent / "log").read_text()
        finally:
            server.kill()
            server.wait()


def test_the_wheel_holds_the_files_of_the_tree(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {name if name.startswith("flet_chat/") else "flet_chat_" + name for name in tracked("flet_chat", "cli")}
    assert shipped == ours


def test_nothing_called_cli_is_planted_in_site_packages(installed: Path) -> None:
    modules = run(
        installed / "python", "-c", "import flet_chat_cli, pkgutil; print(*(m.name for m in pkgutil.iter_modules()))"
    )
    assert "flet_chat_cli" in modules.split()
    assert "cli" not in modules.split()


def test_the_installed_server_is_healthy(port: int) -> None:
    answer, body = ask(port, "GET", "/healthz")
    assert answer.status == 200
    assert isinstance(json.loads(body), dict)


def test_the_owner_signs_in_to_the_installed_server(port: int) -> None:
    answer, _ = ask(port, "POST", "/signin", {"username": "ann", "password": PASSWORD})
    assert answer.status == 303
    assert "flet_chat_session=" in answer.headers["set-cookie"]


def test_a_wrong_password_does_not_sign_in(port: int) -> None:
    answer, _ = ask(port, "POST", "/signin", {"username": "ann", "password": "wrong"})
    assert answer.status != 303
    assert "set-cookie" not in answer.headers


def tracked(*folders: str) -> set[str]:
    """The files of these folders that git has, and those it would take."""
    names = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders, at=ROOT).splitlines()
    return {name for name in names if (ROOT / name).is_file()}


def run(*command: str | Path, given: str = "", at: Path | None = None) -> str:
    """Run it outside the checkout unless told otherwise; returns what it printed."""
    done = subprocess.run(
        [str(word) for word in command],
        input=given,
        cwd=at or Path.home().anchor,
        env=outside(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def outside() -> dict[str, str]:
    """The environment without what would lead Python back to the checkout, or to another workspace."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONPATH", "FLET_"))}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Tell whether the server answers that it is well."""
    try:
        return ask(port, "GET", "/healthz")[0].status == 200
    except OSError:
        return False


def ask(
    port: int, method: str, path: str, form: dict[str, str] | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    """One request as a browser would make it; redirects are not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Origin": f"http://127.0.0.1:{port}"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()
