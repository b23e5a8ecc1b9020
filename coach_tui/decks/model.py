"""A parsed deck as immutable values.

Lines count from 1 in the file. They are not compared, so that a deck and its learner's edition can
be equal.
"""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from coach_tui.records.refusal import Refused

Severity = Literal["error", "warning", "info"]

RECORD_KINDS = (
    *("issue", "session", "answer", "note", "experience", "insight", "advice", "question"),
    *("assumption", "experiment", "observation", "action", "exercise", "prediction", "check"),
    *("review", "goal", "value", "rule", "person", "contract", "snapshot", "deck", "member"),
    *("way", "epoch", "erasure"),
)
REPLY_KINDS = ("rating", "choice", "number", "date", "worksheet", "form")
PROMPT_FLAGS = ("required", "optional", "private", "many", "core")
STAGE_FLAGS = ("checkin", "checkout", "scores", "between", "turn")
FLAGS = PROMPT_FLAGS + STAGE_FLAGS
SEATS = ("presenter", "minder", "catcher")
"""Who answers in a set of several people; understood and kept, but not played yet."""
WHO = ("learner", "coach", "both", "each", "set", *SEATS)
SHOWN = (
    *("goals", "ledger", "questions", "assumptions", "experiments", "chart"),
    *("agreed", "profile", "months", "own"),
)
"""What the label `show` can place beside a prompt; `own` is what the coach kept for themselves."""
STANDING = {"issue": "issue", "contract": "contract"}
"""Names after `of` that mean a record beside the session, with its kind: the session's issue and
the contract."""
DECK_KINDS = ("session", "exercise", "inventory")
APPROACHES = ("solve", "enquire", "mentor", "coach")
PURPOSES = ("begin", "see", "doubt", "try", "review", "end", "alone")
"""What a coach wants from a deck, in the order of the Decks page."""

MAX_BYTES = 64 * 1024
GRAMMAR = 1


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One finding about a deck, on the line (from 1) where its author can correct it."""

    line: int
    code: str
    severity: Severity
    text: str


class DeckError(Refused):
    """A deck cannot be used. `str()` is a complete sentence for the user, with file and line."""

    def __init__(self, what: str, hint: str, file: str = "", line: int = 0) -> None:
        self.what, self.hint, self.file, self.line = what, hint, file, line
        place = f"{file}, line {line}: " if line else f"{file}: " if file else ""
        super().__init__(f"{place}{what}. {hint}")


def too_long(text: str) -> int:
    """The size in KiB, rounded up, of a text longer than a deck may be; 0 when it is not
    too long.
    """
    size = len(text.encode("utf-8", "replace"))
    return -(-size // 1024) if size > MAX_BYTES else 0


def fits(text: str) -> None:
    """Raise `Refused` when a text is longer than a deck may be."""
    if size := too_long(text):
        raise Refused(
            f"The deck would have {size} KiB; a deck may have {MAX_BYTES // 1024}. "
            "Nothing was written; make two of it."
        )


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole numbers from `low` to `high`; `text` is what the author wrote about them."""

    low: int
    high: int
    text: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.low}-{self.high} {self.text}".rstrip()

    @property
    def labels(self) -> tuple[str, ...]:
        """A label for each step, low to high; empty unless the text is divided by `|`."""
        return tuple(part.strip() for part in self.text.split("|")) if "|" in self.text else ()

    @property
    def ends(self) -> tuple[str, str]:
        """What the lowest and the highest number mean; two empty texts when that is not given."""
        if self.labels:
            return self.labels[0], self.labels[-1]
        left, dots, right = self.text.replace("...", "…").partition("…")
        return (left.strip(), right.strip()) if dots else ("", "")

    @property
    def unit(self) -> str:
        """The unit, such as `%`; empty when the text has labels or ends instead."""
        return "" if self.labels or self.ends != ("", "") else self.text


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice: `value` is stored, `text` is shown."""

    value: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a worksheet: the name it is stored under, its heading, and the scale of its
    numbers (None: it holds words).
    """

    name: str
    text: str
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form; its reply becomes a field of the record."""

    name: str
    text: str
    kind: str = "text"
    scale: Scale | None = None
    options: tuple[Option, ...] = ()
    required: bool = False
    many: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison in a condition. `op`: answered, empty, is, is not, <, <=, > or >=.

    `operand` is a number, an option's value, the id of another prompt, or None.
    """

    __test__ = False  # keeps pytest from collecting the class because of its name

    slug: str
    op: str
    operand: str | float | None = None

    def __str__(self) -> str:
        number = isinstance(self.operand, float) and self.operand.is_integer()
        operand = int(self.operand or 0) if number else self.operand
        return f"{self.slug} {self.op}" + ("" if operand is None else f" {operand}")


@dataclass(frozen=True, slots=True)
class Condition:
    """When a prompt is asked: all of the tests hold."""

    tests: tuple[Test, ...]
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return " and ".join(str(test) for test in self.tests)


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up question, answered together with its prompt; with an id of its own it is a
    `prompt`.
    """

    text: str
    prompt: "Prompt | None" = None
    line: int = field(default=0, compare=False)
    quiet: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to ask, with everything needed to ask it and to store the reply.

    `text` is inline Markdown on one line; `more` are further paragraphs for the learner; `notes`
    are for the coach. `id` is `~` and the hash when the file gives none; `was` are former ids. `of`
    is the prompt whose record gets the reply (or a name in `STANDING`), and the field. `core` says
    that the prompt belongs to the short form of the deck, `shows` (values of `SHOWN`) which records
    stand beside it. `scored` is a dimension and +1, or -1 for a reversed statement. `quiet` are
    codes of wording hints that are switched off, `*` for all.
    """

    id: str
    text: str
    kind: str = "text"
    who: str = "learner"
    was: tuple[str, ...] = ()
    required: bool = False
    private: bool = False
    many: bool = False
    core: bool = False
    shows: tuple[str, ...] = ()
    scale: Scale | None = None
    options: tuple[Option, ...] = ()
    fields: tuple[Field, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    notes: tuple[str, ...] = ()
    condition: Condition | None = None
    of: tuple[str, str] | None = None
    scored: tuple[str, int] | None = None
    minutes: int | None = None
    hash: str = ""
    line: int = field(default=0, compare=False)
    quiet: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def named(self) -> bool:
        """Whether the file gives an id, which stays when the wording changes."""
        return not self.id.startswith("~")


@dataclass(frozen=True, slots=True)
class Band:
    """The text for scores from `low` to `high` (both within 0-100)."""

    low: int
    high: int
    text: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something that an inventory measures, with texts for its scores."""

    id: str
    text: str
    bands: tuple[Band, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a deck. Defaults from its heading are already applied to the prompts.

    `text` is the instruction, as Markdown paragraphs. `headed` is false only for prompts before the
    first heading.
    """

    id: str
    title: str
    headed: bool = True
    text: str = ""
    who: str = ""
    minutes: int | None = None
    checkin: bool = False
    checkout: bool = False
    scores: bool = False
    between: bool = False
    turn: bool = False
    """Whether each member of a set in turn goes through it; not played yet."""
    prompts: tuple[Prompt, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    notes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Deck:
    """A whole deck. `grammar` is its `deck:` number, 0 for a plain list of questions.

    `was` are former ids, `purpose` a value of `PURPOSES` or empty. `spoken` is the title as a coach
    would say it aloud; empty when the file gives none.
    """

    id: str = ""
    was: tuple[str, ...] = ()
    title: str = ""
    spoken: str = ""
    grammar: int = 0
    version: str = ""
    lang: str = ""
    kind: str = "session"
    approach: str = ""
    purpose: str = ""
    minutes: int | None = None
    author: str = ""
    license: str = ""
    source: str = ""
    based_on: str = ""
    tags: tuple[str, ...] = ()
    next: str = ""
    translation_of: str = ""
    rows: tuple[str, ...] = ()
    scales: tuple[Scale, ...] = ()
    intro: str = ""
    stages: tuple[Stage, ...] = ()
    notes: tuple[str, ...] = ()

    def prompts(self) -> Iterator[Prompt]:
        """All prompts, probes with an id included, in the order of the file."""
        for stage in self.stages:
            for prompt in stage.prompts:
                yield prompt
                yield from (probe.prompt for probe in prompt.probes if probe.prompt)

    def prompt(self, prompt_id: str) -> Prompt | None:
        """The prompt with this id, else the one that formerly had it; None when there is none."""
        found = [p for p in self.prompts() if p.id == prompt_id]
        found += [p for p in self.prompts() if prompt_id in p.was]
        return found[0] if found else None

    def stage(self, stage_id: str) -> Stage | None:
        """The stage with this id; None when there is none."""
        return next((s for s in self.stages if s.id == stage_id), None)


def prompt_hash(prompt: Prompt) -> str:
    """Eight hex digits that change when an earlier answer no longer fits the question.

    Covers wording, kind, scale, options, fields and columns; not notes, time, position or
    `required`.
    """

    def options(of: Prompt | Field) -> list[list[str]]:
        return [[option.value, _fold(option.text)] for option in of.options]

    parts = [
        _fold(prompt.text),
        prompt.kind,
        str(prompt.scale or ""),
        options(prompt),
        [[f.name, _fold(f.text), f.kind, str(f.scale or ""), options(f)] for f in prompt.fields],
        [[c.name, _fold(c.text), *([str(c.scale)] if c.scale else [])] for c in prompt.columns],
    ]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
