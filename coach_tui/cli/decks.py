"""Verbs that read decks: `decks list`, `decks show` and `decks check`."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.decks.model import DeckError
from coach_tui.decks.shelf import Shelf
from coach_tui.decks.text import plain
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.decks.model import Deck, Message, Prompt


def shelf_of(call: Call) -> Shelf:
    """The decks available here, with those given by other members if one engagement is meant."""
    from coach_tui.guide.reader import Reader
    from coach_tui.guide.session.editions import decks_at_hand

    rings = call.rings()
    if call.args.engagement is not None or len(rings) == 1:
        with suppress(Refused):
            return decks_at_hand(Reader(call.engagement()))
    return Shelf(call.home.decks())


def listing(call: Call) -> int:
    """List the available decks, and on stderr the files that have errors."""
    shelf = shelf_of(call)
    own, given = shelf.own(), shelf.given()
    found: list[dict[str, Any]] = []
    for name in shelf.ids():
        origin = "own" if name in own else "given" if name in given else "shipped"
        giver = line(given[name].giver) if name in given else ""
        try:
            about = _about(shelf.load(name))
        except DeckError as error:
            about = {"title": "", "error": str(error)}
        found.append(about | {"id": name, "origin": origin, "from": giver})
    if call.json:
        output.put_json(found)
        return 0
    output.put(output.table([_row(d) for d in found if "error" not in d]))
    for deck in found:
        if "error" in deck:
            output.say(f"{line(deck['id'])}: {line(deck['error'])}")
    return 0


def _row(deck: dict[str, Any]) -> list[str]:
    whose = {"own": "yours", "given": f"from {deck['from']}"}.get(deck["origin"], "")
    core = f", core {deck['core']}" if deck["core"] else ""
    spoken = f"  {line(deck['spoken'])}" if deck["spoken"] else ""
    time = f"{deck['minutes'] or ''} min{core}"
    return [deck["id"], deck["kind"], time, f"{deck['title']}{spoken}", whose]


def _about(deck: "Deck") -> dict[str, Any]:
    from coach_tui.guide.session.steps import core_minutes

    return {
        "title": plain(deck.title),
        "spoken": plain(deck.spoken),
        "kind": deck.kind,
        "purpose": deck.purpose,
        "approach": deck.approach,
        "minutes": deck.minutes,
        "core": core_minutes(deck),
        "rows": list(deck.rows),
    }


def show(call: Call) -> int:
    """Print the stages and prompts of a deck."""
    deck = shelf_of(call).load(call.args.deck)
    if call.json:
        stages = [
            {
                "id": s.id,
                "title": s.title,
                "minutes": s.minutes,
                "prompts": [_prompt(p) for p in s.prompts],
            }
            for s in deck.stages
        ]
        output.put_json({"id": deck.id, "title": deck.title, "stages": stages})
        return 0
    output.put(f"{line(plain(deck.title))}  ({deck.id}, {deck.minutes or '?'} min)")
    for stage in deck.stages:
        minutes = f"  {stage.minutes} min" if stage.minutes else ""
        output.put(f"\n{line(plain(stage.title))}{minutes}  #{stage.id}")
        for prompt in stage.prompts:
            output.put(f"  - {line(plain(prompt.text))}  #{prompt.id}")
            if about := _labels(prompt):
                output.put(f"      {line(about)}")
            for probe in prompt.probes:
                output.put(f"      - {line(plain(probe.text))}")
    return 0


def _labels(prompt: "Prompt") -> str:
    """A prompt's properties in words, as they were parsed from its labels."""
    parts = [
        prompt.kind if prompt.kind != "text" else "",
        str(prompt.scale or ""),
        f"options: {', '.join(o.value for o in prompt.options)}" if prompt.options else "",
        f"fields: {', '.join(f.name for f in prompt.fields)}" if prompt.fields else "",
        f"columns: {', '.join(c.name for c in prompt.columns)}" if prompt.columns else "",
        f"answered by {prompt.who}" if prompt.who != "learner" else "",
        f"only when {prompt.condition}" if prompt.condition else "",
        "private" if prompt.private else "",
        "core" if prompt.core else "",
        f"shows {', '.join(prompt.shows)}" if prompt.shows else "",
        "required" if prompt.required else "",
    ]
    return " · ".join(p for p in parts if p)


def _prompt(prompt: "Prompt") -> dict[str, Any]:
    return {
        "id": prompt.id,
        "text": prompt.text,
        "kind": prompt.kind,
        "probes": [p.text for p in prompt.probes],
        "who": prompt.who,
    }


def check(call: Call) -> int:
    """Check deck files, each line and against the other decks. Returns 1 if there is an error."""
    from coach_tui.decks.linting import lint
    from coach_tui.decks.parse import parse

    shelf = Shelf(call.home.decks())
    texts = {name: _text(shelf, name) for name in call.args.files}
    read = {name: parse(text)[0] for name, text in texts.items() if isinstance(text, str)}
    at_hand = _readable(shelf)
    found: list[dict[str, Any]] = []
    for name, text in texts.items():
        beside = {deck.id: deck for other, deck in read.items() if other != name and deck.id}
        messages = lint(text, at_hand | beside)[1] if isinstance(text, str) else (text,)
        file = output.path_text(name)
        found += [
            {"file": file, "line": m.line, "code": m.code, "severity": m.severity,
             "message": m.text}
            for m in messages
        ]  # fmt: skip
    if call.json:
        output.put_json(found)
    else:
        for m in found:
            output.put(f"{line(m['file'])}:{m['line']}: {m['code']} {line(m['message'])}")
        if len(read) == 1 and not found:
            output.say(f"Nothing to mend: {_size(*read.values())}.")
    return 1 if any(m["severity"] == "error" for m in found) else 0


def _text(shelf: Shelf, name: str) -> "str | Message":
    """The text of a file, or the reason why it cannot be read, as a finding: other files are still
    checked.
    """
    from coach_tui.decks import files
    from coach_tui.decks.model import Message

    try:
        return files.read_text(_place(shelf, name))
    except Refused as error:
        return Message(1, "E100", "error", str(error))


def _place(shelf: Shelf, name: str) -> Path:
    """The file with that path, else one's own deck with that id or file name."""
    path, own = Path(name), shelf.own()
    with suppress(OSError):  # name too long, folder without permission: reported on reading
        if path.exists():
            return path
    named = {one.name: one for one in own.values()}
    return own.get(name) or named.get(name) or path


def _size(deck: "Deck") -> str:
    prompts, stages = sum(1 for _ in deck.prompts()), len(deck.stages)
    minutes = deck.minutes or sum(s.minutes or 0 for s in deck.stages)
    return (
        f"{prompts} prompt{'' if prompts == 1 else 's'} in {stages} "
        f"stage{'' if stages == 1 else 's'}, {minutes} min"
    )


def _readable(shelf: Shelf) -> "dict[str, Deck]":
    """The available decks without errors, by name."""
    found = {}
    for identity in shelf.ids():
        with suppress(DeckError):
            found[identity] = shelf.load(identity)
    return found
