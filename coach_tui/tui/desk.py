"""The open engagement for the screens: opening, keeping, looking, and the one place that meets
what fails. Imports no widget and no page.

What is saved is done on one thread, what touches the shared folder on another, so that saving and
quitting never wait for a folder. Whoever shows something subscribes to `changed` and `told`.
"""

import asyncio
import gc
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar, cast

from textual.app import App
from textual.signal import Signal

from coach_tui.crash import sentence
from coach_tui.records.refusal import Refused
from coach_tui.tui.lane import Lane

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, News, Plan, Status
    from coach_tui.guide.reader import Reader
    from coach_tui.home import Home

P = ParamSpec("P")
T = TypeVar("T")
Say = Callable[[str], object]

AWAKE, ASLEEP = 1.0, 5.0
"""Seconds between two looks into the folder, with focus and without."""
HEAL_EVERY = 120.0
TELL_AFTER = 60.0
PUBLISH_EVERY = 5.0
"""Seconds between two looks whether anything waits to be published."""
SLOW = 3.0
"""Seconds after which a folder that gives no answer is told of."""
IDLE = 20.0
"""Seconds without a change after which the checkpoint is written."""
BLIND = ("prediction", "check")
"""Kinds that each person gives before they see the other's."""


class Desk:
    """One engagement as the screens have it.

    `notice` stands on every page until it is open, `trouble` in the header as long as something
    outside fails; `steps` say how far the newest change has come: reached or not, in words.
    """

    def __init__(self, app: App[Any], home: "Home", sp: str, title: str) -> None:
        self.app = app
        self.home, self.sp, self.title = home, sp, title
        self.changed: Signal[set[str]] = Signal(app, "records that became different")
        self.told: Signal[None] = Signal(app, "something else that the frame shows")
        self.opened: Engagement | None = None
        self.person = ""
        self.notice = ""
        self.steps: tuple[tuple[bool, str], ...] = ()
        self.status: Status | None = None
        self.pending = 0
        """Lines in the folder that could not be verified so far."""
        self.looked = 0
        """When the folder was last looked into (ms)."""
        self.together = False
        """One screen for two people: private records are hidden while a session runs."""
        self._reader: Reader | None = None
        self.plain = False
        """Pictures in plain characters: this device's setting."""
        self.folder_trouble = ""
        """Why nothing goes through the folder, in one sentence."""
        self._own_trouble = ""
        self._silent_folder = False
        self._vault, self._folder = Lane("vault"), Lane("folder")
        self._door = asyncio.Lock()
        self._passing = asyncio.Lock()
        self._wake = asyncio.Event()
        self._awake = True
        self._owed = False
        self._healed = self._kept = time.monotonic()
        self._took = self._owed_since = 0.0
        self._blind = True
        """Something that is given blind may be there to be opened."""

    @property
    def engagement(self) -> "Engagement":
        """The open engagement; only asked for once it is open."""
        assert self.opened is not None
        return self.opened

    # -- threads -------------------------------------------------------------------------------

    async def vault(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something with what this device keeps, away from the screen."""
        return await self._vault.do(work, *args, **kwargs)

    async def folder(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something with the shared folder, which may take as long as it likes."""
        answer = self._folder.do(work, *args, **kwargs)
        done, _ = await asyncio.wait([answer], timeout=SLOW)
        if not done:
            self._silent_folder = True
            self._tell()
        try:
            return await answer
        finally:
            self._silent_folder = False

    def door(self) -> asyncio.Lock:
        """Held from taking changes until they are in the state."""
        return self._door

    async def beside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read or write something else of this device, such as decks, drafts and settings."""
        return await asyncio.to_thread(work, *args, **kwargs)

    # -- saying --------------------------------------------------------------------------------

    def say(self, words: str, seconds: float = 3.0) -> None:
        """A sentence at the edge of the screen. Words of people are only words there."""
        self.app.notify(words, timeout=seconds, markup=False)

    def report(self, words: str) -> None:
        """What went wrong, long enough to be read."""
        self.say(words, 8.0)

    async def ask(self, work: Callable[[], T], say: Say | None = None) -> T | None:
        """Read something beside the screen; None after saying why it cannot be read."""
        try:
            return await self.beside(work)
        except (Refused, OSError) as error:
            (say or self.report)(sentence(error))
            return None

    # -- opening and living --------------------------------------------------------------------

    async def open(self) -> bool:
        """Open the engagement; whether it is open. While this device was not let in, it waits."""
        from coach_tui import settings

        self.plain = (await self.beside(settings.read, self.home.settings())).plain
        try:
            while not await self._enter():
                self.notice = (
                    "You have asked to be let in. The other device answers at its next sync; "
                    "this page opens by itself."
                )
                self._tell()
                await asyncio.sleep(AWAKE)
            self.opened = await self.vault(self._load)
        except (Refused, OSError) as error:
            from rich.text import Text

            self.app.exit(1, message=Text(sentence(error)))
            return False
        if not gc.isenabled():
            # What was read so far stays: it need not be looked through for garbage ever again.
            gc.freeze()
            gc.enable()
        self.notice = ""
        self.opened.subscribe(self._told)
        self.title = self.opened.title
        self.person = self.opened.name_of(self.opened.me.member)
        await self._measure()
        self._told(set(self.opened.state.records))
        return True

    async def _enter(self) -> bool:
        from coach_tui.engagement import ring_of

        ring = await self.vault(ring_of, self.home, self.sp)
        if ring.inside:
            return True
        from coach_tui.joining import entering

        return await entering(self.home, ring, self)

    def _load(self) -> "Engagement":
        # What the first page needs is read here, not on the screen's own thread.
        from coach_tui.engagement import Engagement, ring_of
        from coach_tui.guide.day import path, today  # noqa: F401

        found = Engagement(self.home, ring_of(self.home, self.sp)).load()
        found.exchange.load_cache()
        return found

    async def live(self) -> None:
        """Look again and again what came, and publish what waits."""
        while True:
            await self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), AWAKE if self._awake else ASLEEP)
            self._wake.clear()

    def attend(self, awake: bool) -> None:
        """Somebody looks at the screen again, or nobody does: then it is looked less often."""
        self._awake = awake
        if awake:
            self._wake.set()

    async def close(self) -> None:
        """Bring the checkpoint up to date; waits for no folder."""
        if self.opened is not None:
            with suppress(OSError):
                await self._checkpoint()

    # -- one way in, one way out ---------------------------------------------------------------

    async def keep(
        self, plan: "Callable[[], Iterable[Plan]]", say: Say | None = None
    ) -> list[str] | None:
        """Save what `plan` gives and show it; it is published behind the screen. The ids that
        changed; None after saying (`say`, else at the edge of the screen) why nothing was kept:
        then the words are still with whoever asked.
        """
        try:
            return await self._keep(list(plan()))
        except Refused as refused:
            (say or self.report)(str(refused))
            return None

    async def _keep(self, plans: "list[Plan]") -> list[str]:
        if not plans:
            return []
        async with self._door:
            taken = await self.vault(self.engagement.keep, *plans)
            self.engagement.apply(taken)
        self._kept = time.monotonic()
        self._owed = True
        await self._measure()
        self._wake.set()
        await self._open_blind()
        return list(dict.fromkeys(i for i, _ in taken))

    async def _open_blind(self) -> None:
        """Open what both have given by now (P10, C2); once more later where that cannot be kept."""
        if not self._blind:
            return
        from coach_tui.guide.blind import due_reveals

        self._blind = False
        if plans := due_reveals(self.engagement):
            try:
                await self._keep(plans)
            except Refused:
                self._blind = True

    async def look(self) -> "News":
        """Publish what waits, see what came and show it; tell that it came."""
        from coach_tui.engagement import News

        async with self._passing:
            try:
                news = await self._look()
            except OSError as error:
                # What came is still in the folder, and taken in once there is room.
                why = error.strerror or type(error).__name__
                self._own_trouble = f"this device cannot keep what came: {why}"
                news = News()
            else:
                self._own_trouble = ""
        for name in news.admitted:
            self.say(f"{name} is in now.")
        await self._open_blind()
        await self._measure()
        return news

    async def _look(self) -> "News":
        exchange, now = self.engagement.exchange, time.monotonic()
        if self._owed:
            await self._publish()
        news = await exchange.look(self)
        self.looked, self.pending = self.engagement.wall(), news.pending
        if news.taken:
            self._kept = now
            self._owed_since = self._owed_since or now
        if self._owed or news.admitted or self.trouble or now - self._took > PUBLISH_EVERY:
            await self._publish()
        self.folder_trouble = self.folder_trouble or news.trouble
        await self._upkeep(now)
        return news

    async def _publish(self) -> None:
        self._owed, self._took = False, time.monotonic()
        self.folder_trouble = await self.engagement.exchange.publish(self)

    async def _upkeep(self, now: float) -> None:
        exchange = self.engagement.exchange
        if now - self._healed > HEAL_EVERY:
            self._healed = now
            await exchange.heal(self)
        if self._owed_since and now - self._owed_since > TELL_AFTER:
            self._owed_since = 0.0
            if await exchange.tell(self):
                await self._publish()
        if now - self._kept > IDLE:
            self._kept = float("inf")
            await self._checkpoint()

    async def _checkpoint(self) -> None:
        await self.engagement.checkpointing(self)
        if self._folder.idle:
            await self.engagement.exchange.save_cache(self)

    async def invite(self) -> str:
        """A new invitation's code; empty after saying why there is none."""
        try:
            return await self.engagement.exchange.invite(self, "learner")
        except (Refused, OSError) as error:
            self.report(sentence(error))
            return ""

    # -- reading -------------------------------------------------------------------------------

    @property
    def reader(self) -> "Reader":
        """What may be seen now: laid out once for everything that is drawn until there is a change,
        another day, or a second person at this screen.
        """
        from coach_tui.guide.reader import Reader
        from coach_tui.records.dates import day_of

        day, found = day_of(self.engagement.wall()), self._reader
        if found is None or (found.day, found.together) != (day, self.together):
            found = self._reader = Reader(self.engagement, day, together=self.together)
        return found

    # -- what the frame shows ------------------------------------------------------------------

    @property
    def trouble(self) -> str:
        """What outside fails now, in a few words; empty when all is well."""
        if self._own_trouble:
            return self._own_trouble
        if self._silent_folder:
            return "not published: the folder does not answer"
        words = self.folder_trouble.split(":", maxsplit=1)[0].split(" (", maxsplit=1)[0]
        words = words.rstrip(".").replace("The shared", "the")
        return f"not published: {words}" if words else ""

    async def _measure(self) -> None:
        """How far the newest change has come."""
        from coach_tui.guide.people.arrival import steps

        with suppress(OSError):
            self.status = await self.vault(self.engagement.status)
            self.steps = steps(self.engagement, self.status)
        self._tell()

    def _tell(self) -> None:
        self.told.publish(None)

    def _told(self, ids: set[str]) -> None:
        from coach_tui.guide.timing import two_here

        self._reader = None
        records = self.engagement.state.records
        if any(records[i].kind == "session" for i in ids if i in records):
            self.together = two_here(self.engagement)
        if any(records[i].kind in BLIND for i in ids if i in records):
            self._blind = True
        self.changed.publish(ids)

    async def flip_plain(self) -> None:
        """Draw pictures with plain characters from now on, or with braille again."""
        self._draw_plain(not self.plain)
        words = "Pictures in plain characters." if self.plain else "Pictures in braille."
        try:
            await self.beside(self._keep_plain, self.plain)
        except (Refused, OSError) as error:
            words = sentence(error)
            self._draw_plain(not self.plain)
        self.say(words)

    def _keep_plain(self, plain: bool) -> None:
        from msgspec import structs

        from coach_tui import settings

        place = self.home.settings()
        settings.keep(place, structs.replace(settings.read(place), plain=plain))

    def _draw_plain(self, plain: bool) -> None:
        self.plain = plain
        self.changed.publish(set())


class _Seated(Protocol):
    desk: Desk


def desk_of(app: App[Any]) -> Desk:
    """The desk of the app that a screen belongs to."""
    return cast("_Seated", app).desk
