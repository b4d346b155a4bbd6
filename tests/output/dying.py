"""A process that kills itself before a change of the disk, for tests of what it leaves."""

import os
import shutil
import signal
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Counted = Callable[[Callable[P, T]], Callable[P, T]]


def dies_before(last: int, steps: Sequence[str]) -> Counted[..., bool]:
    """Have this process die before the call of a number among some functions of ``os`` and copies of files.

    Nothing is synced meanwhile. Return what counts the calls of one function more.
    """
    left = [last]

    def counted(step: Callable[P, T]) -> Callable[P, T]:
        def counting(*args: P.args, **kwargs: P.kwargs) -> T:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return step(*args, **kwargs)

        return counting

    for name in steps:
        setattr(os, name, counted(getattr(os, name)))
    shutil.copyfile = counted(shutil.copyfile)
    os.sync = lambda: None
    return counted
