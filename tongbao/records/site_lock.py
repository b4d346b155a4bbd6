"""The one lock of a site: whoever writes into its folder holds it, and no two at once.

In: the site's folder and what the command is called. Out: nothing but time: the block runs alone. The system itself
lets go of a lock with the process that held it, so that of a dead owner nothing is left to take away; who holds it, and
since when, stands beside it for the message of those who wait.

On a network share the lock is as good as the share: Windows shares and NFS 4 pass locks on between machines, an old NFS
or a mount with ``nolock`` keeps them to one machine (docs/可靠性与安全.md).
"""

import datetime
import getpass
import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of

FOLDER = ".tongbao"
PATIENCE = 10.0
_LOCK, _OWNER = f"{FOLDER}/lock", f"{FOLDER}/owner.json"
_BRIEFLY = 1.0
# Whoever works on the site may take the lock, whoever made its file.
_FOR_ALL = 0o666


@contextmanager
def held(
    root: Path,
    command: str,
    now: datetime.datetime,
    *,
    patience: float = PATIENCE,
    say: Callable[[str], None] = lambda _line: None,
) -> Iterator[None]:
    """Hold the lock of a site while the block runs.

    Args:
        root: the site's folder.
        command: what is being done, as a person reads it: ``收文 甲.pdf``.
        now: since when.
        patience: for how many seconds to wait for another command.
        say: prints a line to a person who has to wait.

    Raises:
        Problems: where another command holds it for longer, or its file cannot be opened.
    """
    lock = _taken(root, patience, say)
    try:
        if lock:
            _write_owner(root, command, now)
        yield
    finally:
        if lock:
            with suppress(OSError):
                (root / _OWNER).unlink()
            lock.release()


def _taken(root: Path, patience: float, say: Callable[[str], None]) -> FileLock | None:
    """Return the lock, taken; None where nothing can be written here, so that nothing needs one."""
    file = root / _LOCK
    try:
        file.parent.mkdir(exist_ok=True)
        lock = FileLock(file, mode=_FOR_ALL)
        try:
            lock.acquire(timeout=min(_BRIEFLY, patience))
        except Timeout:
            say(f"正在等：{_owner(root)}")
            lock.acquire(timeout=max(patience - _BRIEFLY, 0))
    except Timeout:
        message = f"另一个命令正在写这个站点，没有做：{_owner(root)}"
        raise Problems([Problem(Place(str(root)), message, "等它做完，再来一次")]) from None
    except OSError as error:
        if not os.path.lexists(file):
            return None
        hint = "核对这个文件和它所在文件夹的读写权限"
        message = f"站点的锁打不开：{reason_of(error)}"
        raise Problems([Problem(Place(str(file)), message, hint)]) from error
    with suppress(OSError):
        file.chmod(_FOR_ALL)
    return lock


def _write_owner(root: Path, command: str, now: datetime.datetime) -> None:
    stated = {
        "command": command,
        "user": _user(),
        "computer": platform.node(),
        "process": os.getpid(),
        "since": now.isoformat(sep=" ", timespec="seconds"),
    }
    ready = root / f"{_OWNER}.new"
    with suppress(OSError):  # a full disk: the lock holds all the same, and the work tells it
        ready.write_text(json.dumps(stated, ensure_ascii=False), "utf-8")
        ready.replace(root / _OWNER)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a process without an entry in the list of users
        return ""


def _owner(root: Path) -> str:
    """Return who holds the lock, as far as that is told."""
    try:
        stated = json.loads((root / _OWNER).read_text("utf-8"))
        who = f"用户 {stated['user']}，电脑 {stated['computer']}，进程 {stated['process']}"
        return f"{stated['command']}（{who}，{stated['since']} 开始）"
    except (OSError, ValueError, KeyError, TypeError):
        return "它没有留下名字"
