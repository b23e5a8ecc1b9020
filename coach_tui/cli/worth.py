"""Verbs for blind values: `predict` for an experiment, `check` for a session."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.cli.fields import pairs
from coach_tui.cli.misuse import Misuse
from coach_tui.cli.writing import others, published
from coach_tui.guide.blind import blind_statuses, due_reveals, give, own, reveal_alone
from coach_tui.guide.reader import Reader
from coach_tui.guide.sealed import ABOUT, KIND_OF, NAMES, said_in_words
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line
from coach_tui.records.worth import ITEM_WORDS, ITEMS

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.records.state import Record

LAST = "last"


def predict(call: Call) -> int:
    """Give a probability in per cent, reveal it alone, or print everybody's status."""
    engagement = call.engagement()
    experiment = _about(engagement, call.args.experiment, "experiment")
    chance = call.args.chance
    values = {} if chance is None else {"chance": chance}
    return _given(call, engagement, experiment, values)


def check(call: Call) -> int:
    """Give the five items, reveal them alone, or print everybody's status."""
    engagement = call.engagement()
    wanted = call.args.session
    session = _last(engagement) if wanted == LAST else _about(engagement, wanted, "session")
    values = pairs(call.args.items)
    for item in values:
        if item not in ITEMS:
            raise Misuse(f"{line(item)!r} is none of the five items: {', '.join(ITEMS)}.")
    if not values and not call.args.alone and not call.json:
        output.say("0 to 10 each:")
        output.say(output.table([[f"  {item}", words] for item, words in ITEM_WORDS.items()]))
    return _given(call, engagement, session, values)


def _about(engagement: "Engagement", identity: str, kind: str) -> "Record":
    record = engagement.record(identity)
    if record.kind != kind:
        raise Refused(f"{record.id} is of the kind {line(record.kind)}, not {kind}.")
    return record


def _last(engagement: "Engagement") -> "Record":
    found = [r for r in engagement.state.of_kind("session") if not r.text("exercise")]
    if not found:
        raise Refused("There was no session yet.")
    return found[-1]


def _given(call: Call, engagement: "Engagement", record: "Record", values: dict[str, Any]) -> int:
    """Give values, reveal own ones if `--alone` says so, else reveal what is due; then print
    everybody's status.
    """
    alone, plans = call.args.alone, []
    if values:
        plans = give(engagement, record.id, values)
        engagement.do(*plans)
        with suppress(OSError):
            call.drafts(engagement.ring.sp).keep_values(record.id, KIND_OF[record.kind], {})
    shared = any(not p.private for p in plans)
    if alone and (shared or not values):
        engagement.do(*reveal_alone(engagement, record.id))
    elif opening := due_reveals(engagement):
        engagement.do(*opening)
    trouble = published(engagement) if plans or alone else ""
    _show(call, engagement, record)
    if plans and not shared:
        output.say("Kept on this device only: nothing of this issue is shared.")
    elif trouble:
        output.say(line(f"Saved, not published: {trouble[:1].lower()}{trouble[1:]}"))
    elif plans and not alone:
        who = others(engagement)
        sees = who.named("sees", "see") if who.names else who.the_other("sees", "see")
        output.say(f"Given. {sees} it once theirs is given, and you see theirs.")
    return 0


def _show(call: Call, engagement: "Engagement", record: "Record") -> None:
    reader = Reader(engagement)
    found = blind_statuses(reader, record.id)
    kind, mine = KIND_OF[record.kind], own(reader, record.id)
    if call.json:
        output.put_json({
            "kind": kind,
            ABOUT[kind]: record.id,
            "given": [
                {
                    "member": member,
                    "name": engagement.name_of(member),
                    "state": stands.state,
                    "late": stands.late,
                    "values": stands.values,
                }
                for member, stands in found.items()
            ],
            "own": mine,
        })  # fmt: skip
        return
    output.put(f"{NAMES[kind].removeprefix('a ')} · {line(record.text('text'))}")
    rows = []
    for member, stands in found.items():
        me = member == engagement.me.member
        said = f"{said_in_words(mine)}, not open yet" if mine and me else stands.words
        said = stands.words if stands.state in ("revealed", "mismatch") else said
        rows.append([f"  {'you' if me else engagement.name_of(member)}", said])
    output.put(output.table(rows))
