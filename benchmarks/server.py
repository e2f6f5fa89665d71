"""A server under test: a process that is started, measured from outside, and stopped."""

import os
import pstats
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks import cores
from benchmarks.crowd import Broken

START_WITHIN = 60.0
STOP_WITHIN = 30.0


class Server:
    """A Python program and its arguments on a free port; `{port}` in the arguments is replaced."""

    profile_to: Path | None = None
    """A folder: with it, every server runs under `profiled.py` and leaves its profile there."""

    def __init__(self, name: str, *program: str, **environment: str) -> None:
        self.name = name
        self.port = _free_port()
        self._profile = self.profile_to / f"{name}.prof" if self.profile_to else None
        profiler = ["-m", "benchmarks.profiled", str(self._profile)] if self._profile else []
        filled = [argument.replace("{port}", str(self.port)) for argument in program]
        self._command = [sys.executable, *profiler, *filled]
        self._environment = {**os.environ, **environment}

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, env=self._environment, stdout=subprocess.DEVNULL)
        os.sched_setaffinity(self._process.pid, cores.for_servers())
        deadline = time.monotonic() + START_WITHIN
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self._process.kill()
                raise Broken(f"{self.name} did not start: {' '.join(self._command)}")
            time.sleep(0.05)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # SIGINT, since a profile is written only where the interpreter ends by itself.
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._profile and self._profile.exists():
            print(f"\nWhere {self.name} spent its time (main thread; {self._profile}):")
            pstats.Stats(str(self._profile)).strip_dirs().sort_stats("tottime").print_stats(25)

    def cpu(self) -> float:
        """Seconds of CPU that the process has used, all threads, ended ones too, to the nanosecond.

        This is clock_getcpuclockid(3), which Python offers for threads only; Linux derives the clock from the pid.
        """
        return time.clock_gettime((~self._process.pid << 3) | 2)

    def memory(self) -> float:
        """Megabytes of physical memory the process holds, pages that it shares with others counted in full."""
        rollup = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text()
        found = re.search(r"^Rss:\s+(\d+) kB", rollup, re.MULTILINE)
        if found is None:
            raise Broken(f"{self.name} has no memory to measure: did it end?")
        return int(found[1]) / 1024

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What happens now is what the profile is about, if there is to be one."""
        if self._profile:
            self._process.send_signal(signal.SIGUSR1)
        yield
        if self._profile:
            self._process.send_signal(signal.SIGUSR2)

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
