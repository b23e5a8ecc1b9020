"""How much of what real lists ask the importer reaches: `python -m tests.decks.reach`.

A question line holds a question mark at the end of a sentence, outside links, addresses and code.
It is reached when its words stand in the deck that is made without a choice, in a prompt or a
probe of it, or, where further questions stand below, as the heading of a stage. What is only
offered unticked is not reached. Nothing here uses the importer's own rules.
"""

import json
import random
import re
from pathlib import Path
from typing import NamedTuple

from coach_tui.decks.importing import as_deck, read_list
from coach_tui.decks.parse import parse

FOLDER = Path(__file__).parent / "lists"
LABELS = FOLDER / "labels.json"
SEED, DRAWN = 20_261_124, 100
KNOWN = ("one-to-ones", "one-to-ones-ja", "video-interview")
"""The lists that were looked at, in part or whole, while the rules were written."""

_FENCE = re.compile(r"^ *(```|~~~).*?^ *\1", re.M | re.S)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_NOT_WORDS = re.compile(
    r"`[^`\n]*`|!?\[[^\[\]\n]*\]\([^()\n]*\)|!?\[[^\[\]\n]*\]\[[^\[\]\n]*\]|https?://\S+|<[^<>\n]*>"
)
_ASKED = re.compile(r"\?[\"'”’)\]*_]*(?=\s|$)|[？؟]")
_LETTERS = re.compile(r"[^\W_]+")


class Reach(NamedTuple):
    """Of one list: its question lines, how many are reached, and those that are not."""

    name: str
    lines: int
    reached: int
    missed: tuple[str, ...]


def lists() -> list[Path]:
    """The lists, by name."""
    return sorted(path for path in FOLDER.glob("*.md") if path.name != "SOURCES.md")


def question_lines(text: str) -> list[str]:
    """The lines that ask, in the order of the file."""
    text = _FENCE.sub("", _FRONT.sub("", text))
    return [line for line in text.split("\n") if _ASKED.search(_NOT_WORDS.sub("x", line))]


def _key(text: str) -> str:
    """Words only, so that marks of lists and emphasis do not count."""
    return " ".join(_LETTERS.findall(text.casefold()))


def _asked_in(line: str) -> list[str]:
    """The questions in a line, as words."""
    parts = re.split(r"(?<=[?？؟.!])[\"'”’)\]*_]*\s+", line)
    return [_key(part) for part in parts if _ASKED.search(part)]


def reach_of(path: Path) -> Reach:
    """What of a list stands in the deck that is made of it."""
    text = path.read_text("utf-8")
    found = read_list(text)
    deck, _ = parse(as_deck(found, "list", found.sure))
    said = [stage.title for stage in deck.stages]
    for stage in deck.stages:
        for prompt in stage.prompts:
            said += [prompt.text, *(probe.text for probe in prompt.probes)]
    words = "\n".join(f" {_key(one)} " for one in said)
    lines = question_lines(text)
    missed = [line for line in lines if not all(f" {q} " in words for q in _asked_in(line))]
    return Reach(path.stem, len(lines), len(lines) - len(missed), tuple(missed))


def _sum(name: str, found: list[Reach], without: tuple[str, ...]) -> Reach:
    kept = [one for one in found if one.name not in without]
    return Reach(name, sum(one.lines for one in kept), sum(one.reached for one in kept), ())


def total() -> Reach:
    """All lists together."""
    return _sum("all", [reach_of(path) for path in lists()], ())


def ticked() -> list[str]:
    """All prompts that are sure, each wording once."""
    found = [read_list(path.read_text("utf-8")) for path in lists()]
    return sorted({one.text for listed in found for one in listed.prompts if one.sure})


def drawn() -> list[str]:
    """A hundred of them, by a fixed seed."""
    return random.Random(SEED).sample(ticked(), DRAWN)


def usable() -> tuple[int, int]:
    """How many of the drawn prompts were labelled usable, and how many have a label."""
    labels: dict[str, bool] = json.loads(LABELS.read_text("utf-8"))
    known = [labels[text] for text in drawn() if text in labels]
    return sum(known), len(known)


def main() -> None:
    """Print the figures."""
    print(f"{'list':<22} {'question lines':>14} {'reached':>8} {'%':>6}")
    found = [reach_of(path) for path in lists()]
    for one in [*found, _sum("held out", found, KNOWN), _sum("all", found, ())]:
        share = 100 * one.reached / one.lines if one.lines else 100
        print(f"{one.name:<22} {one.lines:>14} {one.reached:>8} {share:>6.1f}")
        for line in one.missed:
            print(f"    missed: {line.strip()[:90]}")
    if LABELS.exists():
        good, known = usable()
        print(f"{good} of {known} labelled prompts, drawn among the ticked, are usable questions")


if __name__ == "__main__":
    main()
