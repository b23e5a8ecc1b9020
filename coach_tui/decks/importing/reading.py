"""Find the questions in a foreign file, in one pass over its blocks.

Rules on the wording of a line are in `rules`; this module decides by a line's surroundings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coach_tui.decks import blocks
from coach_tui.decks.blocks import Block, first_word
from coach_tui.decks.front_matter import FrontMatter
from coach_tui.decks.text import lines_of, one_line, without_comments

from . import rules
from .found import Ask, Found, Part
from .preparing import front_matter, mended

_ORDERED = re.compile(r"\s*\d{1,9}[.)]")
_BOXES = re.compile(r"(?:\[[ xX]\](?:\s+|$))+")
SHORT = 60
"""Maximum number of words of a paragraph that is kept whole when it begins or ends with a
question."""

LABEL = 80
"""Maximum number of characters of an item that may be a heading."""


@dataclass(slots=True)
class _Draft:
    """A prompt while the file is read; `line` counts from 1."""

    text: str
    line: int
    stage: int
    sure: bool
    probes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Item:
    """An item of a list: its words, the blocks nested below it, and its kind; `line` counts from 0.

    `kind`: asks, reported (only what it quotes asks), label (only what is nested in it asks),
    stage, plain, or nothing (no words).
    """

    text: str
    line: int
    rest: list[Block]
    ordered: bool = False
    kind: str = "nothing"


def read_list(text: str) -> Found:
    """The questions in a list of any form. Never raises.

    Wordings are kept, except for white space and list markers.
    """
    body, _ = without_comments("\n".join(lines_of(text)))
    lines = body.split("\n")
    front = front_matter(lines)
    lines[: front.end] = [""] * front.end
    reader = _Reader(front, mended(lines))
    reader.read()
    return reader.found()


class _Reader:
    """Walks the blocks of a file once and collects stages and prompts."""

    def __init__(self, front: FrontMatter, lines: list[str]) -> None:
        self._values = front.values
        self._lines = lines
        self._asking = rules.Asking(self._values.get("lang", ""))
        self._title = one_line(self._values.get("title", ""))
        self._stages = [Part("")]
        self._prompts: list[_Draft] = []
        self._faq: _Draft | None = None
        """The last heading that is a question, while text below it becomes its notes."""
        self._headings: set[str] = set()

    def found(self) -> Found:
        """The result, without stages that have no prompts."""
        used = sorted({one.stage for one in self._prompts})
        if not self._title and len(self._stages) > 1 and 0 not in used and 1 not in used:
            self._title = self._stages[1].title
        place = {stage: number for number, stage in enumerate(used)}
        prompts = [
            Ask(d.text, d.line, place[d.stage], d.sure, tuple(d.probes), tuple(d.notes))
            for d in self._prompts
        ]
        return Found(
            title=self._title,
            lang=self._values.get("lang", ""),
            strict="deck" in self._values,
            stages=tuple(self._stages[stage] for stage in used),
            prompts=tuple(prompts),
        )

    def read(self) -> None:
        """Read the whole file."""
        tree = blocks.read(self._lines)
        self._headings = {rules.key(one.text) for one in tree if one.kind == "heading"}
        self._walk(tree)

    # -- the blocks of a file, a quote or an item without words ----------------------------------

    def _walk(self, tree: list[Block]) -> None:
        place = 0
        while place < len(tree):
            block = tree[place]
            if block.kind == "item":
                end = self._end_of_list(tree, place)
                self._list(tree[place:end])
                place = end
                continue
            match block.kind:
                case "heading":
                    self._heading(block, _section(tree, place + 1))
                case "paragraph" if rules.only_bold(block.text):
                    self._heading(block, _section(tree, place + 1))
                case "paragraph":
                    self._paragraph(block.text, block.line)
                case "quote":
                    self._quote(block, tree[place - 1] if place else None)
                case "table":
                    self._table(block)
            place += 1

    def _end_of_list(self, tree: list[Block], start: int) -> int:
        ordered = self._is_ordered(tree[start])
        end = start + 1
        while end < len(tree) and tree[end].kind == "item":
            if self._is_ordered(tree[end]) != ordered:
                break
            end += 1
        return end

    def _is_ordered(self, block: Block) -> bool:
        return _ORDERED.match(self._lines[block.line]) is not None

    # -- headings --------------------------------------------------------------------------------

    def _heading(self, block: Block, below: Iterator[Block]) -> None:
        title = rules.bare(one_line(block.text)).rstrip(":").rstrip()
        if rules.is_nothing(title):
            return
        if block.kind == "heading" and block.level == 1 and not self._prompts:
            if not self._title:
                self._title = title
            if rules.key(title) == rules.key(self._title):
                self._faq = None
                return
        if self._asks(title) and not self._asked_in(below):
            self._faq = self._put(title, block.line, True)
            return
        self._open(title)

    def _open(self, title: str) -> None:
        self._faq = None
        self._stages.append(Part(*rules.timed(title)))

    def _asked_in(self, section: Iterator[Block]) -> bool:
        """Whether some item or paragraph among these blocks is a question as a whole."""
        for top in section:
            for block in top.walk():
                if block.kind == "item" and self._asks(_first_words(block)):
                    return True
                if block.kind == "paragraph" and self._pure(block.text):
                    return True
        return False

    # -- paragraphs ------------------------------------------------------------------------------

    def _asks(self, text: str) -> bool:
        return self._asking.asks(one_line(text))

    def _pure(self, text: str) -> bool:
        """Whether every sentence is a question."""
        parts = self._asking.sentences(one_line(text))
        return bool(parts) and all(asks for _, asks in parts)

    def _paragraph(self, text: str, line: int) -> None:
        rows = text.split("\n")
        if len(rows) > 1 and self._one_a_line(rows):
            self._judge([_Item(rules.on_one_line(row), line + n, []) for n, row in enumerate(rows)])
            return
        text = rules.on_one_line(text)
        if self._names_the_list(text):
            self._title = text
        elif self._prompts and rules.follows_up(text) and self._asks(text):
            self._prompts[-1].probes.append(text)
        elif self._pure(text):
            self._put(text, line, True)
        elif self._faq:
            self._faq.notes.append(text)
        elif self._asks(text):
            self._speech(text, line)
        elif rules.invites(text):
            self._put(text, line, False)

    def _names_the_list(self, text: str) -> bool:
        """Whether a short first line is a title without markup."""
        first = not self._title and not self._prompts and len(self._stages) == 1
        told = self._asks(text) or rules.invites(text) or rules.ended(text) or text.endswith(":")
        return first and len(text) <= LABEL and not told

    def _one_a_line(self, rows: list[str]) -> bool:
        """Whether a paragraph is a list without bullets, one question on each line."""
        asking = sum(self._asking.asks_itself(row) for row in rows)
        ended = all(rules.ended(row) for row in rows)
        return ended and asking * 2 >= len(rows)

    def _speech(self, text: str, line: int) -> None:
        """Prose with questions in it: kept whole when it is short and begins or ends with a
        question, else only the questions.
        """
        parts = self._asking.sentences(text)
        if (parts[0][1] or parts[-1][1]) and len(text.split()) <= SHORT:
            self._put(text, line, self._asking.asks_itself(text))
            return
        for part, asks in parts:
            if asks:
                self._put(part, line, False)

    def _put(self, text: str, line: int, sure: bool) -> _Draft:
        self._faq = None
        self._prompts.append(_Draft(text, line + 1, len(self._stages) - 1, sure))
        return self._prompts[-1]

    def _quote(self, block: Block, before: Block | None) -> None:
        """A block quote: read like other blocks if it asks, else a note on the question
        above it.
        """
        words = [rules.on_one_line(one.text) for one in block.walk() if one.text]
        if any(self._asks(one) for one in words) or not (before and before.kind == "item"):
            self._walk(block.children)
        elif self._prompts:
            self._prompts[-1].notes += words

    def _table(self, block: Block) -> None:
        """Cells that ask become prompts; the other cells of their row become notes."""
        for number, row in enumerate(block.rows):
            asked = [cell for cell in row if self._asking.asks_itself(cell)]
            if number == 0 and len(asked) < len(row):
                continue  # the column headings
            line = block.line + number + (number > 0)
            for cell in asked:
                draft = self._put(rules.on_one_line(cell), line, True)
                draft.notes += [
                    one for one in row if one not in asked and not rules.is_nothing(one)
                ]

    # -- lists -----------------------------------------------------------------------------------

    def _list(self, run: list[Block]) -> None:
        items = [self._item(block) for block in run]
        if self._faq and not any(self._in(item) for item in items):
            self._faq.notes += [item.text for item in items if item.text]
            return
        self._judge(items)

    def _item(self, block: Block) -> _Item:
        ordered = self._is_ordered(block)
        if not block.children or block.children[0].kind not in ("paragraph", "heading"):
            return _Item("", block.line, block.children, ordered)
        first, rest = block.children[0], block.children[1:]
        text, glued = self._without_glued(first, first_word(self._lines[block.line]))
        if glued:
            rest = [Block("paragraph", first.line + text.count("\n") + 1, first.end, glued), *rest]
        text = rules.on_one_line(text)
        boxes = _BOXES.match(text)
        return _Item(text[boxes.end() :] if boxes else text, block.line, rest, ordered)

    def _without_glued(self, block: Block, column: int) -> tuple[str, str]:
        """An item's words, and unindented lines below it that begin a new sentence."""
        rows = block.text.split("\n")
        for number in range(1, len(rows)):
            line = self._lines[block.line + number]
            if first_word(line) <= column and rules.ended(rows[number - 1]):
                return "\n".join(rows[:number]), "\n".join(rows[number:])
        return block.text, ""

    def _judge(self, items: list[_Item]) -> None:
        """Decide what each item is, using the other items where its own words do not tell."""
        for item in items:
            item.kind = self._kind(item, len(items) == 1)
        told = [item for item in items if item.kind != "nothing"]
        asking = [item for item in told if item.kind in ("asks", "reported")]
        carried = bool(asking) and 2 * len(asking) >= len(told)
        labels = [item.text for item in told if item.kind == "label"]
        heads = not asking and all(len(text) <= LABEL for text in labels)
        before = self._stages[-1]
        for item in items:
            if item.kind == "nothing":
                self._walk(item.rest)
            elif item.kind == "stage" or (heads and item.kind == "label"):
                self._open(rules.bare(item.text).rstrip(":").rstrip())
                self._walk(item.rest)
            elif item.kind == "label":
                self._under_label(item)
            elif item is not items[0] and self._prompts and self._follows(item):
                self._prompts[-1].probes.append(item.text)
                self._below(self._prompts[-1], item.rest)
            else:
                self._back_to(before)
                sure = item.kind == "asks" or (carried and item.kind == "plain")
                self._below(self._put(item.text, item.line, sure), item.rest)
        if len(told) > 1:
            self._back_to(before)

    def _back_to(self, stage: Part) -> None:
        """Continue a stage after other stages that were nested in it."""
        if stage.title and self._stages[-1] is not stage:
            self._stages.append(stage)

    def _kind(self, item: _Item, alone: bool) -> str:
        link = rules.link_of(item.text)
        if link and (not self._asks(link) or rules.key(link) in self._headings):
            return "nothing"
        if rules.is_nothing(item.text):
            return "nothing"
        if link or self._asking.asks_itself(item.text) or rules.invites(item.text):
            return "asks"
        if self._asks(item.text):
            return "reported"
        if item.ordered and (alone or rules.timed(item.text)[1]):
            return "stage"
        return "label" if self._in(item) else "plain"

    def _in(self, item: _Item) -> bool:
        """Whether something nested below an item asks."""
        return any(
            self._asks(one.text)
            for block in item.rest
            for one in block.walk()
            if one.kind in ("paragraph", "heading")
        )

    def _follows(self, item: _Item) -> bool:
        return item.kind == "asks" and rules.follows_up(item.text)

    def _under_label(self, item: _Item) -> None:
        """Questions nested under an item that does not ask: prompts with the item's words as a
        note.
        """
        start = len(self._prompts)
        self._walk(item.rest)
        for draft in self._prompts[start:]:
            draft.notes.insert(0, item.text)

    def _below(self, draft: _Draft, rest: list[Block]) -> None:
        """Read what is nested below a prompt: probes where it asks, notes where it does not."""
        todo = list(reversed(rest))
        while todo:
            block = todo.pop()
            if block.kind == "item":
                item = self._item(block)
                todo.extend(reversed(item.rest))
                if rules.is_nothing(item.text):
                    continue
                asks = self._asks(item.text) or rules.invites(item.text)
                (draft.probes if asks else draft.notes).append(item.text)
            elif block.kind in ("paragraph", "heading"):
                self._beside(draft, rules.on_one_line(block.text))
            elif block.kind == "quote":
                todo.extend(reversed(block.children))
            elif block.kind == "table":
                draft.notes += [" | ".join(row) for row in block.rows]

    def _beside(self, draft: _Draft, text: str) -> None:
        rest = []
        for part, asks in self._asking.sentences(text):
            if asks:
                draft.probes.append(part)
            else:
                rest.append(part)
        if rest:
            draft.notes.append(" ".join(rest))


def _section(tree: list[Block], start: int) -> Iterator[Block]:
    """The blocks from an index to the next heading."""
    for place in range(start, len(tree)):
        block = tree[place]
        if block.kind == "heading" or (block.kind == "paragraph" and rules.only_bold(block.text)):
            return
        yield block


def _first_words(block: Block) -> str:
    first = block.children[0] if block.children else block
    return first.text if first.kind in ("paragraph", "heading") else ""
