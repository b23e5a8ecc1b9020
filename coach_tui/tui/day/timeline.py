"""Search and rows of the History page: records grouped by session and day, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.content import Content

from coach_tui.guide.reader import Reader
from coach_tui.guide.session.outcomes import landed, superseded
from coach_tui.guide.timing import spent
from coach_tui.history.queries import MACHINERY, Sitting, counts, timeline
from coach_tui.records.dates import short
from coach_tui.records.kinds import known
from coach_tui.records.text import shown
from coach_tui.tui.record import label, stands, words_of
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, hits, join, marked, styled

if TYPE_CHECKING:
    from coach_tui.records.state import Record

SHOWN = 200
"""The most records that are made into rows."""
TRIES = 20
"""How often a search is repeated when the state changed under it."""
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The result of a search: its words and kind (empty: all), the groups to show, the number of
    records found (`total`) of all there are (`every`), and counts by kind.
    """

    words: str = ""
    kind: str = ""
    groups: list[Sitting] = field(default_factory=list)
    total: int = 0
    every: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def more(self) -> int:
        """How many found records are not among the groups shown."""
        return self.total - sum(len(g.records) for g in self.groups)


def collect(reader: Reader, words: str, kind: str) -> SearchResult:
    """Search, filter and group the visible records; may run on any thread.

    The event loop may change the state meanwhile (`RuntimeError` while iterating): then the search
    is repeated, and after `TRIES` the result is empty.
    """
    for _ in range(TRIES):
        try:
            return _collect(reader, words, kind)
        except RuntimeError:
            continue
    return SearchResult(words, kind)


def _collect(reader: Reader, words: str, kind: str) -> SearchResult:
    engagement, every = reader.engagement, reader.once(_work)
    found: Iterable[Record] = every
    if words.split():
        hit = set(engagement.index.find(words))
        found = [r for r in every if r.id in hit]
    per_kind = counts(found)
    some = [r for r in found if not kind or r.kind == kind]
    left, groups = SHOWN, []
    for group in timeline(engagement.state, some):
        if left <= 0:
            break
        kept = group.records[:left]
        own = bool(group.session and any(r is group.session for r in some))
        if kept or own:
            groups.append(Sitting(group.day, group.session, kept))
        left -= max(1, len(kept))
    total = sum(1 for r in some if r.kind != "session")
    return SearchResult(words, kind, groups, total, len(every), per_kind)


def _work(reader: Reader) -> list["Record"]:
    """The visible records without internal kinds, marks for steps that were not asked, and marks
    at prompts that have a reply.
    """
    replied = superseded(reader)
    return [
        r
        for r in reader.records
        if r.kind not in MACHINERY
        and r.id not in replied
        and (r.kind != "answer" or r.text("type") != "condition")
    ]


def rows_of(found: SearchResult, reader: Reader) -> list[Row]:
    """The groups as rows, with the words of the search underlined."""
    rows: list[Row] = []
    for group in found.groups:
        gap = 1 if rows else 0
        day = short(group.day)
        if group.session is not None and reader.may_see(group.session):
            rows.append(_session(group, found, reader, day, gap))
        else:
            rows.append(Row("Between sessions", tone=MUTED, lead=day, gap=gap))
        rows += [_record(record, found.words, reader) for record in group.records]
    return rows


def _session(group: Sitting, found: SearchResult, reader: Reader, day: str, gap: int) -> Row:
    assert group.session is not None
    record = group.session
    minutes = _minutes(record, reader)
    ended = record.get("status") == "ended"
    right = f"{minutes} min" if ended and minutes else record.text("status")
    words = marked(words_of(record), found.words, "bold")
    return Row(words=words, id=record.id, right=right, lead=day, gap=gap, most=2)


def _minutes(session: "Record", reader: Reader) -> int:
    """The length of a session in minutes, without breaks."""
    ended = session.fields.get("ended")
    moments = [ended] if isinstance(ended, int) else []
    return round(spent(session, moments + reader.moments.get(session.id, [])) / MINUTE)


def _record(record: "Record", words: str, reader: Reader) -> Row:
    text, elsewhere = words_of(record), landed(reader, record)
    text = f"{text}  {elsewhere}" if elsewhere else text
    status = "" if elsewhere else stands(reader, record, brief=True)
    more = () if not words or hits(text, words) else _elsewhere(record, words)
    return Row(
        words=marked(text, words),
        id=record.id,
        glyph=known(record.kind).glyph,
        right=f"{reader.who.several} edited" if record.conflicts else status,
        right_tone="$text-warning" if record.conflicts else MUTED,
        most=2,
        lines=more,
    )


def _elsewhere(record: "Record", words: str) -> tuple[Content, ...]:
    """A line with the field in which a searched word was found; empty when there is none."""
    for name, value in record.fields.items():
        text = shown(value)
        if name not in ("session", "issue", "prompt", "options") and hits(text, words):
            lead = styled(f"{label(record, name)}  ", MUTED)
            return (join(lead, marked(text, words, MUTED, 90)),)
    return ()
