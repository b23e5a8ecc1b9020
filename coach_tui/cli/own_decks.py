"""Verbs for one's own decks: `decks new`, `write-ids`, `folder`, `share` and `export`."""

from pathlib import Path

from msgspec import structs

from coach_tui import settings
from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.cli.words import folder_of
from coach_tui.cli.writing import agrees, kept, others
from coach_tui.decks import files
from coach_tui.decks.shelf import Shelf
from coach_tui.decks.starter import starter
from coach_tui.decks.text import slug_of
from coach_tui.records.refusal import Refused
from coach_tui.records.text import clean, line, typed


def new(call: Call) -> int:
    """Write a starter deck into one's own folder, or into the file of `-o`."""
    if call.args.deck:
        path = Path(call.args.deck)
        title = line(typed(call.args.title))
        identity = slug_of(path.stem, "deck")
        files.write_deck(path, starter(identity, title or identity))
    else:
        shelf = Shelf(call.home.decks())
        identity = shelf.begin(call.args.title)
        path = shelf.own()[identity]
    shown = output.path_text(path)
    if call.json:
        output.put_json({"id": identity, "file": shown})
    else:
        output.put(line(shown))
        output.say("Open it in your editor; the comments in it say how to go on.")
        output.say(f"To see whether all of it is understood: coach-tui decks check {line(shown)}")
    return 0


def write_ids(call: Call) -> int:
    """Add an id to every prompt of a deck file that has none."""
    from coach_tui.decks.model import GRAMMAR
    from coach_tui.decks.naming import with_ids
    from coach_tui.decks.parse import parse

    path = Path(call.args.file)
    shown = output.path_text(path)
    before = files.read_text(path)
    if parse(before)[0].grammar > GRAMMAR:
        raise Refused(
            f"{line(shown)} is written for a newer version of this program. Nothing was changed."
        )
    after, named, left = with_ids(before)
    if named:
        files.rewrite(path, before, after)
    if call.json:
        output.put_json([{"file": shown, "line": n, "id": i} for n, i in sorted(named.items())])
        return 0
    for number, identity in sorted(named.items()):
        output.put(f"{line(shown)}:{number}: #{identity}")
    if not named and not left:
        output.say("Every prompt has an id. Nothing was changed.")
    if left:
        output.say(f"No id could be written on {_lines(left)}; see: coach-tui decks check")
    return 0


def _lines(numbers: tuple[int, ...]) -> str:
    return f"line{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def folder(call: Call) -> int:
    """Print the folder of one's own decks, or store another one in the settings."""
    if call.args.folder is not None:
        path = folder_of(call.args.folder).expanduser().absolute()
        if not path.is_dir():
            raise Refused(f"{line(output.path_text(path))} is no folder. Nothing was changed.")
        place = call.home.settings()
        settings.keep(place, structs.replace(settings.read(place), decks=str(path)))
    found = call.home.decks()
    shown = output.path_text(found)
    if call.json:
        output.put_json({"folder": shown})
    else:
        output.put(line(shown))
        if not found.is_dir():
            output.say("It is made when the first deck is put into it.")
    return 0


def share(call: Call) -> int:
    """Share one's own deck with the other members, without its notes."""
    from coach_tui.guide.session.editions import share as plan_share

    engagement = call.engagement()
    plans = plan_share(engagement, call.args.deck)
    if not plans:
        output.say("The others have this deck as it is now. Nothing was changed.")
        return 0
    who = others(engagement)
    for text in plans[0].changes[0].set["text"].split("\n"):
        output.say(clean(text))
    output.say("This is the deck without your notes and without the prompts that ask you.")
    if not call.args.yes and not agrees(who):
        output.say("Kept to yourself.")
        return 0
    return kept(call, engagement, *plans)


def export(call: Call) -> int:
    """Print the learner's handout of a deck, or write it to a file."""
    from coach_tui.cli.decks import shelf_of
    from coach_tui.decks import handout

    deck = shelf_of(call).load(call.args.deck)
    if call.args.out is None:
        text = handout.markdown(deck)
        if call.json:
            output.put_json({"id": deck.id, "markdown": text})
        else:
            output.put(text.rstrip("\n"))
        return 0
    path = Path(call.args.out)
    handout.write(deck, path)
    shown = output.path_text(path)
    if call.json:
        output.put_json({"id": deck.id, "file": shown})
    else:
        output.put(line(shown))
    return 0
