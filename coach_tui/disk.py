"""Durable and atomic file writes, and reading of files that are not trusted.

Functions raise `OSError` unless they say otherwise, block, and may be called on any thread.
"""

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
    """Make the names in a directory durable (fsync), where the file system supports it."""
    if os.name == "nt":  # pragma: no cover
        return
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError as error:
        # Some network shares cannot fsync a directory; the rename is then as durable as possible.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(fd)


def flush(fd: int) -> None:
    """Make a file's bytes durable: F_FULLFSYNC on macOS, where fsync does not reach the medium,
    else fsync.
    """
    if full := getattr(fcntl, "F_FULLFSYNC", None):  # pragma: no cover
        fcntl.fcntl(fd, full)
    else:
        os.fsync(fd)


def private_dir(path: Path) -> Path:
    """Create a directory that only its owner can read, with its parents; returns the path."""
    if not path.parent.exists():
        private_dir(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def replace(path: Path, data: bytes, *, durable: bool = True, mode: int = 0o600) -> None:
    """Write a whole file atomically: into a temporary file beside it, which is then renamed."""
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
    """Write a whole new file of the user's atomically; `FileExistsError` when the name is taken.

    After an interruption (Ctrl-C included) no partial file is left under that name.
    """
    if os.path.lexists(path):  # in a read-only folder this is the more helpful error
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    temporary = path.parent / f"~{os.urandom(8).hex()}.tmp"  # short, as that name may be long
    try:
        _write_new(temporary, data, 0o666, True)
        _name_as_new(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()
    with suppress(OSError):  # the file is complete; a folder without read permission has no fsync
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
    """Give a file a name only if that is free: a hard link never overwrites, as a rename does."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links, such as FAT: an empty file reserves the name.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def append(path: Path, data: bytes, *, at: int) -> None:
    """Append durably at offset `at` (bytes): what lies beyond it was never acknowledged and is cut
    off.

    When the write fails, the file is cut back to `at`, so that no partial record stays.
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
    """The complete lines of a file from a byte offset on; empty when there is no file."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read()
    except FileNotFoundError:
        return b""
    return data[: data.rfind(b"\n") + 1]


def whole_size(path: Path) -> int:
    """The offset in bytes at which the last complete line of a file ends; 0 when there is
    no file.
    """
    size = size_of(path)
    if size == 0:
        return 0
    with path.open("rb") as file:
        file.seek(size - 1)
        if file.read(1) == b"\n":
            return size
    return len(read_from(path))


def size_of(path: Path) -> int:
    """A file's size in bytes; 0 when there is no file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


NO_FILE = frozenset({
    errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.EACCES, errno.EPERM,
})  # fmt: skip
"""Errors that concern a single name; any other error means that the whole place cannot be read."""


def read_foreign(path: Path, limit: int) -> bytes | None:
    """Read a file that anybody may have written: None unless it is a regular file (no symbolic
    link), readable and at most `limit` bytes long. `OSError` when the place itself fails.
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
    """Hold an exclusive lock file for the block; other processes of this home wait for it."""
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
