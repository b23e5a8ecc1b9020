"""Kinds for what it was worth: goals, the value ledger, blind predictions and check-outs. Rows C2,
P10, P15 and P16 of docs/method.md.
"""

from typing import Annotated, Any, ClassVar, Literal

import msgspec

from coach_tui.records.kind import Day, Id, Kind, Mark, Number, Percent

Rating = Annotated[int, msgspec.Meta(ge=-2, le=2)]
"""A level of goal attainment; 0 is as expected."""
Weight = Annotated[float, msgspec.Meta(ge=0, le=100)]
Tenth = Annotated[int, msgspec.Meta(ge=0, le=10)]


class Goal(Kind):
    """A goal with five levels, of which the expected one is written first. Both rate it
    separately.
    """

    kind: ClassVar[str] = "goal"
    glyph: ClassVar[str] = "G"
    plural: ClassVar[str] = "goals"
    joint: ClassVar[bool] = True
    opens: ClassVar[str] = "open"
    labels: ClassVar[dict[str, str]] = {
        "text": "the goal",
        "expected": "what would be as expected (0)",
        "less": "somewhat less (-1)",
        "much_less": "much less (-2)",
        "more": "somewhat more (+1)",
        "much_more": "much more (+2)",
        "weight": "how much it counts",
        "by_coach": "where it stands, as the coach sees it",
        "by_learner": "where it stands, as the learner sees it",
    }
    text: str = ""
    expected: str = ""
    less: str = ""
    much_less: str = ""
    more: str = ""
    much_more: str = ""
    weight: Weight | None = None
    until: Day = ""
    by_coach: Rating | None = None
    by_learner: Rating | None = None
    status: Literal["open", "closed"] = "open"

    @classmethod
    def locked(cls, fields: dict[str, Any]) -> dict[str, str]:
        """The other levels and the ratings are locked until the expected level is written."""
        if str(fields.get("expected") or "").strip():
            return {}
        later = ("less", "much_less", "more", "much_more", "by_coach", "by_learner")
        return dict.fromkeys(later, "first: what would be as expected")

    @classmethod
    def objection(cls, fields: dict[str, Any], said: dict[str, Any]) -> str:
        """Locked fields cannot be set; the expected level cannot be changed once others depend on
        it.
        """
        later = cls.locked(fields)
        if any(said.get(field) not in (None, "") for field in later):
            return "Write first what would be as expected (expected). Nothing was changed."
        if "expected" in said and any(fields.get(field) not in (None, "") for field in later):
            return (
                "The other levels and the ratings lean on what would be as expected (expected). "
                "Nothing was changed."
            )
        return ""


class Value(Kind):
    """A line of the ledger: a benefit or a cost of the learner or organisation, with evidence."""

    kind: ClassVar[str] = "value"
    glyph: ClassVar[str] = "V"
    plural: ClassVar[str] = "values"
    joint: ClassVar[bool] = True
    labels: ClassVar[dict[str, str]] = {
        "text": "what it was worth, or what it cost",
        "party": "who gains or pays",
        "side": "benefit or cost",
        "amount": "the amount, if it can be counted",
        "evidence": "what shows it",
        "said_by": "who says so",
        "mark": "how that is known",
    }
    says: ClassVar[dict[str, dict[str, str]]] = {
        "party": {"learner": "to the learner", "organisation": "to the organisation"},
    }
    text: str = ""
    party: Literal["learner", "organisation"] | None = None
    side: Literal["benefit", "cost"] = "benefit"
    amount: Number | None = None
    evidence: str = ""
    said_by: str = ""
    mark: Mark | None = None


class Prediction(Kind):
    """One member's probability for an experiment, given before seeing the others'.

    At first only `commitment` is set; `chance` and `salt` follow when all have given theirs.
    """

    kind: ClassVar[str] = "prediction"
    glyph: ClassVar[str] = "P"
    internal: ClassVar[bool] = True
    instead: ClassVar[str] = (
        "A prediction is given blind, and opened when both are there: "
        "coach-tui predict EXPERIMENT CHANCE"
    )
    plural: ClassVar[str] = "predictions"
    labels: ClassVar[dict[str, str]] = {"chance": "how likely, in per cent", "text": "a word on it"}
    text: str = ""
    experiment: Id = ""
    chance: Percent | None = None
    commitment: str = ""
    salt: str = ""


class Check(Kind):
    """Five short items about a session, 0 to 10, rated by each member.

    At first only `commitment` is set; the items and `salt` follow when all have given theirs.
    """

    kind: ClassVar[str] = "check"
    glyph: ClassVar[str] = "%"
    internal: ClassVar[bool] = True
    instead: ClassVar[str] = (
        "A check-out is given blind, and opened when both are there: "
        "coach-tui check SESSION heard=8 focus=7 manner=8 open=6 worth=9"
    )
    plural: ClassVar[str] = "checks"
    labels: ClassVar[dict[str, str]] = {
        "heard": "I was listened to, 0 to 10",
        "focus": "we worked on what matters to me, 0 to 10",
        "manner": "the way we worked suits me, 0 to 10",
        "open": "I could say what was hard to say, 0 to 10",
        "worth": "it was worth the time, 0 to 10",
    }
    text: str = ""
    heard: Tenth | None = None
    focus: Tenth | None = None
    manner: Tenth | None = None
    open: Tenth | None = None
    worth: Tenth | None = None
    commitment: str = ""
    salt: str = ""


BLIND = (Prediction.kind, Check.kind)
"""The kinds that each member gives without seeing the others'; all are revealed together."""
ITEMS = ("heard", "focus", "manner", "open", "worth")
"""The items of a check-out, each rated 0 to 10."""
ITEM_WORDS = {item: Check.labels[item].removesuffix(", 0 to 10") for item in ITEMS}
"""The wording of each item."""
VALUES = {"prediction": ("chance", "text"), "check": (*ITEMS, "text")}
"""The fields of each kind given blind that are kept secret until they are opened."""
