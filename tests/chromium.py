"""Finds the Chromium that the browser tests drive, and gets one where there is none.

`python -m tests.chromium` is what `make test` runs first: Debian's package where we may install it,
else Playwright's own build, else one sentence that says what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = ("Google Chrome", "Chromium")
ADVICE = "The browser tests need Chromium or Chrome: install one, or put the path of one into CHROMIUM."


def main() -> int:
    """Make sure that there is a Chromium; returns the exit code."""
    if find():
        return 0
    print("There is no Chromium for the browser tests: installing one…", flush=True)
    if (install_with_apt() and find()) or (install_with_playwright() and find()):
        return 0
    print(ADVICE, file=sys.stderr)
    return 1


def find() -> str | None:
    """The path of an installed Chromium or Chrome, or None."""
    named = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES)]
    apps = [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in MAC_APPS]
    installed = next((path for path in [*named, *apps] if path and Path(path).exists()), None)
    return installed or of_playwright()


def of_playwright() -> str | None:
    """The path of the build that Playwright downloaded, or None."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_with_apt() -> bool:
    """Install Debian's chromium as root or through a sudo that asks nothing; tells whether it did."""
    if not shutil.which("apt-get"):
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not shutil.which("sudo"):
        return False
    quiet = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
    return succeeds([*quiet, "update"]) and succeeds([*quiet, "install", "--no-install-recommends", "chromium"])


def install_with_playwright() -> bool:
    """Download the build that Playwright was made for; tells whether that worked."""
    return succeeds([sys.executable, "-m", "playwright", "install", "chromium"])


def succeeds(command: list[str]) -> bool:
    """Run it silently, since another way may work, and tell whether it ended well."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
