"""Predictions and check-outs that are given blind."""

from typing import Any

from coach_tui.engagement import Engagement
from coach_tui.guide import blind
from tests.pair import Side

FIVE = {"heard": 8, "focus": 7, "manner": 9, "open": 6, "worth": 10}


def given(side: Side, about: str, **values: Any) -> Engagement:
    engagement = side.open()
    engagement.do(*blind.give(engagement, about, values))
    engagement.publish()
    return engagement


def look(side: Side) -> Engagement:
    """What the app and `sync` do: see what came, then open what both have given."""
    side.sync()
    engagement = side.open()
    engagement.do(*blind.due_reveals(engagement))
    engagement.publish()
    return engagement
