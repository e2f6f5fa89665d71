"""Draws in a process of its own: pictures come from outside, and what reads them is large and written in C.

The server never loads it. A picture that is made to eat memory or time ends this process and nothing else.

`python -m flet_chat.brand.worker read` turns a picture on standard input into a PNG on standard output;
`… draw FOLDER` takes a line of JSON, the brand, and a PNG after it, which may be empty, and fills the folder.
A refused picture ends with exit code REFUSED and a sentence on standard error.
"""

import json
import sys
from pathlib import Path

from flet_chat.core.brand import Brand
from flet_chat.core.errors import BadPicture

REFUSED = 3
MEMORY = 768 * 2**20
"""Bytes of address space. A picture of the largest size needs some 120 MB of memory at worst."""
SECONDS = 20


def main(task: str, *folder: str) -> int:
    """Do one task; gives the exit code."""
    _limit()
    try:
        if task == "read":
            from flet_chat.brand.source import normal

            sys.stdout.buffer.write(normal(sys.stdin.buffer.read()))
        else:
            from flet_chat.brand.drawing import draw

            values = json.loads(sys.stdin.buffer.readline())
            draw(Brand(**values), sys.stdin.buffer.read(), Path(*folder))
    except BadPicture as error:
        sys.stderr.write(str(error))
        return REFUSED
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
