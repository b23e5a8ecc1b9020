"""The screens' access to the open engagement: opening, storing changes, syncing, error reporting.

`Desk` belongs to the event loop; call it only from there. It runs blocking work on two threads, one
for the vault on this device and one for the shared folder, so that saving and quitting never wait
for the folder. Errors of disk and folder are caught here and shown as a sentence. Screens subscribe
to `changed` (records) and `told` (status). Imports no widget and no page.
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
from coach_tui.newer import Newer, refuse_newer
from coach_tui.records.refusal import Refused
from coach_tui.tui.threads import Threads

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, News, Plan, Status
    from coach_tui.guide.drafts import Drafts
    from coach_tui.guide.reader import Reader
    from coach_tui.home import Home

P = ParamSpec("P")
T = TypeVar("T")
Say = Callable[[str], object]
"""Shows a sentence to the person."""

AWAKE, ASLEEP = 1.0, 5.0
"""Seconds between two syncs, with terminal focus and without."""
HEAL_EVERY = 120.0
"""Seconds between two republications of own changes that the folder has lost."""
TELL_AFTER = 60.0
"""Seconds after received changes until their receipt is published."""
PUBLISH_EVERY = 5.0
"""Seconds between two checks for unpublished changes."""
IDLE = 20.0
"""Seconds without a change after which the checkpoint is written."""
BLIND = ("prediction", "check")
"""Kinds that are opened once all members have given theirs."""


class Desk(Threads):
    """One engagement for the screens.

    `notice` is shown on every page until the engagement is open, `trouble` in the header while
    folder or disk fail. `steps` is the progress of the newest change, as (reached, words).
    """

    def __init__(self, app: App[Any], home: "Home", sp: str, title: str) -> None:
        super().__init__()
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
        """The number of lines in the folder that could not be verified yet."""
        self.looked = 0
        """When the last sync ended (ms since the epoch, 0 for never)."""
        self.together = False
        """Whether two people look at this screen in a running session: hides private records."""
        self._reader: Reader | None = None
        self.plain = False
        """Whether charts are drawn in plain characters (a setting of this device)."""
        self.folder_trouble = ""
        """Why the folder cannot be used, in one sentence; empty when it can."""
        self._own_trouble = ""
        self._passing = asyncio.Lock()
        self._wake = asyncio.Event()
        self._awake = True
        self._owed = False
        self._healed = self._kept = time.monotonic()
        self._took = self._owed_since = 0.0
        self._blind = True
        """Whether there may be blind values that can be opened now."""

    @property
    def engagement(self) -> "Engagement":
        """The open engagement; fails before it is open."""
        assert self.opened is not None
        return self.opened

    # -- saying --------------------------------------------------------------------------------

    def say(self, words: str, seconds: float = 3.0) -> None:
        """Show a notification; the text is never read as markup."""
        self.app.notify(words, timeout=seconds, markup=False)

    def report(self, words: str) -> None:
        """Show an error as a notification, for longer."""
        self.say(words, 8.0)

    async def ask(self, work: Callable[[], T], say: Say | None = None) -> T | None:
        """The result of `work`, run on another thread; None after reporting `Refused` or
        `OSError`.
        """
        try:
            return await self.beside(work)
        except (Refused, OSError) as error:
            (say or self.report)(sentence(error))
            return None

    @property
    def drafts(self) -> "Drafts":
        """This device's drafts, for use on any thread; what they set aside is reported."""
        from coach_tui.guide.drafts import Drafts

        later = asyncio.get_running_loop().call_soon_threadsafe
        return Drafts(self.home.drafts(self.sp), lambda words: later(self.report, words))

    # -- opening and living --------------------------------------------------------------------

    async def open(self) -> bool:
        """Open the engagement; waits until this device has been admitted. False when it cannot be
        opened: then the app exits with a sentence.
        """
        from coach_tui import settings

        self.plain = (await self.vault(settings.read, self.home.settings())).plain
        try:
            while not await self._enter():
                self.notice = (
                    "You have asked to be let in. The other device answers at its next sync; "
                    "this page opens by itself."
                )
                self._tell()
                await asyncio.sleep(AWAKE)
            self.opened = await self.vault(self._load)
            await self.vault(self.drafts.check)
        except (Refused, OSError) as error:
            from rich.text import Text

            self.app.exit(1, message=Text(sentence(error)))
            return False
        if not gc.isenabled():
            # What was loaded so far lives as long as the app: exempt it from garbage collection.
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
        # On the vault thread: loading takes long, and the event loop must not block.
        from coach_tui.engagement import Engagement, ring_of
        from coach_tui.guide.day import path, today  # noqa: F401

        found = Engagement(self.home, ring_of(self.home, self.sp)).load()
        found.exchange.load_cache()
        return found

    async def live(self) -> None:
        """Sync in a loop, for ever."""
        while True:
            await self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), AWAKE if self._awake else ASLEEP)
            self._wake.clear()

    def attend(self, awake: bool) -> None:
        """Set whether the terminal has the focus: without it syncs are less frequent."""
        self._awake = awake
        if awake:
            self._wake.set()

    async def close(self) -> None:
        """Write the checkpoint. Never waits for the folder."""
        if self.opened is not None:
            with suppress(OSError, Refused):
                await self._checkpoint()

    # -- storing and syncing -------------------------------------------------------------------

    async def keep(
        self, plan: "Callable[[], Iterable[Plan]]", say: Say | None = None
    ) -> list[str] | None:
        """Store the plans that `plan()` returns, apply them, and publish them in the background.

        Returns the ids of the changed records; None when nothing was stored because of `Refused`,
        after showing why with `say` (default: a notification). The caller then keeps its input.
        """
        try:
            return await self._keep(list(plan()))
        except Refused as refused:
            (say or self.report)(str(refused))
            return None

    async def _keep(self, plans: "list[Plan]") -> list[str]:
        if not plans:
            return []
        async with self.door():
            taken = await self.vault(self.engagement.keep, *plans)
            self.engagement.apply(taken)
        self._kept = time.monotonic()
        self._owed = True
        await self._measure()
        self._wake.set()
        await self._open_blind()
        return list(dict.fromkeys(i for i, _ in taken))

    async def _open_blind(self) -> None:
        """Open the blind values that all members have given by now; retried later if refused."""
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
        """Sync once: publish waiting changes, receive and apply new ones, update the status.

        Returns what was received; empty when this device could not store it (see `trouble`).
        """
        from coach_tui.engagement import News

        async with self._passing:
            try:
                news = await self._look()
            except Newer as newer:
                if self._own_trouble != newer.short:
                    self.report(str(newer))
                news, self._own_trouble = News(), newer.short
            except OSError as error:
                # The changes are still in the folder and are received by a later sync.
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
        await self.vault(refuse_newer, self.home.root)
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
            # It can be made again at any time: that it was not written is no trouble of what came.
            with suppress(OSError):
                await self._checkpoint()

    async def _checkpoint(self) -> None:
        await self.engagement.checkpointing(self)
        if self.folder_idle:
            await self.engagement.exchange.save_cache(self)

    async def invite(self) -> str:
        """The code of a new invitation; empty after reporting why there is none."""
        try:
            return await self.engagement.exchange.invite(self, "learner")
        except (Refused, OSError) as error:
            self.report(sentence(error))
            return ""

    # -- reading -------------------------------------------------------------------------------

    @property
    def reader(self) -> "Reader":
        """The reader for drawing, cached until records, the day or `together` change."""
        from coach_tui.guide.reader import Reader
        from coach_tui.records.dates import day_of

        day, found = day_of(self.engagement.wall()), self._reader
        if found is None or (found.day, found.together) != (day, self.together):
            found = self._reader = Reader(self.engagement, day, together=self.together)
        return found

    # -- status --------------------------------------------------------------------------------

    @property
    def trouble(self) -> str:
        """What fails now (disk or folder), in a few words for the header; empty when nothing."""
        if self._own_trouble:
            return self._own_trouble
        if self.folder_silent:
            return "not published: the folder does not answer"
        words = self.folder_trouble.split(":", maxsplit=1)[0].split(" (", maxsplit=1)[0]
        words = words.rstrip(".").replace("The shared", "the")
        return f"not published: {words}" if words else ""

    async def _measure(self) -> None:
        """Update `status` and `steps`; on a disk error they stay as they were."""
        from coach_tui.guide.people.arrival import steps

        with suppress(OSError):
            self.status = await self.vault(self.engagement.status)
            self.steps = steps(self.engagement, self.status)
        self._tell()

    def folder_is_silent(self) -> None:
        """The header says that the folder does not answer."""
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
        """Switch charts between plain characters and braille, and store the setting."""
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
    """The desk of an app that has one (`CoachApp`)."""
    return cast("_Seated", app).desk
