"""Ships cli/ under the import name flet_chat_cli; everything else is said in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["flet_chat", "flet_chat.*"]), "flet_chat_cli"],
    package_dir={"flet_chat_cli": "cli"},
)
