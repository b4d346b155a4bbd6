"""Why the system refused a file is told in Chinese, whatever the language of the machine."""

import errno

import pytest

from tongbao.problems.reasons import reason_of


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EACCES, "Permission denied"), "没有读写的权限"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.EIO, "Input/output error"), "磁盘读写出错，可能已损坏"),
        (OSError(errno.EPIPE, "Broken pipe"), f"系统错误 {errno.EPIPE}"),
        (OSError("自己的话"), "自己的话"),
    ],
)
def test_the_reason_of_a_failure(error: OSError, said: str) -> None:
    assert reason_of(error) == said
