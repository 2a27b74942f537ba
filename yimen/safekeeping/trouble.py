"""Why a file or disk could not be used, in the words of whoever stands at the server. Pure."""

import errno

_SAID = {
    errno.ENOENT: "没有这个文件或者目录，请核对路径",
    errno.EACCES: "没有权限读写，请换一个有权限的用户或者目录",
    errno.EPERM: "没有权限读写，请换一个有权限的用户或者目录",
    errno.ENOSPC: "磁盘已满，请腾出空间或者换一块磁盘",
    errno.EROFS: "磁盘是只读的，请换一块能写的磁盘",
    errno.EISDIR: "这是一个目录，请写明文件名",
    errno.EEXIST: "应当是目录的地方有一个同名的文件，请核对路径",
    errno.ENOTDIR: "路径中有一段不是目录，请核对路径",
    errno.EIO: "磁盘读写出错，请检查磁盘是否接好、是否损坏",
}


def said(error: Exception) -> str:
    """What is wrong and what to do, with the path; of what has no words here, the system's own."""
    if not isinstance(error, OSError) or error.errno not in _SAID:
        return str(error)
    return f"{_SAID[error.errno]}（{error.filename}）" if error.filename else _SAID[error.errno]
