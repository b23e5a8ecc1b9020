"""Goals, and ratings of them."""

from typing import Any

from coach_tui.guide.worth import goals
from tests.pair import Side


def goal(side: Side, weight: float | None = None, **fields: Any) -> str:
    more: dict[str, Any] = {} if weight is None else {"weight": weight}
    return side.add("goal", text="A goal", expected="As said", **more, **fields)


def rated(side: Side, identity: str, level: int) -> None:
    engagement = side.open()
    engagement.do(*goals.plan_rating(engagement, identity, level))
    engagement.publish()
