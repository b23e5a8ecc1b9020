"""Plans for every new or edited record, whoever asks: a form, a deck, the command line, the demo.

The given fields are completed with derived defaults and planned together with the records that
follow from them. Both come from the `rules` module of the kind's topic, imported only for kinds
that have one, so that adding a plain record stays fast. Nothing is stored here: the caller stores
all returned plans together.
"""

from typing import TYPE_CHECKING, Any

from coach_tui.planning import plan_edit, plan_new

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Plan
    from coach_tui.guide.entry import Entry, Rules

Said = dict[str, Any]

ABOUT_IT = frozenset({"hidden"})
"""Fields about the record itself. A change that sets only these causes no further records."""


def new(
    engagement: "Engagement", kind: str, said: Said, *, audience: str = "", identity: str = ""
) -> "list[Plan]":
    """The plans for a new record, its own first; `Refused` when a field or the state forbids it.

    `audience` is `private` or `engagement`; when empty it is private if a record it refers to is,
    else the default of the kind. `identity` is the new record's id, made up when empty.
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
    """The plans for new values of a record's fields, the record's own first; `Refused` when a
    field or the state forbids it.

    `over` has, per field, the stamps of the values the writer saw; by default those shown now.
    """
    record = engagement.record(identity)
    if rules := _rules(record.kind):
        said = rules.completed(engagement, record.kind, said, record)
    plan = plan_edit(engagement, record.id, said, over)
    return [plan, *_brought(engagement, plan)]


def _belonging(engagement: "Engagement", said: Said) -> Said:
    """The fields, with the issue taken from the experiment or assumption they name."""
    if said.get("issue") or not (said.get("experiment") or said.get("assumption")):
        return said
    from coach_tui.guide.issue.belonging import with_issue

    return with_issue(engagement, said)


def _brought(engagement: "Engagement", plan: "Plan") -> "list[Plan]":
    """The plans of the records that follow from a plan, with those that follow from them."""
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
    """The rules module for a kind; None when the kind has none."""
    if kind == "observation":
        from coach_tui.guide.experiment import observing

        return observing
    if kind in ("experiment", "review"):
        from coach_tui.guide.experiment import rules as of_experiments

        return of_experiments
    if kind == "answer":
        from coach_tui.guide.session import rules as of_sessions

        return of_sessions
    if kind == "way":
        from coach_tui.guide.issue import rules as of_issues

        return of_issues
    if kind == "goal":
        from coach_tui.guide.worth import rules as of_worth

        return of_worth
    return None
