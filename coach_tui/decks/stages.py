"""Build drafts of stages and prompts from the blocks of a deck, in one pass."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import blocks
from .blocks import Block
from .draft import Draft, columns
from .labels import Labels, heading_text
from .lines import Line, LineReader
from .model import STAGE_FLAGS, Band, Dimension, Message, Option, Scale
from .text import plain

_ON_STAGES = {"id", "who", "time", "scale", "kind", "flag", "when", "show"}


@dataclass(slots=True)
class StageDraft:
    """A stage while it is parsed. `heading` is false for prompts before the first heading."""

    title: str
    labels: Labels
    line: int
    heading: bool = True
    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    prompts: list[Draft] = field(default_factory=list)
    dimensions: dict[str, Dimension] = field(default_factory=dict)


class StageReader:
    """Walks the blocks of a file; `title`, `intro`, `notes` and `stages` are the results."""

    def __init__(
        self, lines: list[str], scales: Mapping[str, Scale], messages: list[Message]
    ) -> None:
        self._lines = LineReader(lines, scales, messages)
        self._say = self._lines.say
        self._margin: int | None = None
        self.title = ""
        self.intro: list[str] = []
        self.notes: list[str] = []
        self.stages: list[StageDraft] = []

    def read(self, tree: list[Block]) -> None:
        """Read the blocks of a file, or those nested in an item without a text."""
        for block in tree:
            if block.kind == "item":
                self._item(block)
                continue
            if block.kind != "quote":
                self._margin = None
            match block.kind:
                case "heading":
                    self._heading(block)
                case "quote":
                    self._quote(block)
                case "table":
                    self._table(block)
                case "code":
                    self._add_text(blocks.code(block))
                case _:
                    self._add_text(blocks.paragraph(block.text))

    def _heading(self, block: Block) -> None:
        found = self._lines.line(block)
        found.text = heading_text(found.text)
        if block.level == 1 and not self.title and found.text:
            self.title = found.text
            self._lines.only(found.labels, set(), "on the title")
            return
        self._lines.only(found.labels, _ON_STAGES, "on a stage's heading")
        self.stages.append(StageDraft(found.text, found.labels, found.line))

    def _stage(self, line: int) -> StageDraft:
        if not self.stages:
            self.stages.append(StageDraft("", Labels(), line, heading=False))
        return self.stages[-1]

    def _add_text(self, text: str) -> None:
        if text:
            in_stage = self.stages and self.stages[-1].heading
            (self.stages[-1].text if in_stage else self.intro).append(text)

    def _quote(self, block: Block) -> None:
        note = self._lines.note(block)
        if self.stages and self.stages[-1].prompts:
            self.stages[-1].prompts[-1].notes.append(note)
        elif self.stages:
            self.stages[-1].notes.append(note)
        else:
            self.notes.append(note)

    def _table(self, block: Block) -> None:
        prompts = self.stages[-1].prompts if self.stages else []
        if prompts and not prompts[-1].columns:
            self._worksheet(prompts[-1], block)
        else:
            self._add_text(blocks.table(block.rows))

    def _worksheet(self, draft: Draft, block: Block) -> None:
        if draft.columns:
            draft.more.append(blocks.table(block.rows))
            return
        cells = []
        for cell in block.rows[0]:
            found = self._lines.cell(cell, block.line + 1)
            self._lines.only(found.labels, {"name", "scale"}, "in a column's heading")
            cells.append((found.text, found.labels.name, found.labels.scale))
        draft.columns = columns(cells)
        draft.rows = tuple(tuple(row) for row in block.rows[1:])

    def _item(self, block: Block) -> None:
        self._check_nesting(block)
        found, rest = self._lines.opening(block)
        if not found:
            self._wordless(block)
        if not found or self._asks_nothing(found):
            self.read(rest)
            return
        stage, labels = self._stage(found.line), found.labels
        if "scores" in stage.labels.flags and labels.dimension:
            self._dimension(stage, found, rest)
        elif "scores" in stage.labels.flags and not labels.id:
            self._explanation(stage, found, rest)
        else:
            self._check_labels(labels)
            draft = Draft(found.text, labels, found.line)
            stage.prompts.append(draft)
            self._below(draft, draft, found, rest)

    def _asks_nothing(self, found: Line, nested: bool = False) -> bool:
        """Whether an item has no words to ask (only a blank, or only labels); if so it is
        reported.
        """
        labels = found.labels
        scores = self.stages and "scores" in self.stages[-1].labels.flags
        part = labels.name and not labels.of if nested else scores and labels.dimension
        if found.text or labels.id or part:
            return False
        what = "labels without words" if labels else "an item without words"
        self._say(found.line, "W208", "warning", f"{what}: nothing is asked here")
        return True

    def _wordless(self, block: Block) -> None:
        what = "an item without words: nothing is asked here"
        if block.children and block.children[0].kind == "code":
            what = "five spaces make code of this item: put one space after its mark"
        self._say(block.line + 1, "W208", "warning", what)

    def _check_nesting(self, block: Block) -> None:
        column = self._lines.column(block)
        if self._margin is None or column <= self._margin:
            self._margin = column
            return
        what = "indented too little to be nested: begin under the first letter of the item above"
        self._say(block.line + 1, "W304", "warning", what)

    def _check_labels(self, labels: Labels) -> None:
        for flag in sorted(labels.flags.intersection(STAGE_FLAGS)):
            what = f"`{flag}` belongs on a stage's heading"
            self._say(labels.lines["flag"], "W201", "warning", what)
        if labels.dimension:
            what = f"`={labels.dimension}` belongs in a stage with the label `scores`"
            self._say(labels.lines["dimension"], "W201", "warning", what)
        if bool(labels.of) != bool(labels.name):
            line = labels.lines.get("of") or labels.lines["name"]
            what = "`of` and `.field` go together: which record, and which of its fields"
            self._say(line, "W201", "warning", what)

    def _dimension(self, stage: StageDraft, found: Line, rest: list[Block]) -> None:
        bands = []
        for block in rest:
            line, below = self._lines.opening(block) if block.kind == "item" else (None, [block])
            if line and line.labels.scale:
                bands.append(Band(line.labels.scale.low, line.labels.scale.high, line.text))
            elif line:
                self._add_text(line.text)
            self.read([one for one in below if one.kind != "item"])
        name = found.labels.dimension
        if earlier := stage.dimensions.get(name):
            what = f"dimension `={name}` stands on line {earlier.line} already"
            self._say(found.line, "E403", "error", what)
            return
        stage.dimensions[name] = Dimension(name, found.text, tuple(bands), found.line)

    def _explanation(self, stage: StageDraft, found: Line, rest: list[Block]) -> None:
        """An item in a stage of scores that declares no dimension: instruction text, or a note."""
        if found.labels.who == "coach":
            stage.notes.append("\n".join([found.text, *_words(rest)]))
        else:
            self._add_text(found.text)
            self.read(rest)

    def _below(self, head: Draft, owner: Draft, found: Line | None, rest: list[Block]) -> None:
        """Read the blocks nested under an item: `head` is the prompt, `owner` the draft that gets
        options.
        """
        keeper = owner if owner in head.probes else head
        if found and found.glued:
            keeper.more.append(found.glued)
        for block in rest:
            match block.kind:
                case "item":
                    self._nested(head, owner, block)
                case "quote":
                    keeper.notes.append(self._lines.note(block))
                case "table":
                    self._worksheet(keeper, block)
                case "code":
                    keeper.more.append(blocks.code(block))
                case _:
                    if text := blocks.paragraph(block.text):
                        keeper.more.append(text)

    def _nested(self, head: Draft, owner: Draft, block: Block) -> None:
        found, rest = self._lines.opening(block, nested=True)
        if not found:
            self._wordless(block)
        if not found or self._asks_nothing(found, nested=True):
            self._below(head, owner, None, rest)
            return
        labels = found.labels
        draft = Draft(found.text, labels, found.line)
        if labels.who == "coach":
            self._for_the_coach(head, draft, rest)
            return
        if found.boxed:
            self._option(owner, found)
        elif labels.name and not labels.of:
            self._field(head, draft)
            owner = draft
        else:
            self._check_labels(labels)
            head.probes.append(draft)
            owner = draft if labels.id else owner
        self._below(head, owner, found, rest)

    def _for_the_coach(self, head: Draft, draft: Draft, rest: list[Block]) -> None:
        """An item nested for the coach: it and all below it become notes or a coach's probe, never
        text for the learner.
        """
        if draft.labels.id:
            head.probes.append(draft)
            draft.notes += _words(rest)
        else:
            head.notes.append("\n".join([draft.text, *_words(rest)]))

    def _option(self, owner: Draft, found: Line) -> None:
        value = found.labels.name or owner.value_for(found.text)
        words = plain(found.text).casefold()
        if words and words in owner.said and value not in owner.options:
            what = (
                f"option `{found.text}` has the same words as the one on line {owner.said[words]}"
            )
            self._say(found.line, "E403", "error", what)
        owner.said.setdefault(words, found.line)
        if earlier := owner.options.get(value):
            what = f"option `.{value}` stands on line {earlier.line} already"
            self._say(found.line, "E403", "error", what)
            return
        owner.options[value] = Option(value, found.text, found.line)

    def _field(self, head: Draft, draft: Draft) -> None:
        name = draft.labels.name
        if earlier := head.fields.get(name):
            what = f"field `.{name}` stands on line {earlier.line} already"
            self._say(draft.line, "E403", "error", what)
            return
        head.fields[name] = draft


def _words(tree: list[Block]) -> list[str]:
    return [one.text for block in tree for one in block.walk() if one.text]
