"""The verb `thread`: the chain of an issue, with gates, sources and open ends."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.guide.issue.similar import Elsewhere
    from coach_tui.guide.issue.thread import Thread
    from coach_tui.guide.issue.tree import Link
    from coach_tui.guide.reader import Reader
    from coach_tui.records.state import Record


def show(call: Call) -> int:
    """Print the chain of one issue: what was asked, tried, observed and changed, and what
    is open.
    """
    from coach_tui.guide.issue.thread import thread
    from coach_tui.guide.reader import Reader

    reader = Reader(call.history())
    issue = _issue(reader, call.args.issue)
    if issue is None:
        output.say('There is no issue yet. coach-tui add issue "…", or session issue-brief.')
        if call.json:
            output.put_json(None)
        return 0
    found = thread(reader, issue)
    if call.json:
        output.put_json(_json(reader, found))
        return 0
    output.put(f"{issue.id[:10]}  {line(issue.text('text'))}")
    for words in _warnings(reader, issue):
        output.put(words)
    output.put("")
    for head, other in (("", False), ("\nOther threads", True)):
        rows = [_row(found, link) for link in found.links[1:] if link.other is other]
        if rows:
            output.put(f"{head}\n" * bool(head) + output.table(rows, whole=True))
    _put_about(reader, found)
    return 0


def _issue(reader: "Reader", wanted: str | None) -> "Record | None":
    from coach_tui.guide.issue.thread import issues

    if wanted is None:
        return next(iter(issues(reader)), None)
    record = reader.engagement.record(wanted)
    if record.kind != "issue":
        raise Refused(f"{record.id[:10]} is of the kind {line(record.kind)}, not issue.")
    return record


def _warnings(reader: "Reader", issue: "Record") -> list[str]:
    from coach_tui.guide.issue.gates import SHUT, gate_statuses

    stands = gate_statuses(reader, issue)
    status = issue.text("status")
    shut = [f"It is {status}."] if status in SHUT else []
    due = ", ".join(s.gate.title for s in stands if s.due)
    asked = [f"Gates to be asked: {due}."] if due and not shut else []
    return shut + [f"{s.gate.warning} {s.outs}" for s in stands if s.red] + asked


def _row(found: "Thread", link: "Link") -> list[str]:
    from coach_tui.guide.issue.summary import link_text, open_end
    from coach_tui.records.dates import day_of

    record = link.record
    lead = "│ " * max(0, link.depth - 1) + ("├ " if link.branch and link.depth else "")
    lead = lead if link.branch else "│ " * link.depth
    still = open_end(found, link)
    words = line(link_text(link)) + (f"  ({still})" if still else "")
    return [record.id[:10], day_of(record.created), f"{lead}{link.how}", words]


def _put_about(reader: "Reader", found: "Thread") -> None:
    from coach_tui.guide.issue.overview import look_alikes, questions, sources

    output.put("")
    lines = [f"questions: {questions(reader, found).words}", *sources(found).words]
    for other, shared in look_alikes(reader, found.issue):
        lines.append(f"alike: {other.id[:10]}  {line(other.text('text'))} ({', '.join(shared)})")
    for one, shared in _elsewhere(reader.engagement, found.issue):
        where, words = line(one.engagement), line(one.text)
        lines.append(
            f"alike in {where}: {one.id[:10]}  {words} ({', '.join(shared)}; {one.stands})"
        )
        lines += [f"  learned there: {line(one.learned)}"] if one.learned else []
    if found.beside:
        lines.append(f"beside the chain: {len(found.beside)}")
    for words in lines:
        output.put(words)


def _elsewhere(engagement: "Engagement", issue: "Record") -> "list[tuple[Elsewhere, list[str]]]":
    """Similar issues in other engagements on this device; none while two people use this screen."""
    from coach_tui.guide.issue.overview import tags
    from coach_tui.guide.issue.similar import alike_elsewhere, issues_elsewhere
    from coach_tui.guide.timing import two_here

    if not tags(issue) or two_here(engagement):
        return []
    return alike_elsewhere(issues_elsewhere(engagement.home, engagement.ring.sp), issue)


def _json(reader: "Reader", found: "Thread") -> dict[str, Any]:
    from coach_tui.guide.issue.gates import gate_statuses
    from coach_tui.guide.issue.overview import look_alikes, questions, sources
    from coach_tui.guide.issue.summary import open_end

    spread, asked = sources(found), questions(reader, found)
    return {
        "issue": found.issue.id,
        "gates": [
            {
                "gate": s.gate.field,
                "value": s.value,
                "red": s.red,
                "due": s.due,
                "way": s.way.text("way") if s.way else "",
            }
            for s in gate_statuses(reader, found.issue)
        ],
        "chain": [
            {
                "id": link.record.id,
                "kind": link.record.kind,
                "how": link.how,
                "from": link.parent,
                "by": link.by,
                "folded": [r.id for r in link.folded],
                "open": open_end(found, link),
            }
            for link in found.links[1:]
        ],
        "beside": [r.id for r in found.beside],
        "sources": {**spread.places, **spread.marks},
        "questions": asked.states,
        "months": [asdict(m) for m in asked.months],
        "alike": [
            {"id": other.id, "shared": shared} for other, shared in look_alikes(reader, found.issue)
        ]
        + [
            {
                "id": one.id,
                "shared": shared,
                "engagement": one.engagement,
                "text": one.text,
                "status": one.status,
                "private": one.private,
                "learned": one.learned,
            }
            for one, shared in _elsewhere(reader.engagement, found.issue)
        ],
    }
