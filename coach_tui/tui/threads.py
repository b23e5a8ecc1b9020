"""The threads for blocking work: one for this device's vault, one for the shared folder.

Each is a daemon with a queue, so that it never keeps the program from ending.

Why not `ThreadPoolExecutor`: the interpreter waits for its threads at exit, so a call that hangs in
a dead network share would keep the program open.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
SLOW = 3.0
"""Seconds after which a folder that gives no answer is reported."""
_Job = tuple[Callable[[], Any], "asyncio.Future[Any]"]


class Lane:
    """One daemon thread that runs calls in order. Use it from the event loop only."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._thread: Thread | None = None
        self.waiting = 0
        """The number of calls queued or running."""

    @property
    def idle(self) -> bool:
        """Whether no call is queued or running."""
        return self.waiting == 0

    def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "asyncio.Future[T]":
        """Queue a call; the future gets its result or exception. Cancelling the future does not
        stop the call.
        """
        if self._thread is None:
            self._thread = Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.waiting += 1
        self._jobs.put((lambda: work(*args, **kwargs), future))
        return future

    def _run(self) -> None:
        while True:
            work, future = self._jobs.get()
            result, error = None, None
            try:
                result = work()
            except BaseException as raised:
                error = raised
            # The event loop may be closed by now; then nobody waits for the result.
            with suppress(RuntimeError):
                future.get_loop().call_soon_threadsafe(self._done, future, result, error)

    def _done(
        self, future: "asyncio.Future[Any]", result: Any, error: BaseException | None
    ) -> None:
        self.waiting -= 1
        if future.done():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)


class Threads:
    """Runs work away from the event loop: the `Hands` of `sync/exchange.py`. Use it from the event
    loop only.
    """

    def __init__(self) -> None:
        self._vault, self._folder = Lane("vault"), Lane("folder")
        self._door = asyncio.Lock()
        self.folder_silent = False
        """Whether the folder has been asked for longer than `SLOW` and has not answered."""

    async def vault(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` on the vault thread, after earlier calls, and return its result."""
        return await self._vault.do(work, *args, **kwargs)

    async def folder(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` on the folder thread, after earlier calls, and return its result; it may block
        for long; after `SLOW` seconds `folder_is_silent` is called.
        """
        answer = self._folder.do(work, *args, **kwargs)
        done, _ = await asyncio.wait([answer], timeout=SLOW)
        if not done:
            self.folder_silent = True
            self.folder_is_silent()
        try:
            return await answer
        finally:
            self.folder_silent = False

    def folder_is_silent(self) -> None:
        """Called when the folder has not answered for `SLOW` seconds; for subclasses."""

    @property
    def folder_idle(self) -> bool:
        """Whether no call for the folder is queued or running."""
        return self._folder.idle

    def door(self) -> asyncio.Lock:
        """The lock held from storing changes until they are applied to the state."""
        return self._door

    async def beside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` on a thread of the default pool: for files such as decks, drafts, settings."""
        return await asyncio.to_thread(work, *args, **kwargs)
