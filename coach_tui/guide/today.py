"""What needs whom today. Pure: from the state of things, nothing is kept."""

from dataclasses import dataclass
from datetime import datetime

from coach_tui.engagement import Engagement
from coach_tui.guide.exercises import standing
from coach_tui.guide.experiments import waiting
from coach_tui.guide.sessions import ended, ended_at
from coach_tui.history.queries import MACHINERY, newest_first
from coach_tui.records.kinds import known
from coach_tui.records.state import Record


@dataclass(frozen=True, slots=True)
class Need:
    """Something to do: the record to open, what it is about, why, and until when (a day)."""

    record: Record
    text: str
    why: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page: what is due, what was agreed and when, news, the next session."""

    day: str
    needs: list[Need]
    agreed: list[Record]
    agreed_at: int
    news: list[Record]
    next_session: str
    next_after: str
    issue: Record | None


def today(engagement: Engagement, seen: int = 0) -> Today:
    """What this device's person should see now; `seen` (ms) is when they last looked."""
    now = engagement.wall()
    day = datetime.fromtimestamp(now / 1000).strftime("%Y-%m-%d")
    last = _last_session(engagement)
    upcoming = last.text("next_date") if last and last.text("next_date") >= day else ""
    return Today(
        day,
        _needs(engagement, day),
        agreed_in(engagement, last) if last else [],
        ended_at(last) if last else 0,
        news(engagement, seen),
        upcoming,
        last.text("text") if last else "",
        next(engagement.state.of_kind("issue"), None),
    )


def _last_session(engagement: Engagement) -> Record | None:
    done = [s for s in ended(engagement.state.of_kind("session")) if not s.text("exercise")]
    return done[-1] if done else None


def agreed_in(engagement: Engagement, session: Record) -> list[Record]:
    """What was agreed in a session: its actions, exercises and open questions."""
    start, end = session.created, ended_at(session)
    found = []
    for record in engagement.state.of_kind("action", "exercise", "question"):
        given = record.kind == "exercise" and start <= record.created <= end
        if record.audience != "private" and (record.text("session") == session.id or given):
            found.append(record)
    order = ("action", "exercise", "question")
    return sorted(found, key=lambda r: (order.index(r.kind), r.text("due") or "9", r.created))


def _needs(engagement: Engagement, day: str) -> list[Need]:
    me = engagement.me.member
    found: list[Need] = []
    for record in engagement.state.of_kind("exercise"):
        stands = standing(engagement, record, day)
        if stands.state in ("open", "late") and record.text("to") in ("", me):
            why = record.text("note") or f"from {engagement.name_of(record.author)}"
            found.append(Need(record, record.text("text"), why, stands.due))
    for record in engagement.state.of_kind("action"):
        mine = record.text("owner") in ("", me, engagement.me.name)
        if record.get("status", "open") == "open" and mine and _learners(engagement, record):
            found.append(Need(record, record.text("text"), "agreed", record.text("due")))
    for record, why, since in waiting(engagement, day):
        what = "Look back" if since else "Paused, not all right"
        found.append(Need(record, f"{what}: {record.text('text')}", why, since))
    found += _private_prompts(engagement)
    return sorted(found, key=lambda n: (n.due or "9999", n.record.created, n.record.id))


def _learners(engagement: Engagement, record: Record) -> bool:
    """An action of nobody's name is its speaker's: whose words it was, else who wrote it."""
    if record.text("owner"):
        return True
    me = engagement.me
    return (record.text("by") or record.author) in (me.member, me.role)


def _private_prompts(engagement: Engagement) -> list[Need]:
    """Prompts that wait for an answer of ours, private, on this device of ours."""
    me, role = engagement.me.member, engagement.me.role
    waiting: dict[tuple[str, str], Record] = {}
    given: set[tuple[str, str]] = set()
    for record in engagement.state.of_kind("answer"):
        key = (record.text("session"), record.text("prompt"))
        if record.text("type") == "private" and record.text("by") in (me, role):
            waiting[key] = record
        elif record.author == me and record.get("state") != "asked":
            given.add(key)
    return [
        Need(r, r.text("asked"), "private: on your own device")
        for key, r in waiting.items()
        if key not in given
    ]


def news(engagement: Engagement, seen: int) -> list[Record]:
    """What the others added or changed since a moment (ms), the newest first."""
    me = engagement.me.member
    found = [
        r
        for r in engagement.state.records.values()
        if r.kind not in MACHINERY
        and not r.hidden
        and any(c.n and c.author != me and c.w > seen for c in r.changes)
        and (r.kind != "answer" or r.get("state", "answered") == "answered")
    ]
    return newest_first(found)


def title_of(record: Record) -> str:
    """The words that stand for a record in a list."""
    text = record.text("text") or record.text(known(record.kind).text_in)
    words = text or record.text("asked") or record.kind
    # Advice is marked wherever it stands (P2).
    return f"advice: {words}" if record.kind == "advice" else words
