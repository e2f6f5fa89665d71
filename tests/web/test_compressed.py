"""The encoded copies of files: made once, beside the server, whole or not at all."""

import gzip
import random
import stat
from pathlib import Path

import brotli
import pytest

from flet_chat.web import compress
from flet_chat.web.compress import Job
from flet_chat.web.compressed import Copies, cache_folder, compressing
from tests.waiting import until

TEXT = " ".join(random.Random(3).choices(("wide", "open", "space"), k=100_000)).encode()


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A file that shrinks."""
    (tmp_path / "file.js").write_bytes(TEXT)
    return "digest", tmp_path / "file.js"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where copies go; it is not there yet."""
    return tmp_path / "cache" / "client"


def test_the_copies_hold_what_the_file_holds(job: Job, folder: Path) -> None:
    compress.main(folder, [job])
    copies = Copies([folder]).of("digest")
    assert brotli.decompress(copies["br"].read_bytes()) == TEXT
    assert gzip.decompress(copies["gzip"].read_bytes()) == TEXT
    assert copies["br"].stat().st_size < copies["gzip"].stat().st_size < len(TEXT) / 3
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_made_twice(job: Job, folder: Path) -> None:
    compress.main(folder, [job])
    first = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    job[1].unlink()
    compress.main(folder, [job])
    assert {name: time for name, time in first.items() if name != "lock"} == {
        path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name != "lock"
    }


def test_copies_of_what_is_gone_and_halves_of_a_stopped_run_are_removed(job: Job, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("old.br", "old.gzip", "digest.quick", "part-x1y2"):
        (folder / name).write_bytes(b"x")
    compress.main(folder, [job])
    assert {path.name for path in folder.iterdir()} == {"lock", "digest.br", "digest.gzip"}


def test_a_quick_copy_serves_until_the_best_is_there(folder: Path) -> None:
    folder.mkdir(parents=True)
    copies = Copies([folder])
    assert copies.of("digest") == {}
    (folder / "digest.quick").write_bytes(b"x")
    assert copies.of("digest") == {"br": folder / "digest.quick"}
    (folder / "digest.br").write_bytes(b"x")
    assert copies.of("digest") == {"br": folder / "digest.br"}


def test_a_copy_that_cannot_be_finished_is_not_there_at_all(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        compress.main(folder, [("digest", tmp_path / "missing")])
    assert Copies([folder]).of("digest") == {}
    assert {path.name for path in folder.iterdir()} == {"lock"}


def test_the_server_goes_on_while_another_process_compresses(job: Job, folder: Path) -> None:
    copies = Copies([folder])
    with compressing([job], folder):
        until(lambda: copies.of("digest").get("br") == folder / "digest.br", "the best copy")
    assert brotli.decompress(copies.of("digest")["br"].read_bytes()) == TEXT


def test_a_folder_that_cannot_be_written_costs_only_speed(job: Job, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with compressing([job], tmp_path / "taken" / "client"):
        assert Copies([tmp_path / "taken" / "client"]).of("digest") == {}


def test_all_workspaces_of_a_user_share_the_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    assert cache_folder(tmp_path / "data") == tmp_path / "mine/flet-chat/client"


def test_a_cache_that_others_may_write_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    (tmp_path / "mine/flet-chat/client").mkdir(parents=True)
    (tmp_path / "mine/flet-chat/client").chmod(0o777)
    assert cache_folder(tmp_path / "data") == tmp_path / "data/cache/client"


def test_without_a_cache_of_the_user_the_data_folder_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache_folder(tmp_path / "data") == tmp_path / "data/cache/client"
