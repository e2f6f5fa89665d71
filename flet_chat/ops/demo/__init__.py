"""A lively sample team to look around in: made in a moment, in a folder that is thrown away."""

from flet_chat.ops.demo.team import PASSWORD, Sample, make

__all__ = ["PASSWORD", "Sample", "make"]
