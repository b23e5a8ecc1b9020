"""The verb `decks import`: make a deck from a list of questions."""

from dataclasses import replace
from pathlib import Path

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.decks import files
from coach_tui.decks.importing import as_deck, read_list
from coach_tui.decks.shelf import Shelf
from coach_tui.decks.text import plain, slug_of
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line


def bring_in(call: Call) -> int:
    """Make a deck from any list of questions, with unsure ones as comments at its end."""
    source = Path(call.args.file)
    found = read_list(files.read_text(source))
    if found.strict:
        raise Refused(
            f"{output.path_text(source)} is a deck already: it begins with `deck:`. "
            "Nothing was written; it can be used as it is."
        )
    if not found.prompts:
        raise Refused(
            f"No questions were found in {output.path_text(source)}. Nothing was written."
        )
    if not found.title:
        found = replace(found, title=output.path_text(source.stem))
    chosen = frozenset(range(len(found.prompts))) if call.args.all else found.sure
    if call.args.deck is None:
        name = slug_of(plain(found.title), "deck")
        target = Shelf(call.home.decks()).put(name, as_deck(found, name, chosen))
    else:
        target = Path(call.args.deck)
        files.write_deck(target, as_deck(found, slug_of(target.stem, "deck"), chosen))
    shown = output.path_text(target)
    unsure = len(found.prompts) - len(chosen)
    stages = len({found.prompts[n].stage for n in chosen})
    if call.json:
        output.put_json({"deck": shown, "prompts": len(chosen), "stages": stages, "unsure": unsure})
        return 0
    said = f"{_count(len(chosen), 'prompt')} in {_count(stages, 'stage')}"
    if unsure:
        said += f", {unsure} unsure written as comments at the end"
    output.put(f"{shown}: {said}")
    if call.args.deck is not None and target.absolute().parent != call.home.decks().absolute():
        folder = line(output.path_text(call.home.decks()))
        output.say(f"Put it into {folder} to have it at hand in the app.")
    return 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
