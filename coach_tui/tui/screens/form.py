"""Any kind of record as a form: it comes from the fields of the kind, whatever the kind."""

import typing
from typing import Any, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from coach_tui.engagement import Plan
from coach_tui.guide.dates import at
from coach_tui.guide.days import day_of
from coach_tui.guide.drafts import Drafts
from coach_tui.guide.follows import completed, follows
from coach_tui.records.kind import REFERENCES, Day, Kind
from coach_tui.records.kinds import field_types, known
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, shown_stamps
from coach_tui.records.text import line, shown
from coach_tui.tui.screens.dialog import ChooseScreen, Dialog
from coach_tui.tui.widgets.draftbox import DraftBox
from coach_tui.tui.widgets.record import audience_words, label_of, words_of
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import styled

LEFT_OUT = frozenset(Kind.__struct_fields__) | {
    "salt", "commitment", "agreed_coach", "agreed_learner", "by_coach", "by_learner",
}  # fmt: skip
"""Fields that are not filled in by hand, or that each person sets for themselves elsewhere."""


def fields_of(kind: str) -> dict[str, Any]:
    """The fields that a form of the kind asks for, with their types; its words come first."""
    types = {f: of for f, of in field_types(kind).items() if f not in LEFT_OUT}
    into = known(kind).text_in
    return {into: types[into], **types} if into in types else types


def choices(of: Any) -> tuple[str, ...]:
    """What a field can be chosen from; empty when it is no choice."""
    options = [of, *typing.get_args(of)]
    found = next((o for o in options if typing.get_origin(o) is Literal), None)
    return tuple(str(c) for c in typing.get_args(found)) if found else ()


def placeholder(of: Any, field: str) -> str:
    """A word on what fits a field."""
    if field in REFERENCES:
        return "enter chooses"
    if of == Day:
        return "2026-12-01, friday, +7"
    if of == list[str]:
        return "one or more words, with commas between"
    if found := choices(of):
        return ", ".join(found)
    return "" if of is str else "a number"


class RefInput(Input):
    """Holds the id of another record and shows its words; enter chooses one."""

    def __init__(self, field: str, identity: str, words: str) -> None:
        super().__init__(words, id=f"field-{field}", compact=True, placeholder="enter chooses")
        self.field, self.identity = field, identity

    def on_key(self, event: events.Key) -> None:
        """Nothing is typed here; backspace empties it."""
        if event.key == "backspace":
            self.identity = self.value = ""
        if event.is_printable or event.key == "backspace":
            event.stop()
            event.prevent_default()


class FormScreen(Dialog[str]):
    """One record of any kind, new or to be changed; gives its id when it was kept.

    What is replaced is what was shown when the form was opened, and no more.
    """

    BINDINGS = [Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True)]
    KEYS = (("ctrl+j", "keep"), ("tab", "next"), ("escape", "close"))

    def __init__(self, kind: str, identity: str = "", **given: Any) -> None:
        super().__init__()
        self._kind, self._identity, self._given = kind, identity, given
        self._asked_for = str(given.pop("audience", ""))
        self._over: dict[str, list[str]] = {}
        self._before: dict[str, str] = {}

    @property
    def _record(self) -> Record | None:
        return self.engagement.state.records.get(self._identity)

    def content(self) -> ComposeResult:
        """The words in a box, every other field in a row of its own."""
        record, types = self._record, fields_of(self._kind)
        into = known(self._kind).text_in
        head = f"Change the {line(self._kind)}" if record else f"A new {line(self._kind)}"
        yield Static(styled(head, "bold"), classes="title")
        with VerticalScroll(id="fields", can_focus=False):
            if types.get(into) is str:
                yield self._box(into, record)
            for field, of in types.items():
                if field == into and of is str:
                    continue
                with Horizontal(classes="field wide"):
                    yield Static(styled(label_of(self._kind, field)))
                    yield self._input(field, of, record)
        yield Static("", id="trouble")

    def _box(self, field: str, record: Record | None) -> DraftBox:
        self._note(record, field)
        drafts = Drafts(self.engagement.home.drafts(self.engagement.ring.sp))
        place = f"form:{self._identity or self._kind}:{field}"
        box = DraftBox(drafts, place, self._value(field, record))
        box.styles.height = 4
        sees = audience_words(self.engagement, self._audience(record))
        box.audience(known(self._kind).glyph, label_of(self._kind, field), sees)
        return box

    def _audience(self, record: Record | None) -> str:
        if record:
            return record.audience
        return self._asked_for or self.engagement.audience_of(
            self._kind, str(self._given.get("issue", ""))
        )

    def _note(self, record: Record | None, field: str) -> None:
        if record:
            self._over[field] = shown_stamps(record, field)

    def _value(self, field: str, record: Record | None) -> str:
        value = record.fields.get(field) if record else self._given.get(field)
        if isinstance(value, list):
            return ", ".join(shown(v) for v in value)
        return "" if value is None else shown(value)

    def _input(self, field: str, of: Any, record: Record | None) -> Widget:
        self._note(record, field)
        value = self._value(field, record)
        self._before[field] = value
        if field in REFERENCES:
            other = self.engagement.state.records.get(value)
            return RefInput(field, value, words_of(other) if other else "")
        return Input(
            value,
            id=f"field-{field}",
            compact=True,
            placeholder=placeholder(of, field),
            suggester=SuggestFromList(choices(of)) if choices(of) else None,
        )

    def on_mount(self) -> None:
        """Begin at the top."""
        first = self.query("DraftBox, Input").first(Widget)
        self.set_focus(first)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field; at a reference it chooses."""
        event.stop()
        if isinstance(event.input, RefInput):
            self.run_worker(self._choose(event.input))
        else:
            self.focus_next()

    async def _choose(self, box: RefInput) -> None:
        kind = REFERENCES[box.field]
        found = [r for r in self.engagement.state.of_kind(kind) if self._may(r)]
        rows = [Row(words_of(r), id=r.id, most=1) for r in reversed(found)]
        if not rows:
            self._say(f"There is no {kind} to choose.")
            return
        chosen = await self.app.push_screen_wait(ChooseScreen(f"Which {kind}?", rows))
        if chosen:
            box.identity = chosen
            box.value = words_of(self.engagement.state.records[chosen])

    def _may(self, record: Record) -> bool:
        return not (self.coach.together and record.audience == "private")

    def _said(self) -> dict[str, Any]:
        """What differs from when the form was opened."""
        types = fields_of(self._kind)
        today = at(self.engagement.wall()).date()
        said: dict[str, Any] = {}
        for box in self.query(DraftBox):
            into = known(self._kind).text_in
            if not self._identity or box.text != self._value(into, self._record):
                said[into] = box.text.strip()
        for field, before in self._before.items():
            row = self.query_one(f"#field-{field}", Input)
            value = row.identity if isinstance(row, RefInput) else row.value.strip()
            if value == before:
                continue
            said[field] = day_of(value, today) if types[field] == Day and value else value
            if types[field] == list[str]:
                said[field] = [w.strip() for w in value.split(",") if w.strip()]
        return said

    async def action_keep(self) -> None:
        """Keep it."""
        try:
            said = self._said()
            plans = self._plans(said)
            await self.coach.keep(*plans)
        except Refused as refused:
            self._say(str(refused))
            return
        for box in self.query(DraftBox):
            box.done()
        self.dismiss(plans[0].changes[0].id if plans else self._identity)

    def _plans(self, said: dict[str, Any]) -> list[Plan]:
        """What is said, and what it brings with it; nothing where nothing was changed."""
        if not self._identity:
            if not any(v not in ("", []) for v in said.values()):
                raise Refused("Nothing is written yet.")
            whole = completed(self.engagement, self._kind, self._given | said)
            plan = self.engagement.plan_new(self._kind, whole, audience=self._asked_for)
        elif said:
            over = {f: s for f, s in self._over.items() if f in said}
            whole = completed(self.engagement, self._kind, said, self._record)
            plan = self.engagement.plan_edit(self._identity, whole, over)
        else:
            return []
        return [plan, *follows(self.engagement, plan)]

    def _say(self, words: str) -> None:
        self.query_one("#trouble", Static).update(styled(words, "$text-error"))
