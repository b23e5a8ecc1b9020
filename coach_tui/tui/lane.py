"""A thread that does one thing after the other, and never keeps the program from ending.

An executor of the standard library is waited for when the interpreter ends; what hangs in a dead
network share would hold the program open with it.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_Job = tuple[Callable[[], Any], "asyncio.Future[Any]"]


class Lane:
    """One thread with a queue."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._thread: Thread | None = None
        self.waiting = 0
        """How many things are to be done, the one that is being done among them."""

    @property
    def idle(self) -> bool:
        """Whether nothing is done or waits."""
        return self.waiting == 0

    def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "asyncio.Future[T]":
        """Do something on the thread, after what was asked for before. Belongs to the event loop;
        whoever gives up waiting does not stop it.
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
            # The loop may be closed by now: then nobody waits for the answer.
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
