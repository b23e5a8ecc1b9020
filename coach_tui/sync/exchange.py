"""Exchange changes between the vault and the shared folder, in steps.

Each step accesses either the vault or the folder, never both, so that a hanging folder does not
delay saving. The order of the steps is defined here; `Hands` decides where they run: the app has a
thread for each, a command runs them one after the other (`at_once`).
"""

from collections.abc import Callable, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, Protocol, TypeVar

from coach_tui.records.refusal import Refused
from coach_tui.sync import keys
from coach_tui.sync.folder import Folder, Found, Place
from coach_tui.sync.frame import Frame
from coach_tui.sync.replica import Batch, Replica, Taken

P = ParamSpec("P")
T = TypeVar("T")
Apply = Callable[[Iterable[Taken]], object]


class Hands(Protocol):
    """Runs the steps of an exchange, each on the right thread."""

    async def vault(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run work that accesses this device's disk; one call at a time."""
        ...

    async def folder(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run work that accesses the shared folder; one call at a time. It may hang."""
        ...

    def door(self) -> AbstractAsyncContextManager[object]:
        """A lock held while changes are saved and applied, so that a checkpoint sees both or
        neither.
        """
        ...


class AtOnce:
    """Runs every step immediately on the calling thread, for a command."""

    async def vault(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `work`."""
        return work(*args, **kwargs)

    async def folder(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `work`."""
        return work(*args, **kwargs)

    def door(self) -> AbstractAsyncContextManager[object]:
        """No lock: a command has only one thread."""
        return nullcontext()


AT_ONCE = AtOnce()


def at_once(steps: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that only uses `AT_ONCE` and return its result. It never suspends, so no
    event loop is needed; `RuntimeError` if it does.
    """
    try:
        steps.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    steps.close()
    raise RuntimeError("a step waited for something")


class News(NamedTuple):
    """The result of a look: changes (already applied), names of people admitted, lines in the
    folder that could not be verified, and the folder's trouble in one sentence (empty when there is
    none).
    """

    taken: list[Taken] = []
    admitted: list[str] = []
    pending: int = 0
    trouble: str = ""


class Exchange:
    """The exchange between one engagement's vault and folder. `apply` adds changes to the state; it
    is called on the thread that awaits the steps.
    """

    def __init__(self, replica: Replica, apply: Apply) -> None:
        self._replica = replica
        self._apply = apply
        self._at = ""
        self.folder = self._folder()

    def _folder(self) -> Folder:
        """The folder at its present path; the same object until the path changes."""
        if self._at != self._replica.ring.folder:
            self._at = self._replica.ring.folder
            self.folder = Folder(Path(self._at), self._replica.ring.sp)
        return self.folder

    # -- taking in -----------------------------------------------------------------------------

    async def look(self, on: Hands) -> News:
        """Save and apply what is new: from other processes of this home, the folder and
        invitations.
        """
        await on.vault(self._replica.reread_keys)
        async with on.door():
            taken = await on.vault(self._replica.read_vault)
            self._apply(taken)
        more, trouble = await self.take_in(on)
        admitted, names, failed = await self._admit(on)
        pending = await on.folder(self._folder().pending)
        return News([*taken, *more, *admitted], names, pending, trouble or failed)

    async def take_in(self, on: Hands) -> tuple[list[Taken], str]:
        """Read what is new in the folder, verify it, save it in the vault and apply it. Returns the
        changes and the folder's trouble in one sentence (empty when there is none).
        """
        folder, taken = self._folder(), list[Taken]()
        while True:
            found: Found = await on.folder(folder.read, self._replica.clock.wall() / 1000)
            if not found.files:
                return taken, found.trouble
            async with on.door():
                more, judged, grew = await on.vault(self._replica.take_in, found.files)
                self._apply(more)
            taken += more
            # Only after saving: a file whose content was not saved is read again.
            await on.folder(folder.judge, judged)
            if not grew:
                return taken, found.trouble
            await on.folder(folder.retry)

    # -- publishing ----------------------------------------------------------------------------

    async def publish(self, on: Hands) -> str:
        """Write own frames that are saved and not published into the folder.

        Returns the trouble in one sentence, or an empty text. Saved frames stay saved either way.
        """
        return await self._put(on, await on.vault(self._replica.waiting))

    async def _put(self, on: Hands, batch: Batch) -> str:
        trouble = await on.folder(_put, self._folder(), batch.frames)
        if not trouble and batch.frames:
            await on.vault(self._replica.vault.note_published, batch.upto)
        return trouble

    async def heal(self, on: Hands) -> int:
        """Publish own frames again that are missing in the folder; returns how many, 0 when that
        cannot be told. Call it after `look`.
        """
        present = await on.folder(_present, self._folder())
        if present is None:
            return 0
        batch = await on.vault(self._replica.lost, present)
        if not batch.frames or await self._put(on, batch):
            return 0
        return len(batch.frames)

    async def tell(self, on: Hands) -> bool:
        """Save an acknowledgement of what arrived, unless an own change has acknowledged it
        already; returns whether one was needed.
        """
        return await on.vault(self._replica.tell)

    async def publish_all(self, on: Hands) -> None:
        """Publish everything again into an empty folder: the marker, own and others' frames.
        `OSError` when it cannot be written to.
        """
        folder, ring = self._folder(), keys.copied(self._replica.ring)
        logs = await on.vault(self._replica.logs)
        await on.folder(_publish_all, folder, ring, [frames for _, frames in logs])
        mine = [one.header.n for own, frames in logs if own for one in frames]
        if mine:
            await on.vault(self._replica.vault.note_published, max(mine))

    # -- letting in ----------------------------------------------------------------------------

    async def invite(self, on: Hands, role: str) -> str:
        """Write a new invitation's offer into the folder and return its code. `Refused` when the
        folder fails.
        """
        from coach_tui.sync import admission, invitation

        folder, ring = self._folder(), keys.copied(self._replica.ring)
        if trouble := await on.folder(folder.trouble):
            raise Refused(f"{trouble} No invitation was made.")
        try:
            code, identity = await on.folder(
                invitation.offer, folder, ring, role, self._replica.clock.wall()
            )
        except OSError as error:
            raise Refused(f"{folder.failing(error)} No invitation was made.") from None
        await on.vault(admission.remember, self._replica, identity, ring.invitations[identity])
        return code

    async def _admit(self, on: Hands) -> tuple[list[Taken], list[str], str]:
        """Admit people who asked with an open invitation. Returns the changes, their names and the
        folder's trouble.
        """
        folder, ring = self._folder(), keys.copied(self._replica.ring)
        if not ring.invitations:
            return [], [], ""
        # Imported here, since most looks admit nobody.
        from coach_tui.sync import admission

        try:
            asked = await on.folder(admission.asked, folder, ring)
        except OSError as error:
            return [], [], folder.failing(error)
        async with on.door():
            answered = await on.vault(admission.answer, self._replica, asked)
            self._apply(answered.taken)
        try:
            await on.folder(admission.hand_out, folder, ring, answered)
        except OSError as error:
            return answered.taken, answered.names, folder.failing(error)
        await on.vault(admission.forget, self._replica, list(answered.over))
        return answered.taken, answered.names, ""

    # -- the cache of what is in the folder ----------------------------------------------------

    def load_cache(self) -> None:
        """Restore what an earlier process found in the folder, unless vault or path changed
        since.
        """
        if (seen := self._replica.cached_folder()) is not None:
            self._folder().seen = seen

    async def save_cache(self, on: Hands) -> None:
        """Store what was found in the folder, for the next process.

        The folder's list is taken before the sizes of the vault, so the vault has at least all that
        the list says was saved.
        """
        seen = await on.folder(self._folder().known)
        await on.vault(self._replica.cache_folder, seen)

    async def trouble(self, on: Hands) -> str:
        """Why nothing can be published now, in one sentence; empty when it can."""
        return await on.folder(self._folder().trouble)

    async def place(self, on: Hands) -> Place:
        """What is at the folder's path; `OSError` when that cannot be told."""
        return await on.folder(self._folder().place)


def _put(folder: Folder, frames: list[Frame]) -> str:
    if trouble := folder.trouble():
        return trouble
    try:
        folder.publish(frames)
    except OSError as error:
        return f"The shared folder cannot be written to ({error.strerror}): {folder.path}."
    return ""


def _present(folder: Folder) -> set[str] | None:
    try:
        return folder.own_present()
    except OSError:
        return None


def _publish_all(folder: Folder, ring: keys.Keyring, logs: list[list[Frame]]) -> None:
    from coach_tui.sync import invitation

    folder.found()
    folder.seen.clear()
    for frames in logs:
        if frames:
            folder.publish(frames)
    for identity in ring.invitations:
        invitation.write_offer(folder, ring, identity)
