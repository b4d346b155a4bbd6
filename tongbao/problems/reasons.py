"""Why the system refused a file, in Chinese: its own words come in the language of the machine.

In: an ``OSError``. Out: a few words, without a full stop.
"""

import errno

_REASONS = {
    errno.EACCES: "没有读写的权限",
    errno.EPERM: "没有读写的权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已经有同名的文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错，可能已损坏",
    errno.EBUSY: "正被别的程序占用",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ELOOP: "链接绕成了一圈",
    errno.EMFILE: "同时打开的文件太多",
    errno.EDQUOT: "超过了磁盘配额",
    errno.EADDRINUSE: "端口已被占用，请用 --port 换一个",
}


def reason_of(error: OSError) -> str:
    """Return the reason of a failure in plain words; one that is rare is told by its number."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}" if error.errno else str(error))


def is_known(error: OSError) -> bool:
    """Tell whether the reason of a failure can be told in plain words."""
    return error.errno in _REASONS
