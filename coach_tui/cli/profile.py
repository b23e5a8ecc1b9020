"""The verb `profile`: a member's learning habits, as an inventory was answered."""

from typing import Any

from coach_tui.cli import output
from coach_tui.cli.call import Call


def show(call: Call) -> int:
    """Print the latest scores of an inventory beside earlier ones, and decks for the lowest."""
    from coach_tui.guide.people.profile import EVIDENCE, compared, least, results, stretches
    from coach_tui.guide.reader import Reader
    from coach_tui.guide.session.editions import decks_at_hand

    engagement = call.history()
    members = engagement.members.items()
    learner = next((m for m, d in members if d.role == "learner"), "learner")
    member = engagement.member_named(call.args.of) if call.args.of else learner
    reader = Reader(engagement)
    found = results(reader, member)
    if not found:
        if call.json:
            output.put_json([])
        else:
            output.say("No inventory was answered yet. coach-tui session learning-preferences")
        return 0
    latest = found[-1]
    earlier = [r for r in found[:-1] if r.deck == latest.deck]
    changes = compared(latest, earlier[-1] if earlier else None)
    low = least(latest)
    proposed = stretches(decks_at_hand(reader), low)[:3] if low else []
    if call.json:
        bars: list[dict[str, Any]] = [
            {
                "id": c.bar.id,
                "title": c.bar.title,
                "mean": c.bar.score.mean,
                "points": c.bar.score.points,
                "answered": c.bar.score.answered,
                "of": c.bar.score.items,
                "before": c.before.score.mean if c.before else None,
                "change": c.by,
                "chance": round(c.chance, 2),
                "least": low is not None and c.bar.id == low.id,
                "stretches": [n for n, _ in proposed] if low and c.bar.id == low.id else [],
            }
            for c in changes
        ]
        output.put_json(bars)
        return 0
    rows = [["", *([earlier[-1].day] if earlier else []), latest.day, ""]]
    for c in changes:
        before = [_mean(c.before.score.mean if c.before else None)] if earlier else []
        rows.append([c.bar.title, *before, _mean(c.bar.score.mean), c.words])
    output.put(output.table(rows))
    output.say(EVIDENCE)
    if low and proposed:
        output.say(f"Used least: {low.title}. To stretch it: {', '.join(n for n, _ in proposed)}")
    return 0


def _mean(mean: float | None) -> str:
    return "" if mean is None else f"{mean:.1f}"
