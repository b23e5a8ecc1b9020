"""What needs whom today. Pure: from the state of things, nothing is kept."""

from dataclasses import dataclass

from coach_tui.engagement import Engagement
from coach_tui.guide.experiment.board import waiting
from coach_tui.guide.people import contract
from coach_tui.guide.reader import Glance
from coach_tui.guide.sealed import VALUES, Book
from coach_tui.guide.session.exercises import standing
from coach_tui.guide.timing import ended, ended_at
from coach_tui.history.queries import MACHINERY, newest_first
from coach_tui.records.answers import named, needs_question, with_question
from coach_tui.records.dates import day_of
from coach_tui.records.state import Record


@dataclass(frozen=True, slots=True)
class Need:
    """Something to do: the record to open, what it is about, why, and until when (a day)."""

    record: Record
    text: str
    why: str
    due: str = ""
    blind: bool = False
    """Something to be given before the other's is seen: a prediction, a check-out."""
    both: bool = False
    """Two people edited it at once: one of the values is to be kept."""


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


def today(engagement: Engagement, seen: int = 0, glance: Glance | None = None) -> Today:
    """What this device's person should see now; `seen` (ms) is when they last looked."""
    glance = glance or Glance(engagement.state)
    day = day_of(engagement.wall())
    last = _last_session(glance)
    upcoming = last.text("next_date") if last and last.text("next_date") >= day else ""
    return Today(
        day,
        needs(engagement, day, glance),
        agreed_in(engagement, last, glance) if last else [],
        ended_at(last) if last else 0,
        news(engagement, seen, glance),
        upcoming,
        last.text("text") if last else "",
        min(glance.of_kind("issue"), key=lambda r: r.get("status", "open") != "open", default=None),
    )


def _last_session(glance: Glance) -> Record | None:
    done = [s for s in ended(glance.of_kind("session")) if not s.text("exercise")]
    return done[-1] if done else None


def agreed_in(
    engagement: Engagement, session: Record, glance: Glance | None = None
) -> list[Record]:
    """What was agreed in a session: its actions, exercises and open questions."""
    start, end = session.created, ended_at(session)
    found = []
    glance = glance or Glance(engagement.state)
    for record in glance.of_kind("action", "exercise", "question"):
        given = record.kind == "exercise" and start <= record.created <= end
        if record.audience != "private" and (record.text("session") == session.id or given):
            found.append(record)
    order = ("action", "exercise", "question")
    return sorted(found, key=lambda r: (order.index(r.kind), r.text("due") or "9", r.created))


def needs(engagement: Engagement, day: str, glance: Glance | None = None) -> list[Need]:
    """What this device's person has to do, as it stands on a day, the most pressing first."""
    glance = glance or Glance(engagement.state)
    me = engagement.me.member
    found: list[Need] = []
    for record in glance.of_kind("exercise"):
        stands = standing(engagement, record, day, glance)
        if stands.state in ("open", "late") and record.text("to") in ("", me):
            why = record.text("note") or f"from {engagement.name_of(record.author)}"
            found.append(Need(record, record.text("text"), why, stands.due))
    for record in glance.of_kind("action"):
        mine = record.text("owner") in ("", me, engagement.me.name)
        if record.get("status", "open") == "open" and mine and _learners(engagement, record):
            found.append(Need(record, record.text("text"), "agreed", record.text("due")))
    for record, why, since in waiting(engagement, day, glance):
        what = "Look back" if since else "Paused, not all right"
        found.append(Need(record, f"{what}: {record.text('text')}", why, since))
    found += _private_prompts(engagement, glance)
    found += _without_next(engagement, glance)
    found += _contract(engagement, day, glance)
    found += _blind(engagement, glance)
    found += _both(glance)
    return sorted(found, key=lambda n: (n.due or "9999", n.record.created, n.record.id))


def _learners(engagement: Engagement, record: Record) -> bool:
    """An action of nobody's name is its speaker's: whose words it was, else who wrote it."""
    if record.text("owner"):
        return True
    me = engagement.me
    return (record.text("by") or record.author) in (me.member, me.role)


def _private_prompts(engagement: Engagement, glance: Glance) -> list[Need]:
    """Prompts that wait for an answer of ours, private, on this device of ours."""
    me, role = engagement.me.member, engagement.me.role
    waiting: dict[tuple[str, str], Record] = {}
    given: set[tuple[str, str]] = set()
    for record in glance.of_kind("answer", *VALUES):
        key = (record.text("session"), record.text("prompt"))
        if record.text("type") == "private" and record.text("by") in (me, role):
            waiting[key] = record
        elif record.author == me and record.get("state") != "asked":
            given.add(key)
    books = [Book(engagement, kind, glance) for kind in VALUES] if waiting else []
    for key, record in waiting.items():
        links = record.get("links", [])
        about = links[0] if isinstance(links, list) and links else ""
        if any(me in b.given.get(about, {}) or b.secret(about) for b in books):
            given.add(key)
    return [
        Need(r, r.text("asked"), "private: on your own device")
        for key, r in waiting.items()
        if key not in given
    ]


def _without_next(engagement: Engagement, glance: Glance) -> list[Need]:
    """Experiences whose last part is not there yet: it is asked for until it is (P3)."""
    me = engagement.me
    return [
        Need(r, "What will you do next?", title_of(r) if r.text("text") else r.text("happened"))
        for r in glance.of_kind("experience")
        if (r.text("by") or r.author) in (me.member, me.role)
        and r.author == me.member
        and not r.text("next").strip()
    ]


def _blind(engagement: Engagement, glance: Glance) -> list[Need]:
    """What the other has given blind and this person has not: it opens when both have."""
    from coach_tui.guide.blind import waiting_for_me

    others = " and ".join(engagement.name_of(d.member) for d in engagement.others)
    asked = {"prediction": "Give your prediction", "check": "Check out of"}
    return [
        Need(about, f"{asked[kind]}: {title_of(about)}", f"{others} has given theirs", blind=True)
        for about, kind in waiting_for_me(engagement, glance)
    ]


def _both(glance: Glance) -> list[Need]:
    """What two people edited at once: both values stay until one is chosen."""
    return [
        Need(r, f"Choose: {title_of(r)}", "You both changed this. Both are kept.", both=True)
        for r in glance.records
        if r.conflicts and r.kind not in MACHINERY
    ]


def _contract(engagement: Engagement, day: str, glance: Glance) -> list[Need]:
    """The contract, when one's own yes to its text is missing, and when it is to be renewed."""
    record = contract.current(engagement, glance)
    if record is None or record.audience == "private":
        return []
    words = record.text("text")
    mine = [a for a in contract.agreements(engagement, record) if a.role == engagement.me.role]
    for one in mine:
        if one.state != "agreed":
            again = " again: it was changed" if one.state == "changed" else ""
            return [Need(record, f"Agree to the contract{again}", words)]
    renew = record.text("renew")
    if not contract.due(record, day):
        return []
    return [Need(record, "Look at the contract again", words, renew)]


def news(engagement: Engagement, seen: int, glance: Glance | None = None) -> list[Record]:
    """What the others added or changed since a moment (ms), the newest first."""
    me = engagement.me.member
    found = [
        r
        for r in (glance or Glance(engagement.state)).records
        if r.kind not in MACHINERY
        and any(c.n and c.author != me and c.w > seen for c in r.changes)
        and (r.kind != "answer" or r.get("state", "answered") == "answered")
    ]
    return newest_first(found)


def title_of(record: Record) -> str:
    """The words that stand for a record in a list; an answer that is no text has its question."""
    if needs_question(record):
        return with_question(record)
    return marked(record, named(record) or record.text("asked") or record.kind)


def marked(record: Record, words: str) -> str:
    """Words that stand for a record: advice says so wherever its kind is not beside it (P2)."""
    return f"advice: {words}" if record.kind == "advice" else words
