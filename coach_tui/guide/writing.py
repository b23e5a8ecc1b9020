"""The one way to write a record: for a form, a deck, the command line and the demo.

What somebody says of a record is completed by what goes without saying, and planned together with
what it brings with it; the plans are kept together. What that is, each topic says in its `rules`,
which are loaded for the kinds that need them, so that a plain record is written quickly.
"""

from typing import TYPE_CHECKING, Any

from coach_tui.planning import plan_edit, plan_new

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Plan
    from coach_tui.guide.entry import Entry, Rules

Said = dict[str, Any]

ABOUT_IT = frozenset({"hidden"})
"""Fields about a record as a whole: setting them says nothing that could bring anything along."""


def new(
    engagement: "Engagement", kind: str, said: Said, *, audience: str = "", identity: str = ""
) -> "list[Plan]":
    """The plans of a new record, its own first; `Refused` where it does not fit.

    Without an `audience`, what the record hangs on decides who sees it, else its kind.
    """
    said = _belonging(engagement, said)
    if rules := _rules(kind):
        said = rules.completed(engagement, kind, said, None)
    plan = plan_new(engagement, kind, said, audience=audience, identity=identity)
    return [plan, *_brought(engagement, plan)]


def edit(
    engagement: "Engagement",
    identity: str,
    said: Said,
    over: dict[str, list[str]] | None = None,
) -> "list[Plan]":
    """The plans of new values of a record's fields, the record's own first.

    `over` has, per field, the stamps of what the writer saw; left out, of what is shown now.
    """
    record = engagement.record(identity)
    if rules := _rules(record.kind):
        said = rules.completed(engagement, record.kind, said, record)
    plan = plan_edit(engagement, record.id, said, over)
    return [plan, *_brought(engagement, plan)]


def _belonging(engagement: "Engagement", said: Said) -> Said:
    """What is said, with the issue of what it hangs on."""
    if said.get("issue") or not (said.get("experiment") or said.get("assumption")):
        return said
    from coach_tui.guide.issue.belonging import with_issue

    return with_issue(engagement, said)


def _brought(engagement: "Engagement", plan: "Plan") -> "list[Plan]":
    """What a plan brings with it, written by the same way."""
    entries: list[Entry] = []
    for change in plan.changes:
        rules = _rules(change.kind)
        if rules and not change.set.keys() <= ABOUT_IT:
            entries += rules.brought(engagement, change, plan.private)
    return [more for entry in entries for more in _planned(engagement, entry)]


def _planned(engagement: "Engagement", entry: "Entry") -> "list[Plan]":
    if entry.identity:
        return edit(engagement, entry.identity, entry.said)
    return new(engagement, entry.kind, entry.said, audience=entry.audience)


def _rules(kind: str) -> "Rules | None":
    """The rules of a kind's topic, if it has any."""
    if kind == "observation":
        from coach_tui.guide.experiment import observing

        return observing
    if kind in ("experiment", "review"):
        from coach_tui.guide.experiment import rules as of_experiments

        return of_experiments
    if kind == "way":
        from coach_tui.guide.issue import rules as of_issues

        return of_issues
    if kind == "goal":
        from coach_tui.guide.worth import rules as of_worth

        return of_worth
    return None
