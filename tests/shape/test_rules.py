"""Holds every file of the project against every rule, and every rule against a source that breaks it."""

from pathlib import PurePath

import pytest

from tests.shape import rules
from tests.shape.tree import read, sources, texts

BROKEN = [
    (rules.short, "flet_chat/core/topics.py", "\n" * 401),
    (rules.named_after_a_noun, "flet_chat/core/utils.py", ""),
    (rules.named_after_a_noun, "flet_chat/ui/row_helpers.py", ""),
    (rules.named_after_a_noun, "flet_chat/common/topics.py", ""),
    (rules.only_service_emits, "flet_chat/storage/messages.py", "def add(tx): tx.emit(MessagePosted())"),
    (rules.aware_times, "flet_chat/core/times.py", "now = datetime.now()"),
    (rules.aware_times, "flet_chat/core/times.py", "now = datetime.datetime.utcnow()"),
    (rules.aware_times, "flet_chat/core/times.py", "today = date.today()"),
    (rules.async_handlers, "flet_chat/ui/composer.py", "class Composer:\n    def on_submit(self, e): ..."),
    (rules.async_handlers, "flet_chat/ui/composer.py", "def _on_change(e): ..."),
    (rules.listed_columns, "flet_chat/storage/users.py", "db.execute('select * from users')"),
    (rules.listed_columns, "flet_chat/storage/users.py", "db.execute('select u.* from users u')"),
    (rules.written_sql, "flet_chat/storage/users.py", "db.execute(f'select id from {table}')"),
    (rules.written_sql, "flet_chat/storage/users.py", "db.execute('delete from users where id = {}'.format(n))"),
    (rules.written_sql, "flet_chat/service/users.py", "db.execute('update users set name = %s' % name)"),
    (rules.no_sleeps, "tests/web/test_health.py", "import time\ntime.sleep(1)"),
    (rules.no_sleeps, "tests/web/test_health.py", "from asyncio import sleep"),
    (rules.no_sleeps, "tests/browser/test_posting.py", "page.wait_for_timeout(100)"),
    (rules.flet_chat_cli_by_its_name, "tests/cli/test_init.py", "from cli.main import app"),
    (rules.flet_chat_cli_by_its_name, "tests/cli/test_init.py", "import cli"),
    (rules.standard_library_only, "flet_chat/core/topics.py", "import msgpack"),
    (rules.standard_library_only, "flet_chat/core/topics.py", "from flet_chat.storage import topics"),
]

KEPT = [
    (rules.short, "flet_chat/core/topics.py", "\n" * 400),
    (rules.named_after_a_noun, "flet_chat/core/database.py", ""),
    (rules.only_service_emits, "flet_chat/service/messages.py", "def post(tx): tx.emit(MessagePosted())"),
    (rules.aware_times, "flet_chat/core/times.py", "now = datetime.now(UTC)"),
    (rules.async_handlers, "flet_chat/ui/composer.py", "async def on_submit(e): ..."),
    (rules.async_handlers, "flet_chat/web/pages.py", "def on_submit(e): ..."),
    (rules.listed_columns, "flet_chat/storage/users.py", "db.execute('select count(*) from users')"),
    (rules.written_sql, "flet_chat/storage/users.py", "db.execute('select id from users where id = :id', values)"),
    (rules.written_sql, "flet_chat/service/users.py", "raise Taken(f'select another name than {name}')"),
    (rules.no_sleeps, "tests/web/test_health.py", "until(lambda: server.ready)"),
    (rules.flet_chat_cli_by_its_name, "tests/cli/test_init.py", "from flet_chat_cli.main import app"),
    (rules.standard_library_only, "flet_chat/core/topics.py", "from flet_chat.core.users import User\nimport re"),
]


@pytest.mark.parametrize("rule", rules.FOR_TEXT, ids=lambda rule: rule.__name__)
def test_every_file_keeps(rule: rules.Rule) -> None:
    assert not broken(rule, texts())


@pytest.mark.parametrize("rule", rules.FOR_PYTHON, ids=lambda rule: rule.__name__)
def test_every_source_keeps(rule: rules.Rule) -> None:
    assert not broken(rule, sources())


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_a_rule_finds_what_breaks_it(rule: rules.Rule, path: str, text: str) -> None:
    assert list(rule(PurePath(path), text))


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_a_rule_leaves_alone_what_keeps_it(rule: rules.Rule, path: str, text: str) -> None:
    assert not list(rule(PurePath(path), text))


def test_every_rule_is_shown_to_be_able_to_fail() -> None:
    assert {rule for rule, _, _ in BROKEN} == {*rules.FOR_TEXT, *rules.FOR_PYTHON}


def test_there_is_something_to_hold_the_rules_against() -> None:
    assert PurePath("flet_chat/__init__.py") in sources()


def broken(rule: rules.Rule, paths: list) -> list[str]:
    """Where the rule is broken, as `path:line: what is wrong`."""
    return [f"{path}:{found}" for path in paths for found in rule(path, read(path))]
