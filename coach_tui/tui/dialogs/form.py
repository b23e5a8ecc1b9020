"""The form for any kind of record, generated from the fields of its class."""

import json
import typing
from typing import Any, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from coach_tui.engagement import Plan
from coach_tui.guide import writing
from coach_tui.guide.drafts import Latest, Typed, packed, unpacked
from coach_tui.planning import audience_of
from coach_tui.records.dates import at
from coach_tui.records.kind import REFERENCES, Day, Kind, fitted, is_text, with_days
from coach_tui.records.kinds import field_types, known
from coach_tui.records.refusal import Refused
from coach_tui.records.state import Record, shown_stamps
from coach_tui.records.text import line, shown
from coach_tui.tui.dialogs.base import ChooseScreen, Dialog
from coach_tui.tui.dialogs.draftbox import SOON, heading
from coach_tui.tui.dialogs.fieldbox import FieldBox, LineBox
from coach_tui.tui.record import audience_words, label_of, words_of
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import styled

LEFT_OUT = frozenset(Kind.__struct_fields__) | {
    "salt", "commitment", "agreed_coach", "agreed_learner", "by_coach", "by_learner", "reported",
}  # fmt: skip
"""Fields that no form asks for: set by the program, or by each member elsewhere."""


def fields_of(kind: str) -> dict[str, Any]:
    """The fields that the form of a kind asks for, with their types; the main text comes first."""
    types = {f: of for f, of in field_types(kind).items() if f not in LEFT_OUT}
    into = known(kind).text_in
    return {into: types[into], **types} if into in types else types


def choices(of: Any) -> tuple[str, ...]:
    """The values of a `Literal` type, optional or not; empty for any other type."""
    options = [of, *typing.get_args(of)]
    found = next((o for o in options if typing.get_origin(o) is Literal), None)
    return tuple(str(c) for c in typing.get_args(found)) if found else ()


def placeholder(of: Any, field: str) -> str:
    """The placeholder for a field of a type; empty for plain text."""
    if field in REFERENCES:
        return "enter chooses"
    if of == Day:
        return "2026-12-01, friday, +7"
    if typing.get_origin(of) is list:
        return "one or more words, with commas between"
    if found := choices(of):
        return ", ".join(found)
    return "" if is_text(of) else "a number"


class RefInput(LineBox):
    """Holds the id of another record and shows that record's text; enter opens a choice."""

    def __init__(self, field: str, identity: str) -> None:
        super().__init__(field)
        self.field, self.identity = field, identity

    def on_key(self, event: events.Key) -> None:
        """Ignore typing; backspace clears the reference."""
        if event.key == "backspace":
            self.identity = self.value = ""
        if event.is_printable or event.key == "backspace":
            event.stop()
            event.prevent_default()


class FormScreen(Dialog[str]):
    """Edits the record with id `identity`, or makes a new one with the fields `given`; returns its
    id, or None when closed. `given["audience"]` forces an audience, `given["only"]` names the only
    fields to ask for.

    An edit replaces only the values shown when the form was opened, so that a change received
    later becomes a conflict. What is typed is a draft until it is stored, with the stamps of the
    values it was typed over.
    """

    BINDINGS = [Binding("ctrl+j,ctrl+s", "keep", show=False, priority=True)]
    KEYS = (("ctrl+j", "keep"), ("tab", "next"), ("ctrl+n", "new line"), ("escape", "close"))

    def __init__(self, kind: str, identity: str = "", **given: Any) -> None:
        super().__init__()
        self._kind, self._identity, self._given = kind, identity, given
        self._asked_for = str(given.pop("audience", ""))
        only = tuple(given.pop("only", ()))
        self._types = {f: of for f, of in fields_of(kind).items() if not only or f in only}
        self._into = known(kind).text_in
        self._boxes: dict[str, FieldBox | LineBox] = {}
        self._over: dict[str, list[str]] = {}
        self._before: dict[str, str] = {}
        self._unknown: dict[str, Typed] = {}
        """Fields of the draft that only a newer version has; they stay in it."""
        self._locked: dict[str, str] | None = None
        self._refused: str | None = None
        """The draft at the last refusal; None when there was none, or it has changed since."""
        self._timer: Timer | None = None
        self._done = False

    @property
    def _record(self) -> Record | None:
        return self.engagement.state.records.get(self._identity)

    def content(self) -> ComposeResult:
        """The main text in a large box, every other field on a line with its label."""
        record = self._record
        head = f"Change the {line(self._kind)}" if record else f"A new {line(self._kind)}"
        yield Static(styled(head, "bold"), classes="title")
        with VerticalScroll(id="fields", can_focus=False):
            for field in self._types:
                box = self._boxes[field] = self._input(field, record)
                if self._is_words(field):
                    yield box
                    continue
                with Horizontal(classes="field wide"):
                    yield Static(styled(label_of(self._kind, field)))
                    yield box
        yield Static("", id="trouble")

    def _is_words(self, field: str) -> bool:
        return field == self._into and is_text(self._types[field])

    def _heading(self, record: Record | None, hangs_on: dict[str, str]) -> Content:
        """The title of the main box, with the audience, which depends on the records referred
        to.
        """
        said = self._given | hangs_on
        sees = self._asked_for or audience_of(self.engagement, self._kind, said)
        words = audience_words(self.engagement, record.audience if record else sees)
        return heading(known(self._kind).glyph, label_of(self._kind, self._into), words)

    def _value(self, field: str, record: Record | None) -> str:
        value = record.fields.get(field) if record else self._given.get(field)
        if isinstance(value, list):
            return ", ".join(shown(v) for v in value)
        return "" if value is None else shown(value)

    def _input(self, field: str, record: Record | None) -> FieldBox | LineBox:
        value, of = self._value(field, record), self._types[field]
        if field in REFERENCES:
            return RefInput(field, value)
        if is_text(of):
            return FieldBox(field, value, words=self._is_words(field))
        return LineBox(field, value, choices(of))

    def _text(self, field: str) -> str:
        box = self._boxes[field]
        if isinstance(box, RefInput):
            return box.identity
        return box.text if isinstance(box, FieldBox) else box.value

    def _put(self, field: str, text: str) -> None:
        box = self._boxes[field]
        if isinstance(box, RefInput):
            other = self.reader.get(text)
            if not text or other is not None:
                box.identity, box.value = text, words_of(other) if other else ""
        elif isinstance(box, FieldBox):
            box.text = text
        else:
            box.value = text

    async def on_mount(self) -> None:
        """Fill the boxes, restore the draft and focus the first field."""
        record = self._record
        for field in self._types:
            if field in REFERENCES:
                self._put(field, self._text(field))
            # Read back from the box, which may normalise line breaks.
            self._before[field] = self._text(field)
            self._over[field] = shown_stamps(record, field) if record else []
        self._latest = Latest(self.desk.drafts, self._place())
        found = unpacked(await self.desk.beside(self._latest.find))
        self._unknown = {f: one for f, one in found.items() if f not in self._types}
        self._restore({f: one for f, one in found.items() if f in self._types})
        self._lock()
        self._head()
        self.set_focus(self._boxes[next(iter(self._types))])

    # -- drafts --------------------------------------------------------------------------------

    def _place(self) -> str:
        """The key of the draft: the record's id, or for a new one its kind and given references."""
        # Separate drafts, so that one typed alone is not shown while two people look.
        apart = ":together" if self.reader.together else ""
        if self._identity:
            return f"form:{self._identity}{apart}"
        shown_in = set(self._types) - REFERENCES.keys() - {self._into}
        begins = {f: v for f, v in self._given.items() if f not in shown_in and f != "session"}
        about = json.dumps(begins, sort_keys=True, default=str)
        return f"form:{self._kind}:{self._asked_for}:{about}{apart}"

    def _restore(self, found: dict[str, Typed]) -> None:
        """Put a draft into the boxes. For fields changed since it was begun, say so, and keep its
        stamps, so that storing it makes a conflict instead of overwriting.
        """
        meanwhile = []
        for field, one in found.items():
            self._put(field, one.text)
            if self._text(field) != self._before[field] and self._over[field] != one.over:
                self._over[field] = one.over
                meanwhile.append(label_of(self._kind, field))
        if meanwhile:
            self._say(
                f"Changed since you typed here: {', '.join(meanwhile)}. What you see is your "
                "draft; if you keep it, both are kept.",
                "$text-warning",
            )

    def _draft(self) -> str:
        now = {f: self._text(f) for f in self._types}
        typed = {f: Typed(v, self._over[f]) for f, v in now.items() if v != self._before[f]}
        return packed(self._unknown | typed)

    def on_text_area_changed(self) -> None:
        """Update locked fields, title and errors; save the draft after `SOON` seconds."""
        if self._done or self._locked is None:
            return
        self._lock()
        self._head()
        self._latest.text = self._draft()
        if self._refused not in (None, self._latest.text):
            self._refused = None
            self._say("")
        if self._timer is None:
            self._timer = self.set_timer(SOON, lambda: self.run_worker(self.save_draft()))

    def on_input_changed(self) -> None:
        """Handle a change of a single line like one of a text box."""
        self.on_text_area_changed()

    async def save_draft(self) -> str:
        """Write the draft of all fields now."""
        self._timer = None
        if self._locked is not None and not self._done:
            self._latest.text = self._draft()
        return await self.desk.beside(self._latest.write)

    async def action_leave(self) -> None:
        """Close; the typed text stays as a draft."""
        if self._locked is None:
            self.dismiss(None)
        elif not self._done and await self.may_leave():
            self._done = True
            self.dismiss(None)

    async def on_unmount(self) -> None:
        """Save the draft when the app exits before the timer has run."""
        if self._locked is not None and not self._done:
            await self.save_draft()

    def _head(self) -> None:
        """Update the audience in the title from the references chosen now."""
        if self._into in self._types and isinstance(box := self._boxes[self._into], FieldBox):
            hangs_on = {f: self._text(f) for f in self._types if f in REFERENCES}
            box.border_title = self._heading(self._record, hangs_on)

    def _lock(self) -> None:
        """Disable the fields that cannot be filled in yet, and show why."""
        stored = self._record.fields if self._record else self._given
        now = {f: self._text(f) for f in self._types}
        locked = known(self._kind).locked(stored | now)
        if locked == self._locked:
            return
        self._locked = locked
        for field, of in self._types.items():
            why, box = locked.get(field, ""), self._boxes[field]
            box.disabled = bool(why)
            hint = why or placeholder(of, field)
            if isinstance(box, LineBox):
                box.hint(hint)
            else:
                box.placeholder = hint
            if not self._is_words(field):
                # Existing text hides the placeholder, so the reason goes into the label.
                label = label_of(self._kind, field) + (f": {why}" if why and now[field] else "")
                box.query_ancestor(Horizontal).query_one(Static).update(styled(label))

    # -- choosing and storing ------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Move to the next field with enter; at a reference, open the choice."""
        event.stop()
        if isinstance(event.input, RefInput):
            self.run_worker(self._choose(event.input))
        else:
            self.focus_next()

    async def _choose(self, box: RefInput) -> None:
        kind = REFERENCES[box.field]
        found = self.reader.of_kind(kind)
        rows = [Row(words_of(r), id=r.id, most=1) for r in reversed(found)]
        if not rows:
            self._say(f"There is no {kind} to choose.")
            return
        chosen = await self.app.push_screen_wait(ChooseScreen(f"Which {kind}?", rows))
        if chosen:
            self._put(box.field, chosen)
            # Two records may have the same text; then the box posts no change event.
            self.on_text_area_changed()

    def _said(self, *fields: str) -> dict[str, Any]:
        """The values (of some fields, or all) changed since the form was opened; of a new record
        the main text in any case. Days are converted to ISO dates.
        """
        said: dict[str, Any] = {}
        for field in fields or self._types:
            of, text = self._types[field], self._text(field)
            if text == self._before[field] and (self._identity or not self._is_words(field)):
                continue
            said[field] = value = text.strip()
            if typing.get_origin(of) is list:
                said[field] = [w.strip() for w in value.split(",") if w.strip()]
        return with_days(self._kind, said, at(self.engagement.wall()).date())

    def _misfit(self) -> FieldBox | LineBox | None:
        """The first box whose value does not fit its field; None when all do."""
        for field in self._types:
            try:
                fitted(self._kind, self._said(field))
            except Refused:
                return self._boxes[field]
        return None

    async def keep(self) -> None:
        """Store the record and close."""
        if self._done or self._locked is None:
            return
        plans: list[Plan] = []

        def plan() -> list[Plan]:
            plans[:] = self._plans(self._said())
            return plans

        if await self.desk.keep(plan, self.refused) is None:
            return
        self._done, self._latest.text = True, ""
        await self.save_draft()
        self.dismiss(plans[0].changes[0].id if plans else self._identity)

    def refused(self, words: str) -> None:
        """Show why nothing was stored, and focus the first box whose value does not fit."""
        self._refused = self._draft()
        self._say(words)
        if box := self._misfit():
            self.set_focus(box)

    def _plans(self, said: dict[str, Any]) -> list[Plan]:
        """The plans for the changed values and what follows from them; empty without a change."""
        if not self._identity:
            if not any(v not in ("", []) for v in said.values()):
                raise Refused("Nothing is written yet.")
            whole = self._given | said
            return writing.new(self.engagement, self._kind, whole, audience=self._asked_for)
        if not said:
            return []
        over = {f: s for f, s in self._over.items() if f in said}
        return writing.edit(self.engagement, self._identity, said, over)

    def _say(self, words: str, tone: str = "$text-error") -> None:
        self.query_one("#trouble", Static).update(styled(words, tone))
