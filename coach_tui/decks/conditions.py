"""Whether a prompt is to be asked, given the replies so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from .model import Condition, Test

Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a prompt: answered, asked, skipped, parked or private, and the answer."""

    state: str
    value: Value = None

    @property
    def answered(self) -> bool:
        """Whether there is an answer, be it here or on the answerer's own device."""
        return self.state in ("answered", "private")


def holds(
    condition: Condition | None,
    replies: Mapping[str, Reply],
    aliases: Mapping[str, str] | None = None,
) -> bool:
    """Whether all tests hold. `aliases` maps ids of before to those of today.

    What cannot be compared does not hold, `is not` included: no answer is no answer.
    """
    return condition is None or all(_test(test, replies, aliases or {}) for test in condition.tests)


def _find(slug: str, replies: Mapping[str, Reply], aliases: Mapping[str, str]) -> Reply | None:
    """The reply under this id, under its newer id, or under the one it had when it was given."""
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
    """A finite number, also when it was typed as text."""
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
