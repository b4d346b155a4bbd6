"""An empty site: what is in it, and that it overwrites nothing."""

from pathlib import Path

import pytest

from tongbao.problems import Problems
from tongbao.records.schema import schemas
from tongbao.records.starter import FOLDERS, NOTE, SCHEMA, write_empty_site


def test_an_empty_site_has_settings_folders_and_a_note(tmp_path: Path) -> None:
    made = write_empty_site(tmp_path / "new/site")
    assert made == (Path("site.yml"), Path(NOTE), Path(SCHEMA), Path("content"))
    assert {path.name for path in (tmp_path / "new/site/content").iterdir()} == set(FOLDERS)
    assert "tongbao ingest" in (tmp_path / "new/site" / NOTE).read_text("utf-8")
    # An editor looks for the schema from the file that names it.
    first = (tmp_path / "new/site/site.yml").read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA}"
    assert (tmp_path / "new/site" / SCHEMA).read_text("utf-8") == schemas()["site"]


def test_an_empty_folder_is_welcome(tmp_path: Path) -> None:
    assert write_empty_site(tmp_path)


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep")
    with pytest.raises(Problems) as refused:
        write_empty_site(tmp_path)
    assert "文件夹不是空的，没有写入任何东西（请写一个新文件夹的名称，或先清空它）" in str(
        refused.value
    )
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("keep")
    with pytest.raises(Problems) as refused:
        write_empty_site(tmp_path / "site")
    assert str(refused.value).endswith("site: 这是文件，不是文件夹（请写一个新文件夹的名称）")
