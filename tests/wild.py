"""A partner whose program writes anything at all where a number, a day or a moment belongs.

The fields come from the kinds themselves, so that a new one is covered from its first day.
"""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from coach_tui.records.change import Change
from coach_tui.records.kinds import KINDS, field_types, known
from tests.pair import Side

WILD: tuple[Any, ...] = (
    10**17, -(10**17), 10**400, -(10**400), 1e300, -1e300, 5e-324, 0, -1, 2**63, 3651, True,
    "0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "12026-01-01", "٢٠٢٦-٠١-٠١", "7",
    "", [], {}, [10**400], {"a": 1e300, "b": [10**17]}, None,
)  # fmt: skip
"""Numbers and days of any size, and what is neither."""
CLOCKS = (10**17, -(10**17), 10**400, -(10**400), 2**63, 253_402_300_800_000, 1, 0)
"""What a partner may say it is on their wall, in milliseconds."""
MACHINERY = ("member", "epoch", "erasure", "engagement")


def measured(kind: str) -> list[str]:
    """The fields of a kind that hold a number, a day, a moment, or whatever there is."""
    return [f for f, of in field_types(kind).items() if _measures(of)]


def _measures(of: Any) -> bool:
    if of is Any or of in (int, float):
        return True
    if get_origin(of) is not None and of not in (str, list[str]):
        meta = getattr(of, "__metadata__", ())
        return any("pattern" in str(m) for m in meta) or any(map(_measures, get_args(of)))
    return False


def kinds() -> list[str]:
    """The kinds with such fields."""
    return [k for k in KINDS if k not in MACHINERY and measured(k)]


def wild(side: Side) -> list[str]:
    """Every wild value in every such field, in records that hang together, and in every field of
    any kind; each with a wild clock. They are published; their ids.
    """
    engagement = side.open()
    new_id = engagement.replica.new_id
    base = {k: new_id() for k in ("issue", "session", "experiment", "assumption", "exercise")}
    changes = [Change(i, k, engagement.wall(), {"text": k}) for k, i in base.items()]
    members = list(engagement.members)
    for number, value in enumerate(WILD):
        for kind in kinds():
            said = dict(_beside(kind, base, members)) | dict.fromkeys(measured(kind), value)
            clock = CLOCKS[(number + len(changes)) % len(CLOCKS)]
            changes.append(Change(new_id(), kind, clock, said))
        # Each kind meets its share of them in all fields, so that it stays quick.
        for kind in (*(k for k in KINDS if k not in MACHINERY), "prophecy")[number % 5 :: 5]:
            fields = [f for f in known(kind).__struct_fields__ if f not in ("hidden", "links")]
            changes.append(Change(new_id(), kind, 5, dict.fromkeys([*fields, "omen"], value)))
        # And over what was right before, in the record that others hang on.
        for kind in ("issue", "session", "experiment", "assumption", "exercise"):
            said = dict.fromkeys(measured(kind), value)
            changes.append(Change(base[kind], kind, CLOCKS[number % len(CLOCKS)], said))
    engagement.apply(engagement.replica.commit(changes))
    engagement.publish()
    return list(dict.fromkeys(c.id for c in changes))


def _beside(kind: str, base: dict[str, str], members: list[str]) -> Iterator[tuple[str, Any]]:
    """What else such a record says, so that pages reckon with it."""
    fields = known(kind).__struct_fields__
    yield from ((f, i) for f, i in base.items() if f in fields and f != kind)
    yield known(kind).text_in if known(kind).text_in != "value" else "text", f"wild {kind}"
    yield "expected", "as expected"
    if "to" in fields:
        yield "to", members[-1]
    if "status" in fields:
        yield "status", {"session": "ended", "experiment": "running"}.get(kind, "open")
    if kind == "value":
        yield "side", "cost"
