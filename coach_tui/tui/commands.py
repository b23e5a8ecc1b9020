"""The table of all commands, from which key bindings, footer, palette and help are made."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from textual.binding import Binding, BindingType
from textual.screen import Screen

ANY = "any"
"""`Command.page` of commands that every page has."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: on which page or part of one, with which keys (comma-separated Textual names).

    `short` is the word in the footer, `help` a sentence. `foot` is the priority in the footer (1 is
    highest, 0 never). `action` is the Textual action, by default `id`. `boxed` commands also work
    while a text box has the focus. `shown_key` is the key as displayed, when its name is not.
    """

    id: str
    page: str
    keys: str
    short: str
    help: str
    foot: int = 0
    boxed: bool = False
    action: str = ""
    shown_key: str = ""


_RAIL = (
    "today", "session", "thread", "experiments", "decks", "profile", "history", "value", "people",
)  # fmt: skip
PAGES = {page: str(number) for number, page in enumerate(_RAIL, 1)} | {"path": "0"}
"""The pages (modes), in the order of the rail, with their keys."""
TITLES = {
    "today": "Today",
    "session": "Session",
    "thread": "Thread",
    "experiments": "Experiments",
    "decks": "Decks",
    "profile": "Profile",
    "history": "History",
    "value": "Value",
    "people": "People",
    "path": "Where am I",
}

COMMANDS = (
    Command("open", "today", "enter", "open", "Open the selected entry", 1),
    Command("done", "today", "d", "done", "Mark the selected action as done", 2),
    Command("decline", "today", "x", "decline", "Say no to the selected exercise, with a reason"),
    Command("new", "today", "n", "new", "Write down a note, question, action or insight", 3),
    Command("prepare", "today", "p", "prepare", "Three short questions before you meet; private "
            "until you send it", 4),
    Command("meet", "today", "m", "next date", "Move the next date, or call it off, with a word"),
    Command("continue", "session", "enter", "go on", "Go on with the selected session", 1),
    Command("end_here", "session", "d", "end", "End the selected session where it stands", 2),
    Command("drop", "session", "h", "hide", "Hide the selected session, if nothing was written", 3),
    Command("pick", "player", "enter", "take", "Take or open what is selected"),
    Command("keep", "player", "ctrl+s,ctrl+j", "keep", "Keep the reply and go on", 2, boxed=True),
    Command("more", "player", "ctrl+o", "more", "Skip, park and more: one letter", 3, boxed=True),
    Command("note", "player", "ctrl+g", "note", "Show or hide the coach's note", 4, boxed=True),
    Command("record", "player", "ctrl+r", "record", "The records that the question asks about",
            5, boxed=True),
    Command("capture", "player", "ctrl+t", "capture", "Capture a thought that fits no prompt",
            boxed=True),
    Command("leave_box", "answer", "escape,tab", "leave box", "Out of the box, where letters act",
            5),
    Command("away", "player", "escape", "leave", "Leave the session; it asks first", 6),
    Command("next_cell", "sheet", "tab", "next cell", "On to the next cell; then a new row", 1),
    Command("leave_box", "sheet", "escape", "leave box", "Out of the box, where letters act", 6),
    Command("skip", "player", "s", "skip", "Skip the question", 0),
    Command("park", "player", "p", "park", "Park the question until the check-out", 0),
    Command("dont_know", "player", "d", "don't know", "Not known: it becomes an open question", 0),
    Command("kind", "player", "k", "kind", "Keep the reply as another kind of record", 0),
    Command("back", "player", "b", "back", "Back to the question before", 0),
    Command("on", "player", "n", "next", "On to the next question without a mark", 0),
    Command("aside", "player", "a", "aside", "What was kept and parked so far", 0),
    Command("checkout", "player", "c", "check-out", "Go to the check-out", 0),
    Command("check", "player", "percent_sign", "check", "Five short items on this session, blind",
            shown_key="%"),
    Command("form", "player", "f", "core or whole",
            "All questions of the deck, or only those that carry it", 0),
    Command("two", "player", "w", "two people", "Two people at this screen, or one", 0),
    Command("pause", "player", "u", "pause", "Stop the clock for a break, or let it go on", 0),
    Command("leave", "player", "l", "leave", "Leave for now; it goes on here", 0),
    Command("open", "opening", "enter", "go on", "Go on to the first question", 1),
    Command("done", "opening", "1", "done", "It was done", 2, action="how(0)"),
    Command("not_yet", "opening", "2", "not yet", "Not done yet; asks for the new day", 2,
            action="how(1)"),
    Command("dropped", "opening", "3", "dropped", "It is dropped", 2, action="how(2)"),
    Command("line", "opening", "e", "add a line", "Add a line on what became of it", 3),
    Command("open_it", "opening", "o", "open", "Open the selected entry, or the replies that came",
            6),
    Command("form", "opening", "f", "core", "The core of the deck only, or the whole", 6),
    Command("leave", "opening", "l", "leave", "Leave for now; it goes on here", 7),
    Command("change", "closing", "enter", "change", "Change the selected line: words, who, by when",
            1),
    Command("new", "closing", "n", "new", "Write down something else that was agreed", 2),
    Command("send", "closing", "s", "send", "Close the session and send its summary", 3),
    Command("not_now", "closing", "escape", "not now", "Close the session; the summary can be sent "
            "later", 3),
    Command("page_shown", "closing", "a", "the page", "The page that is sent", 6),
    Command("contract", "closing", "v", "contract",
            "The contract, with the sentences agreed in this session", 4),
    Command("check", "closing", "percent_sign", "check", "Five short items on this session, blind",
            6, shown_key="%"),
    Command("back", "closing", "b", "back", "Back to the last question", 6),
    Command("leave", "closing", "l", "leave", "Leave for now; it goes on here", 7),
    Command("open", "thread", "enter", "open", "Open the selected record", 1),
    Command("came", "thread", "c", "onward", "On to what came of the selected record", 2),
    Command("led", "thread", "u", "back", "Back to what led to the selected record", 3),
    Command("new", "thread", "n", "new", "Write down anything about this issue", 3),
    Command("new_issue", "issueless", "n", "an issue", "Write down the first issue", 1),
    Command("gates", "thread", "w", "gates", "Ask the four gates: does it belong here"),
    Command("kinds", "thread", "k", "kinds", "Show one kind of record only; again: the next"),
    Command("map", "thread", "m", "what to test", "Assumptions by importance and evidence"),
    Command("contract", "thread", "v", "contract", "What you agree on, and who has", 6),
    Command("choose", "thread", "x", "choose", "Choose between two edits of the selected record"),
    Command("before", "thread", "left_square_bracket", "issue before", "The issue before",
            shown_key="["),
    Command("after", "thread", "right_square_bracket", "next issue", "The next issue",
            shown_key="]"),
    Command("issue", "thread", "i", "issue", "Choose the issue"),
    Command("look", "experiments", "enter", "open", "A larger chart and every number", 1),
    Command("observe", "experiments", "o", "observe", "Write down what was seen, in one line", 2),
    Command("begin", "experiments", "b", "begin", "Begin it, or go on after a pause"),
    Command("pause", "experiments", "u", "not OK", "Pause it: somebody finds it not all right"),
    Command("stop", "experiments", "t", "stop", "Stop it early, with the reason"),
    Command("review", "experiments", "v", "review", "Look back at it", 3),
    Command("new", "experiments", "n", "new", "Plan a new experiment"),
    Command("edit", "experiments", "e", "edit", "Change its card"),
    Command("start", "decks", "enter", "start", "Start a session with the selected deck", 1),
    Command("assign", "decks", "x", "give", "Give the deck or a stage as exercise", 2),
    Command("plan", "decks", "p", "plan", "Plan a session with the deck: leave questions out, mark "
            "some, add one", 3),
    Command("new_deck", "decks", "n", "new", "Begin a deck of your own", 3),
    Command("bring_in", "decks", "i", "import", "Make a deck from a list of questions"),
    Command("handout", "decks", "e", "handout", "Write the learner's handout of the deck"),
    Command("share_deck", "decks", "s", "share",
            "Give a deck of your own to the others, without your notes"),
    Command("give", "profile", "x,enter", "give", "Give the proposed deck as an exercise", 1),
    Command("again", "profile", "n", "answer", "Answer the statements, or answer them again", 2),
    Command("search", "history", "slash", "search", "Search everything that was written", 2,
            shown_key="/"),
    Command("hits", "search", "enter,down", "to the hits", "From the search box to the hits", 1),
    Command("out", "search", "escape", "out", "Out of the search box", 2),
    Command("look", "history", "enter", "open", "Show the selected record with its history", 1),
    Command("kinds", "history", "k", "kinds", "Show one kind of record only; again: the next", 3),
    Command("share", "history", "s", "share", "Share a private record of yours", 4),
    Command("hide", "history", "h", "hide", "Take the selected record out of sight", 0),
    Command("open", "value", "enter", "open", "Open the selected entry"),
    Command("new", "value", "n", "new", "A new goal, or a line of the ledger", 1),
    Command("rate", "value", "r", "rate", "Say where the selected goal stands, as you see it", 2),
    Command("predict", "value", "p", "predict",
            "Say how likely an experiment's prediction is, blind", 3),
    Command("check", "value", "c", "check", "Check out of a session: five short items, blind", 3),
    Command("edit", "value", "e", "edit", "Change the selected goal or line"),
    Command("start", "path", "enter", "start", "Start a session with the selected deck", 1),
    Command("assign", "path", "x", "give", "Give the selected deck as an exercise", 2),
    Command("choose", "people", "k,enter", "choose", "Choose between two edits", 1),
    Command("sync", "people", "y", "sync", "Look into the folder now", 2),
    Command("invite", "people", "i", "invite", "Make an invitation", 3),
    Command("find", ANY, "slash", "search", "Search everything that was written", 4,
            shown_key="/"),
    Command("jot", ANY, "plus", "write down", "Write something down, from any page", shown_key="+"),
    Command("down", ANY, "j,down", "down", "The next entry"),
    Command("up", ANY, "k,up", "up", "The entry before"),
    Command("first", ANY, "g,home", "first", "The first entry"),
    Command("last", ANY, "G,end", "last", "The last entry"),
    Command("theme", ANY, "t", "theme", "Change between light and dark"),
    Command("plain", ANY, "asterisk", "plain characters",
            "Draw pictures with plain characters, or with braille", shown_key="*"),
    Command("palette", ANY, "ctrl+p", "commands", "Every command by its name", 5, boxed=True,
            action="app.command_palette"),
    Command("help", ANY, "question_mark,f1", "help", "What the keys do here", 8, shown_key="?"),
    Command("quit", ANY, "q,ctrl+q", "quit", "Close; everything kept is kept", 9),
)  # fmt: skip


def page_keys() -> str:
    """The keys of the pages: the digits as a range, then the others, for help."""
    keys = sorted(PAGES.values())
    digits, others = [k for k in keys if k.isdigit()], [k for k in keys if not k.isdigit()]
    return " ".join([f"{digits[0]} to {digits[-1]}", *others])


def place(page: str) -> str:
    """A page's title and key, for a sentence: `Decks (5)`."""
    return f"{TITLES[page]} ({PAGES[page]})"


def _without(command: Command, taken: set[str]) -> Command:
    """The command without the keys in `taken`, which the page uses for commands of its own."""
    free = [k for k in command.keys.split(",") if k not in taken]
    return replace(command, keys=",".join(free))


def of_page(page: str) -> list[Command]:
    """The commands of a page: its own, then those of all pages, without keys already used."""
    own = [c for c in COMMANDS if c.page == page]
    taken = {k for c in own for k in c.keys.split(",")}
    shared = [_without(c, taken) for c in COMMANDS if c.page == ANY]
    if page == "player":
        shared = [
            replace(c, foot=0) if c.id == "palette" else c
            for c in shared
            if c.id in ("palette", "help", "quit", "theme")
        ]
    shared = [c for c in shared if c.keys]
    return own + shared


def bindings(page: str) -> list[BindingType]:
    """The commands of a page as Textual key bindings."""
    return [
        Binding(
            c.keys,
            c.action or c.id,
            c.short,
            show=False,
            # Not priority for a page's own keys such as ctrl+j: the text box must process the keys
            # typed before them first.
            priority=c.boxed and c.page == ANY,
            id=f"{page}.{c.id}",
        )
        for c in of_page(page)
    ]


def own_bindings(part: str) -> list[BindingType]:
    """The commands of one part of a page, active only while that part has the focus."""
    return [
        Binding(c.keys, c.id, c.short, show=False, id=f"{part}.{c.id}")
        for c in COMMANDS
        if c.page == part
    ]


# -- what can be done now --------------------------------------------------------------------------

_BY_ID = {f"{p}.{c.id}": c for p in {c.page for c in COMMANDS} | set(PAGES) for c in of_page(p)}


@dataclass(frozen=True, slots=True)
class Offer:
    """A command available now and its active keys; none while a text box takes them as text."""

    command: Command
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key to display; empty when no key is active."""
        first = self.keys[0] if self.keys else ""
        known = self.command.shown_key and self.command.keys.startswith(first)
        return self.command.shown_key if known else first


NAMELESS = {"slash": "/", "plus": "+"}
"""Key names that Textual cannot map to a character, so that it wrongly reports that a text box
would not consume them.
"""


def _taken(screen: Screen[Any], key: str) -> bool:
    """Whether the focused text box would take the key as text, where Textual does not know it."""
    node = screen.focused
    return key in NAMELESS and node is not None and node.check_consume_key(key, NAMELESS[key])


def _named(binding: Binding) -> str:
    """The command id of a binding."""
    return (binding.id or binding.action).rpartition(".")[2]


def _bound(node: object) -> list[Command]:
    """The commands bound by a screen or widget, in the order of its bindings."""
    every = [b for b in getattr(node, "BINDINGS", ()) if isinstance(b, Binding)]
    return [_BY_ID[b.id] for b in every if b.id in _BY_ID]


def offers(screen: Screen[Any]) -> list[Offer]:
    """The commands available on a screen now, according to Textual's active bindings and
    `check_action`; those of the focused widget first.
    """
    active = {k: a for k, a in screen.active_bindings.items() if not _taken(screen, k)}
    live = {k: _named(a.binding) for k, a in active.items() if a.enabled}
    own = getattr(screen.focused, "offered", list)  # keys that are no bindings
    found: dict[str, Offer] = {o.command.id: o for o in own()}
    for command in _bound(screen.focused) + _bound(screen):
        keys = tuple(k for k in command.keys.split(",") if live.get(k) == command.id)
        allowed = bool(keys) or screen.check_action(command.action or command.id, ())
        if allowed and command.id not in found:
            found[command.id] = Offer(command, keys)
    return list(found.values())


def footer(offered: Iterable[Offer], width: int) -> list[Offer]:
    """The most important offers that fit into `width` cells; help always, and quit unless its key
    is a long one.
    """
    shown = sorted((o for o in offered if o.keys and o.command.foot), key=lambda o: o.command.foot)
    last = sum(o.command.id == "help" or o.key == "q" for o in shown)
    while len(shown) > 2 and sum(len(o.key) + len(o.command.short) + 3 for o in shown) - 2 > width:
        place = next((n for n, o in enumerate(shown) if o.command.id == "quit"), len(shown))
        shown.pop(place if place < len(shown) and shown[place].key != "q" else -1 - last)
    return shown
