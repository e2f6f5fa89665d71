"""Runs a server so that it can be profiled for a while: `python -m benchmarks.profiled FILE PROGRAM ARGUMENT ...`.

SIGUSR1 starts the profile and SIGUSR2 stops it, so that starting and opening tabs are not in it; FILE is written at
the end. It covers the main thread, on which the event loop runs.
"""

import atexit
import cProfile
import runpy
import signal
import sys

profile = cProfile.Profile()


def main() -> None:
    """Run the program as if it had been started directly."""
    _, file, *program = sys.argv
    signal.signal(signal.SIGUSR1, lambda number, frame: profile.enable())
    signal.signal(signal.SIGUSR2, lambda number, frame: profile.disable())
    atexit.register(profile.dump_stats, file)
    if program[0] == "-m":
        sys.argv = program[1:]
        runpy.run_module(program[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = program
        runpy.run_path(program[0], run_name="__main__")


if __name__ == "__main__":
    main()
