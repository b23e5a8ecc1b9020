"""What passes between the vault and the shared folder, a step at a time.

Each step touches the vault or the folder, never both: the folder may hang as long as it likes, and
what is saved does not wait for it. The order of the steps stands here once; `Hands` says who does
them: the app with a thread for each of the two, a command one after the other (`at_once`).
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
    """Who does the steps."""

    async def vault(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something that touches this device's own disk, one at a time."""
        ...

    async def folder(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something that touches the shared folder, one at a time."""
        ...

    def door(self) -> AbstractAsyncContextManager[object]:
        """Held from taking changes until they are in the state: a checkpoint has both or none."""
        ...


class AtOnce:
    """The hands of a command: every step is done where it stands."""

    async def vault(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it."""
        return work(*args, **kwargs)

    async def folder(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it."""
        return work(*args, **kwargs)

    def door(self) -> AbstractAsyncContextManager[object]:
        """Nobody else is here."""
        return nullcontext()


AT_ONCE = AtOnce()


def at_once(steps: Coroutine[Any, Any, T]) -> T:
    """What steps done by `AT_ONCE` come to: they never wait, so no event loop is needed."""
    try:
        steps.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    steps.close()
    raise RuntimeError("a step waited for something")


class News(NamedTuple):
    """What a look brought: changes that are applied already, the names of people who were let in,
    how many lines of the folder could not be verified, and the folder's trouble in one sentence.
    """

    taken: list[Taken] = []
    admitted: list[str] = []
    pending: int = 0
    trouble: str = ""


class Exchange:
    """One engagement's vault and folder, and the steps between them. `apply` takes changes into the
    state of the engagement.
    """

    def __init__(self, replica: Replica, apply: Apply) -> None:
        self._replica = replica
        self._apply = apply
        self._at = ""
        self.folder = self._folder()

    def _folder(self) -> Folder:
        """The folder where it lies now; the same one as long as it was not moved."""
        if self._at != self._replica.ring.folder:
            self._at = self._replica.ring.folder
            self.folder = Folder(Path(self._at), self._replica.ring.sp)
        return self.folder

    # -- taking in -----------------------------------------------------------------------------

    async def look(self, on: Hands) -> News:
        """See what came: from other processes of this home, from the folder, from invitations."""
        await on.vault(self._replica.reread_keys)
        async with on.door():
            taken = await on.vault(self._replica.read_vault)
            self._apply(taken)
        more, trouble = await self.take_in(on)
        admitted, names, failed = await self._admit(on)
        pending = await on.folder(self._folder().pending)
        return News([*taken, *more, *admitted], names, pending, trouble or failed)

    async def take_in(self, on: Hands) -> tuple[list[Taken], str]:
        """Read what is new in the folder, verify it, keep it in the vault, apply it; the changes,
        and why there are no more, in one sentence.
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
            # Only what is kept is known: a file that was not kept is read again.
            await on.folder(folder.judge, judged)
            if not grew:
                return taken, found.trouble
            await on.folder(folder.retry)

    # -- publishing ----------------------------------------------------------------------------

    async def publish(self, on: Hands) -> str:
        """Bring own frames that are saved and not published yet into the folder.

        The trouble in one sentence, or an empty text. What is saved stays saved either way.
        """
        return await self._put(on, await on.vault(self._replica.waiting))

    async def _put(self, on: Hands, batch: Batch) -> str:
        trouble = await on.folder(_put, self._folder(), batch.frames)
        if not trouble and batch.frames:
            await on.vault(self._replica.vault.note_published, batch.upto)
        return trouble

    async def heal(self, on: Hands) -> int:
        """Publish own frames again that the folder has lost; how many. After a look."""
        present = await on.folder(_present, self._folder())
        if present is None:
            return 0
        batch = await on.vault(self._replica.lost, present)
        if not batch.frames or await self._put(on, batch):
            return 0
        return len(batch.frames)

    async def tell(self, on: Hands) -> bool:
        """Say that what came has arrived, when no own change has said so yet."""
        return await on.vault(self._replica.tell)

    async def publish_all(self, on: Hands) -> None:
        """Publish everything anew into an empty folder: the marker, own and others' frames."""
        folder, ring = self._folder(), keys.copied(self._replica.ring)
        logs = await on.vault(self._replica.logs)
        await on.folder(_publish_all, folder, ring, [frames for _, frames in logs])
        mine = [one.header.n for own, frames in logs if own for one in frames]
        if mine:
            await on.vault(self._replica.vault.note_published, max(mine))

    # -- letting in ----------------------------------------------------------------------------

    async def invite(self, on: Hands, role: str) -> str:
        """A new invitation's code; its offer lies in the folder."""
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
        """Answer those who ask with an open invitation: the changes that let them in, their names,
        and the folder's trouble.
        """
        folder, ring = self._folder(), keys.copied(self._replica.ring)
        if not ring.invitations:
            return [], [], ""
        # Only those who let somebody in need what that takes.
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

    # -- what a cold command may skip ----------------------------------------------------------

    def load_cache(self) -> None:
        """Take up what an earlier look at the folder found, unless vault or place changed since."""
        if (seen := self._replica.cached_folder()) is not None:
            self._folder().seen = seen

    async def save_cache(self, on: Hands) -> None:
        """Remember what was found in the folder. What is in it is taken down before the sizes of
        the vault, which so holds at least as much as the folder's list says.
        """
        seen = await on.folder(self._folder().known)
        await on.vault(self._replica.cache_folder, seen)

    async def trouble(self, on: Hands) -> str:
        """Why nothing can be published now, in one sentence; empty when it can."""
        return await on.folder(self._folder().trouble)

    async def place(self, on: Hands) -> Place:
        """What is found where the folder should be; `OSError` where that fails."""
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
