"""The base of record kinds, and the conversion of typed values to the types of their fields.

A kind is one struct class: its fields with types and defaults, and its rules beside them.
"""

from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin

import msgspec

from coach_tui.records.dates import END_OF_TIME, FIRST_YEAR, LAST_YEAR, read_day
from coach_tui.records.numbers import number_of, plainly, within
from coach_tui.records.refusal import Refused
from coach_tui.records.text import FIELD_LIMIT, typed

Audience = Literal["private", "engagement"]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Level = Annotated[int, msgspec.Meta(ge=1, le=5)]
Number = float
Mark = Literal["observed", "told", "guessed"]
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
"""A calendar day as `2026-10-14`."""
Moment = Annotated[int, msgspec.Meta(ge=0, le=END_OF_TIME)]
"""Milliseconds since 1970, by the author's clock."""
Id = Annotated[str, msgspec.Meta(title="id")]
"""An id, hash or name for the program: of a record, a prompt, a deck."""
Member = Annotated[str, msgspec.Meta(title="member")]
"""A member's id."""
Somebody = Annotated[str, msgspec.Meta(title="somebody")]
"""A person: a member's id, or a name in words."""

REFERENCES = {
    "issue": "issue",
    "session": "session",
    "assumption": "assumption",
    "experiment": "experiment",
    "exercise": "exercise",
    "after": "exercise",
    "reported": "session",
}
"""Fields that hold the id of another record, with that record's kind."""

KINDS: dict[str, type["Kind"]] = {}
"""All kinds of this version, by name."""


class Kind(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Base of all kinds: the fields that every record may have, and defaults of the rules.

    A subclass with a `kind` is registered in `KINDS`: list, form, history, search and command line
    use it without further code. `joint` means that every member may change it; `audience` is the
    default one; `text_in` names the field with the record's text.
    """

    kind: ClassVar[str] = ""
    glyph: ClassVar[str] = "-"
    plural: ClassVar[str] = ""
    joint: ClassVar[bool] = False
    audience: ClassVar[Audience] = "engagement"
    text_in: ClassVar[str] = "text"
    says: ClassVar[dict[str, dict[str, str]]] = {}
    """Words for values of a field that are only short names, by field and value."""
    says_enough: ClassVar[str] = ""
    """A field that makes a text unnecessary, such as a count."""
    internal: ClassVar[bool] = False
    """Whether only the program makes such records, never `add`."""
    instead: ClassVar[str] = ""
    """How such a record is made, in a sentence, when a verb of its own makes it."""
    opens: ClassVar[str] = ""
    """The status of a new record; empty for kinds without a status."""
    past: ClassVar[frozenset[str]] = frozenset()
    """Days that are in the past when typed: `friday` means the last one."""
    labels: ClassVar[dict[str, str]] = {}
    """How a form or sentence asks for a field, when its name is not clear enough."""

    issue: Id = ""
    session: Id = ""
    by: Member = ""
    links: list[Id] = []
    hidden: bool = False
    prompt: Id = ""
    asked: str = ""
    prompt_hash: Id = ""
    deck: Id = ""
    deck_by: Member = ""
    """The member id of the deck's owner, as two members may use the same deck id. Empty:
    shipped."""
    deck_sha: Id = ""

    @classmethod
    def objection(cls, fields: dict[str, Any], said: dict[str, Any]) -> str:
        """Why a change must not be made, in one sentence; empty when it may.

        `fields` is the record as it would be after the change, `said` what the change sets. Asked
        only for own changes: changes of other members are always accepted.
        """
        return ""

    @classmethod
    def locked(cls, fields: dict[str, Any]) -> dict[str, str]:
        """The fields that cannot be filled in yet, each with the reason; a form disables them.

        `fields` is the record as it is, with what has been typed so far.
        """
        return {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.kind:
            KINDS[cls.kind] = cls


def is_day(text: str) -> bool:
    """Whether a text is an ISO day within the accepted years, so that date arithmetic is safe."""
    return _is_iso(text) and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def _is_iso(text: str) -> bool:
    try:
        return len(text) == 10 and str(date.fromisoformat(text)) == text
    except ValueError:
        return False


def known(kind: str) -> type[Kind]:
    """The kind of that name; the base class for one that only a newer version knows."""
    return KINDS.get(kind, Kind)


def is_joint(kind: str) -> bool:
    """Whether any member may change records of the kind; an unknown kind belongs to its author."""
    return known(kind).joint


def field_types(kind: str) -> dict[str, Any]:
    """The fields of a kind with their types, in the order of the form."""
    return dict(_types_of(known(kind)))


def holds(of: Any, *types: Any) -> bool:
    """Whether a field's type is one of `types`: alone, optional or in a list."""
    return of in types or any(o in types for o in get_args(of))


def is_text(of: Any) -> bool:
    """Whether any text fits a type."""
    return of in (str, Id, Member, Somebody)


@cache
def _types_of(cls: type["Kind"]) -> dict[str, Any]:
    # By class, not by name: it is asked for each field that is drawn.
    import typing

    hints = typing.get_type_hints(cls, include_extras=True)
    own = [f for f in cls.__struct_fields__ if f not in Kind.__struct_fields__]
    return {f: hints[f] for f in (*own, *Kind.__struct_fields__)}


def _suggest(word: str, among: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(word, among, 1)
    return f"; did you mean {close[0]}?" if close else f": there are {', '.join(among)}."


def require(kind: str) -> type[Kind]:
    """The kind that a person named; `Refused`, with a suggestion, when there is none or `add` may
    not make it.
    """
    if kind in KINDS and not KINDS[kind].internal:
        return KINDS[kind]
    if kind in KINDS and KINDS[kind].instead:
        raise Refused(KINDS[kind].instead)
    names = sorted(k for k, cls in KINDS.items() if not cls.internal)
    raise Refused(f"There is no kind {typed(kind)!r}{_suggest(kind, names)}")


def _typed(value: Any) -> Any:
    if isinstance(value, str):
        return typed(value)
    if isinstance(value, list | tuple):
        return [_typed(v) for v in value]
    if isinstance(value, dict):
        return {typed(str(k)): _typed(v) for k, v in value.items()}
    return value


def _size(value: Any) -> int:
    return len(value.encode() if isinstance(value, str) else msgspec.json.encode(value))


def _convert(kind: str, field: str, value: Any, of: Any) -> Any:
    value = _typed(value)
    try:
        size = _size(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise Refused(_cannot(kind, field, value, of, error)) from None
    if size > FIELD_LIMIT:
        raise Refused(
            f"The text of {field} is longer than 64 KiB. Nothing was changed; "
            "shorten it or put it into several records."
        )
    if get_origin(of) is list:
        typed_list = isinstance(value, str)
        value = [v.strip() for v in value.split(",") if v.strip()] if typed_list else value
    try:
        if isinstance(value, str) and any(o in (int, float) for o in options_of(of)):
            value = plainly(number_of(value))
        if of is bool and isinstance(value, str):
            value = {"yes": True, "no": False}.get(value, value)
        result = msgspec.convert(value, of, strict=not isinstance(value, str) or is_text(of))
        if of == Day and not is_day(result):
            raise ValueError(result)
        if isinstance(result, float):
            within(result)
    except (msgspec.ValidationError, ValueError) as error:
        raise Refused(_cannot(kind, field, value, of, error)) from None
    return result


def asked_as(kind: str, field: str) -> str:
    """A field's name in a sentence: its label, else its name and kind."""
    label = known(kind).labels.get(field)
    return f"“{label}”" if label else f"{field} of {kind}"


def options_of(of: Any) -> list[Any]:
    """The members of a union type, without `Annotated` limits."""
    return [get_args(o)[0] if get_origin(o) is Annotated else o for o in (of, *get_args(of))]


def _cannot(kind: str, field: str, value: Any, of: Any, error: Exception) -> str:
    called = asked_as(kind, field)
    if of == Day and _is_iso(str(value)):
        return f"{value} is too far away: {called} is a day from {FIRST_YEAR} to {LAST_YEAR}."
    if of == Day:
        return f"{str(value)!r} is not a date: write {called} as 2026-10-14."
    if choices := [c for o in options_of(of) if get_origin(o) is Literal for c in get_args(o)]:
        return f"{called} is one of {', '.join(map(str, choices))}, not {str(value)!r}."
    # msgspec's messages are for programmers; those of our own number parser are shown.
    plain = not isinstance(error, msgspec.ValidationError) and str(error) != "it is not a number"
    reason = str(error) if plain else _needed(of)
    return f"{str(value)[:60]!r} does not fit {called}: {reason}."


def _needed(of: Any) -> str:
    """What a type accepts, in plain words."""
    options = options_of(of)
    if bool in options:
        return "yes or no is needed"
    if float in options or int in options:
        what = "a number" if float in options else "a whole number"
        limits = [m for o in (of, *get_args(of)) for m in getattr(o, "__metadata__", ())]
        within = f" from {limits[0].ge} to {limits[0].le}" if limits else ""
        return f"{what}{within} is needed"
    return "words are needed" if str in options or list[str] in options else "it cannot be kept"


def with_days(kind: str, fields: dict[str, Any], today: date) -> dict[str, Any]:
    """The fields with typed days (`friday`, `14 Oct`, `+7`) converted to ISO. `Refused` when one
    cannot be read.
    """
    types, past = field_types(kind), known(kind).past
    return {
        f: read_day(v, today, past=f in past) if types.get(f) == Day and v else v
        for f, v in fields.items()
    }


def fitted(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they will be stored, texts converted to their types; `Refused` for the first
    that does not fit. An empty text for a field that is not a text becomes None, which clears it.
    """
    types = field_types(kind)
    result: dict[str, Any] = {}
    for field, value in fields.items():
        if field not in types:
            names = [f for f in types if f not in ("prompt_hash", "deck_by", "deck_sha")]
            what = f"A record of kind {kind} has no field {typed(field)!r}"
            raise Refused(what + _suggest(field, names))
        if (value == "" and not is_text(types[field])) or value is None:
            result[field] = None
        else:
            result[field] = _convert(kind, field, value, types[field])
    return result
