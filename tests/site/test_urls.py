"""Addresses."""

import pytest

from tongbao.site import urls


@pytest.mark.parametrize(
    ("path", "root"), [("index.html", ""), ("plans/a.html", "../"), ("tasks/a/1.html", "../../")]
)
def test_the_way_up_to_the_root(path: str, root: str) -> None:
    assert urls.root_of(path) == root


def test_a_period_lies_in_one_file() -> None:
    assert urls.period("zhanhe-2022", "2022-05/2022-07") == (
        "periods/zhanhe-2022/2022-05_2022-07.html"
    )


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("通报.PDF", "notices/n/2.pdf"),
        ("ledger.tar.gz", "notices/n/2.gz"),
        ("没有后缀", "notices/n/2"),
        ("坏.后缀", "notices/n/2"),
    ],
)
def test_a_received_file_has_an_ascii_address(name: str, path: str) -> None:
    assert urls.notice_file("n", 2, name) == path


def test_a_part_that_is_not_ascii_is_found_by_where_it_stands() -> None:
    assert urls.item_anchor("1", 4) == "item-1"
    assert urls.item_anchor("甲", 4) == "item-n4"
