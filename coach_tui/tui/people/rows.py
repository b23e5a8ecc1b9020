"""Rows for the People page: progress of syncing, devices, the shared folder, conflicts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.content import Content

from coach_tui.history.queries import MACHINERY
from coach_tui.records.dates import age, moment
from coach_tui.records.kinds import known
from coach_tui.records.state import values
from coach_tui.tui.record import field_words, label, words_of
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, SECTION, bar, join, styled

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Status
    from coach_tui.guide.reader import Reader
    from coach_tui.records.state import Record
    from coach_tui.tui.desk import Desk

NAME, NUMBER, BAR = 19, 5, 9
"""Widths of the columns, in cells."""
CLOCK_MINUTES = 2
"""Minutes by which another device's clock must be ahead to be mentioned."""


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device: its member's name and role, the number of its changes, when it was last heard of
    (ms), and whether it is this device.
    """

    name: str
    role: str
    changes: int
    heard: int
    here: bool


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The status of syncing for the page: how many of this device's changes are saved, published
    and arrived at each other member; devices; the folder and its trouble (empty: none).
    """

    saved: int = 0
    published: int = 0
    arrived: tuple[tuple[str, int], ...] = ()
    devices: tuple[DeviceLine, ...] = ()
    folder: str = ""
    trouble: str = ""
    pending: int = 0
    invited: int = 0


def sync_status(desk: "Desk", now: "Status") -> SyncStatus:
    """The status for the page, from the engagement's status and the last sync."""
    engagement, arrived, devices = desk.engagement, [], []
    for one in now.devices:
        name = engagement.name_of(one.member)
        devices.append(DeviceLine(name, one.role, one.changes, one.heard, one.here))
        if not one.here:
            # Receipts count as changes but need not arrive: compare with the last real change.
            arrived.append((name, now.published if one.arrived >= now.last else one.arrived))
    devices.sort(key=lambda d: not d.here)
    return SyncStatus(
        now.saved, now.published, tuple(arrived), tuple(devices), engagement.ring.folder,
        desk.folder_trouble, desk.pending + now.missing, now.invited,
    )  # fmt: skip


def sync_rows(now: SyncStatus, wall: int, looked: int) -> list[Row]:
    """Progress, devices and folder; `wall` is now and `looked` the last sync (ms)."""
    rows = [_step("saved", now.saved, now.saved, "in your vault")]
    waiting = now.saved - now.published
    words = f"{waiting} waiting" if waiting > 0 else "in the folder"
    rows.append(_step("published", now.published, now.saved, words))
    for name, upto in now.arrived:
        missing = now.saved - upto
        words = f"{missing} on the way" if missing > 0 else "all of it"
        rows.append(_step(f"arrived at {name}", upto, now.saved, words))
    if not now.arrived:
        rows.append(Row(_alone(now), tone=MUTED, gap=1))
    return [*rows, *_devices(now, wall), *_folder(now, wall, looked)]


def _alone(now: SyncStatus) -> str:
    if now.invited:
        return "Nobody has joined yet. An invitation is open; this page tells when it is used."
    return "Nobody has joined yet. i makes an invitation."


def _step(name: str, count: int, of: int, words: str) -> Row:
    whole = count >= of
    shown = styled(name, "" if whole else "bold").truncate(NAME - 1, ellipsis=True)
    number = styled(f"{count:,}", "" if whole else "bold")
    space = " " * max(1, NAME + NUMBER - shown.cell_length - number.cell_length)
    gauge = bar(count / of if of else 1.0, BAR)
    line = join(shown, styled(space), number, styled("  "), gauge)
    return Row(words=line, right=words)


def _devices(now: SyncStatus, wall: int) -> list[Row]:
    head = join(styled("Devices", SECTION), styled(f"{'changes':>{NAME + NUMBER - 7}}", MUTED))
    rows = [Row(words=head, right="last heard", gap=2)]
    for one in now.devices:
        name = styled(one.name, "bold" if one.here else "")
        role = styled(f"  {one.role}", MUTED)
        room = max(3, NAME - 1 - role.cell_length)
        left = join(name.truncate(room, ellipsis=True), role)
        number = styled(f"{one.changes:,}")
        space = " " * max(1, NAME + NUMBER - left.cell_length - number.cell_length)
        heard = "this one" if one.here else age(one.heard, wall)
        under = "" if one.here else _clock(one.heard - wall)
        rows.append(Row(words=join(left, styled(space), number), right=heard, under=under))
    return rows


def _clock(ahead: int) -> str:
    """A remark on a device whose clock is ahead of ours by so many ms; empty when it is not."""
    minutes = ahead // 60_000
    if minutes < CLOCK_MINUTES:
        return ""
    far = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    return f"This device's clock is {far} ahead of yours."


def _folder(now: SyncStatus, wall: int, looked: int) -> list[Row]:
    right = f"last looked {age(looked, wall).removeprefix('today ')}" if looked else ""
    rows = [Row("Folder", tone=SECTION, gap=2, right=right), Row(now.folder)]
    if now.trouble:
        said = f"{now.trouble} All is saved here and will be published when it is back."
        rows.append(Row(said, tone="$text-warning"))
    if now.pending:
        have = "change has" if now.pending == 1 else "changes have"
        rows.append(Row(f"{now.pending} {have} not come whole yet.", tone=MUTED))
    rows.append(
        Row("Sealed: whoever carries the folder sees sizes and dates, no words.", tone=MUTED)
    )
    return rows


# -- conflicts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a field in conflict: in words, who set it, and when (ms)."""

    words: str
    who: str
    when: int


def conflicts(reader: "Reader") -> list[tuple["Record", str]]:
    """The (record, field) pairs in conflict, the latest first."""
    found = [
        (r, f)
        for r in reader.records
        if r.conflicts and r.kind not in MACHINERY
        for f in sorted(r.conflicts)
    ]
    return sorted(found, key=lambda pair: (-pair[0].changed, pair[0].id, pair[1]))


def choices(engagement: "Engagement", record: "Record", field: str) -> list[Choice]:
    """The values of a field in conflict, in the order in which they are numbered."""
    live = [v for v in values(record.id, record.changes) if v.live and v.field == field]
    found = []
    for value in record.conflicts.get(field, []):
        by = next((v.change for v in reversed(live) if _same(v.value, value)), None)
        who = engagement.name_of(by.author) if by else "somebody"
        words = field_words(engagement, record, field, value) or "nothing"
        found.append(Choice(words, who, by.w if by else 0))
    return found


def _same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def conflict_rows(reader: "Reader") -> list[Row]:
    """One entry for each conflict, listing its values with author and time; empty without any."""
    found, who = conflicts(reader), reader.who
    if not found:
        return []
    rows = [Row(f"Edited by {who.several} of you at once", tone=SECTION, gap=2)]
    kept = f"{who.all.capitalize()} are kept. Choose, or leave it for the next session."
    for number, (record, field) in enumerate(found):
        lines = [_choice(c) for c in choices(reader.engagement, record, field)]
        lines.append(styled(kept, MUTED))
        own = field == known(record.kind).text_in
        about = f"{label(record, field)}: “{words_of(record)[:90]}”"
        rows.append(
            Row(
                f"{record.kind}, its words" if own else about,
                id=f"{record.id}:{field}",
                glyph="≠",
                lines=tuple(lines),
                gap=int(number > 0),
            )
        )
    return rows


def _choice(choice: Choice) -> Content:
    when = styled(f"  {moment(choice.when)}", MUTED)
    return join(styled(f"{choice.who} ", MUTED), styled(choice.words[:200]), when)
