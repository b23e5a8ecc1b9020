"""The verb `path`: which decks were done in the first months, and which fit now."""

from coach_tui.cli import output
from coach_tui.cli.call import Call


def show(call: Call) -> int:
    """Print which decks fit now, with reasons, and what was done of the first three months."""
    from coach_tui.guide.day.path import roadmap
    from coach_tui.guide.reader import Reader
    from coach_tui.guide.session.editions import decks_at_hand

    reader = Reader(call.history())
    found = roadmap(reader, decks_at_hand(reader))
    if call.json:
        output.put_json({
            "begun": found.begun or None,
            "fits": [{"deck": s.name, "title": s.title, "why": why} for s, why in found.fits],
            "months": [
                {
                    "title": title,
                    "decks": [
                        {"deck": s.name, "title": s.title, "done": s.done or None} for s in stops
                    ],
                }
                for title, stops in found.months
            ],
        })  # fmt: skip
        return 0
    output.put("What fits now")
    output.put(output.table([[f"  {s.name}", why] for s, why in found.fits]))
    for title, stops in found.months:
        output.put(f"\n{title}")
        output.put(output.table([[f"  {s.name}", s.title, s.done] for s in stops]))
    return 0
