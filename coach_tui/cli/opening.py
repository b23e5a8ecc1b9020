"""Verbs that open the app. Textual is imported only when there is a terminal to draw on."""

from pathlib import Path

from coach_tui.cli import output
from coach_tui.cli.call import NONE_YET, Call, engagement_lines, meant
from coach_tui.cli.fields import named_issue
from coach_tui.cli.words import has_screen
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line


def bare(call: Call) -> int:
    """Open the app, without a verb. If there are several engagements, ask which; if there is none,
    ask how to begin.
    """
    if call.home.engagements():
        return open_app(call)
    need_screen()
    from coach_tui.tui.people.first_run import run_first

    begun = run_first(call.home)
    if begun == "demo":
        from coach_tui.demo import run

        return run("learner", None)
    return open_app(call) if begun == "open" else 0


def open_app(call: Call, deck: str = "", issue: str = "") -> int:
    """Open the app on the engagement that is meant, optionally in a session with a deck (`deck` or
    `deck#stage`) on an issue (a complete id); returns the exit code.
    """
    need_screen()
    sp = _chosen(call)
    from coach_tui.tui.app import run

    return run(call.home, sp, deck, issue)


def need_screen() -> None:
    """Raise `Refused` when there is no terminal to show the app on."""
    if not has_screen():
        raise Refused(
            "The app needs a terminal that it can draw on. Everything can be done without one: "
            "coach-tui --help"
        )


def _chosen(call: Call) -> str:
    ids = call.home.engagements()
    if len(ids) == 1 and call.args.engagement is None:
        return ids[0]
    rings = call.rings()
    if not rings:
        raise Refused(NONE_YET)
    if len(rings) == 1 or call.args.engagement is not None:
        return call.ring().sp
    output.say(
        f"Which engagement?\n{engagement_lines(rings)}\nIts name, or the beginning of its id:"
    )
    try:
        text = input()
    except EOFError:
        raise Refused("No engagement was chosen.") from None
    found = meant(text, rings)
    if len(found) != 1:
        raise Refused(f"There is no one engagement {line(text)!r} here.")
    return found[0].sp


def demo(call: Call) -> int:
    """Open the demo in a temporary directory, or in that of `--keep`."""
    need_screen()
    keep = call.args.keep
    from coach_tui.demo import run

    return run(call.args.role, Path(keep) if keep is not None else None)


def session(call: Call) -> int:
    """Open the app in a session with a deck."""
    from coach_tui.guide.reader import Reader
    from coach_tui.guide.session.editions import decks_at_hand

    need_screen()
    engagement = call.engagement()
    decks_at_hand(Reader(engagement)).load(call.args.deck.partition("#")[0])
    named = named_issue(call.args.issue)
    issue = engagement.record(named).id if named else ""
    return open_app(call, call.args.deck, issue)
