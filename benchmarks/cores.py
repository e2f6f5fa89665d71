"""Which cores run the clients, and which the servers.

Left to itself, Linux likes to wake the clients' process on the very core on which the server is sending, so that
clients read while the server waits: the delay of a broadcast then doubles, for a fast server as for a slow one, and
the difference between them is hidden. So the clients have the last core for themselves, and servers the others.
"""

import os


def for_clients() -> set[int]:
    """The last core that we may use."""
    return {max(os.sched_getaffinity(0))}


def for_servers() -> set[int]:
    """All the others, or the only one."""
    return os.sched_getaffinity(0) - for_clients() or for_clients()
