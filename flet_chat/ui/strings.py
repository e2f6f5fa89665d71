"""The sentences of the interface, in one place."""

NEW = "New"
EDITED = "(edited)"
NEWER = "Newer messages"
TO_THE_END = "To the end"
NOBODY = "Somebody who left"
OFFLINE = "That did not work. Try again."


def new_messages(count: int) -> str:
    """On the pill over the list."""
    shown = "99+" if count > 99 else str(count)
    return f"{shown} new message{'s' if count != 1 else ''}"


def people(count: int) -> str:
    """How many are in a channel."""
    return f"{count} member{'s' if count != 1 else ''}"


def hint(channel: str) -> str:
    """In the empty composer."""
    return f"Message #{channel}"


def title(unread: int, place: str, workspace: str) -> str:
    """Of the browser tab: `(3) #general · Acme`."""
    count = f"({'99+' if unread > 99 else unread}) " if unread else ""
    return f"{count}{place} · {workspace}" if place else f"{count}{workspace}"


def system_line(kind: str, name: str, text: str) -> str:
    """What a line of the system says about somebody."""
    return {
        "joined": f"{name} was added by {text}" if text else f"{name} joined",
        "left": f"{name} was removed by {text}" if text else f"{name} left",
        "renamed": f"{name} renamed the channel to #{text}",
        "purpose": f"{name} set the purpose: {text}" if text else f"{name} removed the purpose",
        "archived": f"{name} archived the channel",
        "restored": f"{name} opened the channel again",
    }.get(kind, "")
