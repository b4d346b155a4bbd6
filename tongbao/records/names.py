"""Names of files: what a disk takes, and names of ours that it surely does.

In: a name. Out: what is wrong with it, or the name made to fit.
"""

import os
import unicodedata

# What every disk of an office takes as one name, in bytes.
LONGEST = 255


def fault_of(name: str) -> str:
    """Return why a file cannot be kept under its name, in words without a full stop; "" where it can."""
    if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in name):
        return "文件名里有换行或别的控制符"
    if any(unicodedata.category(sign) == "Cs" for sign in name):
        return "文件名不是 UTF-8 编码"
    if "/" in name or "\\" in name:
        return "文件名里不能有斜线"
    if len(os.fsencode(name)) > LONGEST:
        return f"文件名太长，最多 {LONGEST} 个字节（汉字一个算 3 个）"
    return ""


def fitting(stem: str, ending: str) -> str:
    """Return ``stem`` and ``ending`` as one name, the stem cut where a disk would not take it."""
    room = LONGEST - len(os.fsencode(ending))
    return os.fsencode(stem)[:room].decode(errors="ignore") + ending
