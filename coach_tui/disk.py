"""Writing so that it stays written, and reading what is not trusted."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows is written for and untested
    fcntl = None  # type: ignore[assignment]


def sync_dir(path: Path) -> None:
    """Make the names in a directory durable, where the system can."""
    if os.name == "nt":  # pragma: no cover
        return
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError as error:
        # Some network shares cannot do this; then the rename is as durable as it gets.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(fd)


def flush(fd: int) -> None:
    """Make a file's bytes durable: on macOS through to the medium, which fsync alone is not."""
    if full := getattr(fcntl, "F_FULLFSYNC", None):  # pragma: no cover
        fcntl.fcntl(fd, full)
    else:
        os.fsync(fd)


def private_dir(path: Path) -> Path:
    """A directory that only its owner can read; made when it is not there, and those above it."""
    if not path.parent.exists():
        private_dir(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def replace(path: Path, data: bytes, *, durable: bool = True, mode: int = 0o600) -> None:
    """Write a whole file, all or nothing: a temporary beside it, then a rename."""
    temporary = path.with_name(f"~{path.name}.{os.urandom(4).hex()}.tmp")
    try:
        _write_new(temporary, data, mode, durable)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_dir(path.parent)


def create(path: Path, data: bytes) -> None:
    """Write a whole file of the user's own, all or nothing; `FileExistsError` when there is one.

    Whatever stops it, Ctrl-C included, there is no half of a file under that name.
    """
    if os.path.lexists(path):  # the plainer error where the folder cannot be written, either
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    temporary = path.parent / f"~{os.urandom(8).hex()}.tmp"  # short, as that name may be long
    try:
        _write_new(temporary, data, 0o666, True)
        _name_as_new(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()
    with suppress(OSError):  # it is there; a folder that cannot be read cannot be flushed, either
        sync_dir(path.parent)


def _write_new(path: Path, data: bytes, mode: int, durable: bool) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        _write_all(fd, data)
        if durable:
            flush(fd)
    finally:
        os.close(fd)


def _name_as_new(temporary: Path, path: Path) -> None:
    """Give a file a name that is free: unlike a rename, a link never takes another's place."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links, such as FAT: an empty file holds the name meanwhile.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def append(path: Path, data: bytes, *, at: int) -> None:
    """Append durably at a known size: what stands beyond it was never acknowledged and is cut.

    When the bytes do not fit, the file is cut back, so that no half of a change stays.
    """
    new = not path.exists()
    fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        if os.fstat(fd).st_size != at:
            os.ftruncate(fd, at)
        os.lseek(fd, at, os.SEEK_SET)
        try:
            _write_all(fd, data)
            flush(fd)
        except OSError:
            with suppress(OSError):
                os.ftruncate(fd, at)
            raise
    finally:
        os.close(fd)
    if new:
        sync_dir(path.parent)


def read_from(path: Path, offset: int = 0) -> bytes:
    """The whole lines of a file of one's own from an offset on; empty when it is not there."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read()
    except FileNotFoundError:
        return b""
    return data[: data.rfind(b"\n") + 1]


def whole_size(path: Path) -> int:
    """Where the whole lines of a file end; 0 when it is not there."""
    size = size_of(path)
    if size == 0:
        return 0
    with path.open("rb") as file:
        file.seek(size - 1)
        if file.read(1) == b"\n":
            return size
    return len(read_from(path))


def size_of(path: Path) -> int:
    """A file's size in bytes; 0 when it is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


NO_FILE = frozenset({
    errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.EACCES, errno.EPERM,
})  # fmt: skip
"""Errors that say something of one name; any other one says that the place cannot be read."""


def read_foreign(path: Path, limit: int) -> bytes | None:
    """A file that anybody may have put there: None unless it is a regular file that may be read,
    no link, and not larger than the limit. `OSError` where the place itself fails.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        fd = os.open(path, flags)
    except OSError as error:
        if error.errno in NO_FILE:
            return None
        raise
    try:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode) or info.st_size > limit:
            return None
        parts = []
        left = limit + 1
        while left and (part := os.read(fd, left)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts) if left else None
    finally:
        os.close(fd)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file for one commit; other processes of this home wait."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(fd, fcntl.LOCK_EX)
        else:  # pragma: no cover
            import msvcrt

            msvcrt.locking(fd, msvcrt.LK_LOCK, 1)
        yield
    finally:
        os.close(fd)
