"""Verbs round a session: `prepare` and `meet` before it, `summary` after it."""

from contextlib import suppress
from typing import TYPE_CHECKING

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.cli.words import asked_text
from coach_tui.cli.writing import called, kept, others, published
from coach_tui.guide.reader import Reader
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Plan
    from coach_tui.records.state import Record


def prepare(call: Call) -> int:
    """Keep what somebody wants to bring to the next meeting; `--send` shares it."""
    from coach_tui.guide.session import preparing

    args = call.args
    engagement = call.engagement()
    given = {f: getattr(args, f) for f in preparing.PROMPTS if getattr(args, f) is not None}
    if not given and not args.send:
        given = _asked(engagement, preparing.mine(Reader(engagement)))
    plans = preparing.keep_prepared(engagement, given) if given else []
    if not args.send:
        if not plans:
            output.say("That is what is prepared already. Nothing was changed.")
        return kept(call, engagement, *plans) if plans else 0
    engagement.do(*plans)
    return kept(call, engagement, *_sending(engagement))


def _asked(engagement: "Engagement", there: "Record | None") -> dict[str, str]:
    """The three replies, asked for one after the other; an empty one leaves its prompt out."""
    from coach_tui.guide.session.preparing import PROMPTS

    sent = there is not None and not there.private
    who = "sent already" if sent else "only you, only on this device"
    found: dict[str, str] = {}
    for number, (field, asked) in enumerate(PROMPTS.items(), 1):
        before = f" So far: {line(there.text(field))}" if there and there.text(field) else ""
        with suppress(Refused):
            heading = f"{asked}  ({number} of {len(PROMPTS)}, {who}){before}"
            found[field] = asked_text(None, None, heading)
    if not found:
        raise Refused("Nothing is written. Nothing was saved.")
    return found


def _sending(engagement: "Engagement") -> "list[Plan]":
    """The plans that share what was prepared, after the warnings of issue and contract."""
    from coach_tui.guide.people.contract import before_sharing
    from coach_tui.guide.session.preparing import send

    plans = send(engagement)
    if words := before_sharing(engagement, plans[0].changes[0].set):
        output.say(words)
    return plans


def meet(call: Call) -> int:
    """Move the next date or call it off; without a date print what it is."""
    from coach_tui.guide.session.meeting import move, next_meeting

    args = call.args
    engagement = call.engagement()
    if args.date is not None:
        return kept(call, engagement, *move(engagement, args.date, args.note or ""))
    found = next_meeting(Reader(engagement))
    if call.json:
        names = ("day", "time", "by", "note")
        output.put_json({n: getattr(found, n) for n in names} if found else {})
    elif found is None:
        output.say("There is no next date.")
    else:
        output.put(found.words or "called off")
        if found.by:
            words = f"{engagement.name_of(found.by)}: {found.note}" if found.note else ""
            output.say(line(words or f"Said by {engagement.name_of(found.by)}."))
    return 0


def summary(call: Call) -> int:
    """Print the page of a session as Markdown, or write it to a new file; `--send` sends it."""
    from coach_tui.decks.files import path_of, write_new
    from coach_tui.guide.session.sending import latest
    from coach_tui.guide.session.summary import markdown
    from coach_tui.guide.session.summary import summary as page_of

    args = call.args
    engagement = call.engagement()
    found = engagement.record(args.session) if args.session else latest(Reader(engagement))
    text = markdown(page_of(engagement, found))
    if args.send and found.get("status") != "ended":
        raise Refused("This session is not over. Close it in the app; its last page sends it.")
    if args.out is not None:
        write_new(path_of(args.out), text)
        shown = output.path_text(args.out)
        output.put_json({"id": found.id, "file": shown}) if call.json else output.put(line(shown))
    elif call.json:
        output.put_json({"id": found.id, "markdown": text})
    else:
        output.put(text.rstrip("\n"))
    _mark(engagement, found, send=args.send)
    return 0


def _mark(engagement: "Engagement", session: "Record", *, send: bool) -> None:
    """Store that the page was sent, or read by this person, and publish it."""
    from coach_tui.guide.session import sending

    plans = sending.send(engagement, session) if send else sending.read(engagement, session)
    if not plans:
        return
    engagement.do(*plans)
    trouble = published(engagement)
    if send and trouble:
        output.say(line(f"Saved, not sent yet: {trouble[:1].lower()}{trouble[1:]}"))
    elif send:
        output.say(f"Sent to {called(others(engagement), 'the members of the engagement')}.")
