"""Whether a prompt is asked, given the replies so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from .model import Condition, Test

Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to a prompt. `state`: answered, asked, skipped, parked or private."""

    state: str
    value: Value = None

    @property
    def answered(self) -> bool:
        """Whether there is an answer, here or, for a private one, on its author's device."""
        return self.state in ("answered", "private")


def holds(
    condition: Condition | None,
    replies: Mapping[str, Reply],
    aliases: Mapping[str, str] | None = None,
) -> bool:
    """Whether all tests of a condition hold; no condition always holds. `aliases` maps former ids
    to current ones.

    A test without a comparable value does not hold, not even `is not`.
    """
    return condition is None or all(_test(test, replies, aliases or {}) for test in condition.tests)


def _find(slug: str, replies: Mapping[str, Reply], aliases: Mapping[str, str]) -> Reply | None:
    """The reply under this id, under its current id, or under a former one; None without a
    reply.
    """
    older = [old for old, new in aliases.items() if new == aliases.get(slug, slug)]
    names = (slug, aliases.get(slug, slug), *older)
    return next((replies[name] for name in names if name in replies), None)


def _test(test: Test, replies: Mapping[str, Reply], aliases: Mapping[str, str]) -> bool:
    reply = _find(test.slug, replies, aliases)
    if test.op in ("answered", "empty"):
        return (reply is not None and reply.answered) is (test.op == "answered")
    if reply is None or not reply.answered or reply.value is None:
        return False
    if test.op in ("is", "is not"):
        return (reply.value == test.operand) is (test.op == "is")
    operand: Value = test.operand
    if isinstance(operand, str):
        other = _find(operand, replies, aliases)
        operand = other.value if other and other.answered else None
    return _compare(_number(reply.value), test.op, _number(operand))


def _number(value: Value) -> float | None:
    """The value as a finite number, also when it is text; else None."""
    try:
        number = float(value) if value is not None and not isinstance(value, bool) else None
    except (ValueError, OverflowError, TypeError):
        return None
    return number if number is not None and isfinite(number) else None


def _compare(left: float | None, op: str, right: float | None) -> bool:
    if left is None or right is None:
        return False
    results = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
    return results.get(op, False)
