"""The workspace's own icons, and what an installed app is told about it."""
