"""The table of all verbs, from which the parser, the help and `docs/command-line.md` are made."""

from typing import Any, NamedTuple


class Arg(NamedTuple):
    """An argument of a verb: its flags or name, and the options of argparse's `add_argument`."""

    flags: tuple[str, ...]
    options: dict[str, Any]


class Verb(NamedTuple):
    """One command: its name (one word, or two as in `decks show`), the group it is listed in, a
    sentence of help, its function (`module:name` in this package), its arguments, and further help.
    """

    name: str
    group: str
    help: str
    run: str
    args: tuple[Arg, ...] = ()
    more: str = ""


def _arg(*flags: str, help: str, **options: Any) -> Arg:
    return Arg(flags, {"help": help, **options})


COMMON = (
    _arg("-E", "--engagement", help="which engagement: its name, or the beginning of its id"),
    _arg("--json", action="store_true", help="machine-readable output"),
)
"""Options of every verb."""

PAIR, WRITING, READING, GUIDED, APP = (
    "Begin and stay in touch", "Write", "Read", "Decks and exercises", "On screen",
)  # fmt: skip
GROUPS = (PAIR, WRITING, READING, GUIDED, APP)

_FOLDER = _arg("--folder", required=True, metavar="DIR", help="the folder that you share")
_NAME = _arg("--name", help="your name, as the other sees it")
_ID = _arg("id", metavar="ID", help="a record's id, or a beginning of it that no other has")
_FILE = _arg("--file", metavar="PATH", help="read the text from a file")
_ISSUE = _arg("--issue", metavar="ID", help="the issue that it belongs to")
_ASKED = "A text that is left out is asked for on a terminal; - reads it from standard input."

BARE = Verb("", APP, "Open the app", "opening:bare")
"""The command without a verb."""

VERBS = (
    Verb("new", PAIR, "Start an engagement and make the first invitation", "beginning:new", (
        _FOLDER, _NAME,
        _arg("--as", dest="role", choices=("coach", "learner"), default="coach", help="your role"),
        _arg("-E", "--engagement", metavar="NAME", help="what the engagement is called"),
    )),
    Verb("invite", PAIR, "Make a new invitation", "beginning:invite"),
    Verb("join", PAIR, "Ask to be let into an engagement", "beginning:join", (
        _FOLDER, _NAME, _arg("--invitation", metavar="CODE", help="the code that you were given"),
    )),
    Verb("engagements", PAIR, "List the engagements on this device", "pair:engagements"),
    Verb("members", PAIR, "List who takes part", "pair:members"),
    Verb("status", PAIR, "Show what is new, waiting, edited at once or due", "pair:status"),
    Verb("folder", PAIR, "Show the shared folder, or say where it is now", "pair:folder", (
        _arg("folder", nargs="?", metavar="DIR", help="where the folder has moved to"),
    )),
    Verb("sync", PAIR, "Publish what is saved and take in what came", "pair:sync", (
        _arg("--here", action="store_true", help="publish everything anew into an empty folder"),
    )),
    Verb("add", WRITING, "Keep something new", "writing:add", (
        _arg("kind", metavar="KIND", help="note, question, assumption, action …"),
        _arg("text", nargs="?", metavar="TEXT", help="what there is to say"),
        _arg("--set", action="append", default=[], metavar="FIELD=VALUE", help="one more field"),
        _ISSUE,
        _arg("--audience", choices=("private", "engagement"), help="who may read it"),
        _FILE,
    ), _ASKED),
    Verb("set", WRITING, "Change fields of a record", "writing:edit", (
        _ID,
        _arg("fields", nargs="+", metavar="FIELD=VALUE", help="a field and its new value; "
             "FIELD alone is asked for, FIELD= clears it"),
        _FILE,
    ), _ASKED),
    Verb("share", WRITING, "Share a private record of yours; there is no way back",
         "writing:share", (
        _ID, _arg("--yes", action="store_true", help="share without asking"),
    )),
    Verb("agree", WRITING, "Agree to the contract as it is now", "contract:agree", (
        _arg("--new", action="store_true", help="begin one from a good text, to be changed by set"),
    ), "Whoever changes its text asks for everybody's yes again; show ID of the contract says "
         "who has, and what differs."),
    Verb("resolve", WRITING, "Choose between values that two people set at once",
         "writing:resolve", (
        _ID, _arg("field", metavar="FIELD", help="the field with several values"),
        _arg("--keep", required=True, metavar="N", help="which to keep; 1 is the newest"),
    )),
    Verb("show", READING, "Show one record", "reading:show", (_ID,)),
    Verb("list", READING, "List the records of one kind", "reading:list_kind", (
        _arg("kind", metavar="KIND", help="issues, questions, actions …"),
        _arg("--where", action="append", default=[], metavar="FIELD=VALUE",
             help="only those with this value"),
    )),
    Verb("search", READING, "Find records by their words, the latest first", "reading:search", (
        _arg("words", nargs="+", metavar="WORDS", help="all of them must occur"),
        _arg("--kind", help="only of this kind"),
        _arg("--since", metavar="DATE", help="only changed since that day: 2026-10-14, 14 Oct, "
             "friday (the last one) or -7"),
    )),
    Verb("thread", READING, "Show the chain of an issue, from a question to its worth",
         "thread:show", (
        _arg("issue", nargs="?", metavar="ISSUE", help="the issue's id; the first when left out"),
    )),
    Verb("history", READING, "Show every value that a record has or had", "reading:history",
         (_ID,)),
    Verb("decks list", GUIDED, "List the decks at hand", "decks:listing"),
    Verb("decks show", GUIDED, "Show what is in a deck", "decks:show", (
        _arg("deck", metavar="DECK", help="a deck's id"),
    )),
    Verb("decks check", GUIDED, "Check deck files, line by line", "decks:check", (
        _arg("files", nargs="+", metavar="FILE",
             help="a deck in Markdown, or the id of one of your own"),
    )),
    Verb("decks new", GUIDED, "Begin a deck of your own", "own_decks:new", (
        _arg("title", metavar="TITLE", help="what it is called"),
        _arg("-o", dest="deck", metavar="FILE",
             help="the file to write; left out: one in your own folder of decks"),
    ), "The file works as it is; comments in it say how to go on."),
    Verb("decks folder", GUIDED, "Show the folder of your own decks, or use another",
         "own_decks:folder", (
        _arg("folder", nargs="?", metavar="DIR", help="a folder that is there"),
    ), "What is saved there is at hand at once. A deck of your own comes before a shipped one of "
       "the same id."),
    Verb("decks share", GUIDED, "Give a deck of your own to the others, without your notes",
         "own_decks:share", (
        _arg("deck", metavar="DECK", help="a deck's id"),
        _arg("--yes", action="store_true", help="share without asking"),
    )),
    Verb("decks import", GUIDED, "Make a deck from any list of questions", "importing:bring_in", (
        _arg("file", metavar="FILE", help="a list of questions in Markdown, or plain text"),
        _arg("-o", dest="deck", metavar="DECK",
             help="the file to write, a new one; left out: one in your own folder of decks"),
        _arg("--all", action="store_true", help="take over the unsure ones, too"),
    ), "What is unsure is written as comments at the end of the deck."),
    Verb("decks write-ids", GUIDED, "Give an id to every prompt of a deck file that has none",
         "own_decks:write_ids", (
        _arg("file", metavar="FILE", help="a deck in Markdown"),
    ), "Labels are added at the ends of lines; nothing else in the file is changed."),
    Verb("decks export", GUIDED, "Write the learner's handout of a deck", "own_decks:export", (
        _arg("deck", metavar="DECK", help="a deck's id"),
        _arg("--learner", action="store_true",
             help="without notes, without prompts of the coach's, without private ones; there is "
             "no other handout, so it can be left out"),
        _arg("-o", dest="out", metavar="FILE",
             help="a new file; one that ends in .html is a page to print"),
    ), "Without a file it goes to standard output, as Markdown."),
    Verb("assign", GUIDED, "Give a deck, or a stage of one, as an exercise", "exercises:assign", (
        _arg("deck", metavar="DECK[#STAGE]", help="a deck's id, and a stage's if only that"),
        _arg("--to", required=True, metavar="MEMBER", help="who it is for: a name or a role"),
        _arg("--due", metavar="DATE", help="until when: 2026-10-14, 14 Oct, friday or +7"),
        _arg("--note", help="a word with it"),
        _arg("--from", dest="begins", metavar="DATE",
             help="it opens on that day, not at once; written as with --due"),
        _arg("--after", metavar="EXERCISE", help="it opens when that exercise is done"),
        _arg("--days", metavar="N", help="with --after: so many days later"),
        _arg("--every", metavar="N", help="again, so many days after it was done"),
        _ISSUE,
    )),
    Verb("exercises", GUIDED, "List the exercises that were given", "exercises:exercises"),
    Verb("answer", GUIDED, "Reply to a prompt of an exercise", "exercises:answer", (
        _arg("exercise", metavar="EXERCISE", help="the exercise's id, or a beginning of it"),
        _arg("text", nargs="?", metavar="TEXT", help="the reply"),
        _arg("--prompt", metavar="ID", help="which prompt; the next open one when left out"),
        _FILE,
    ), _ASKED + " A worksheet is given as a whole: a table divided by tabs or commas, "
       "perhaps with a line of headings, or `name: value` lines with an empty one between rows."),
    Verb("decline", GUIDED, "Say no to an exercise, with a reason", "exercises:decline", (
        _arg("exercise", metavar="EXERCISE", help="the exercise's id, or a beginning of it"),
        _arg("reason", nargs="?", metavar="REASON", help="why; the one who gave it sees it"),
    ), _ASKED + " Beginning the exercise later takes the no back."),
    Verb("prepare", GUIDED, "Write down what to bring to the next session", "meeting:prepare", (
        _arg("--moved", metavar="TEXT", help="what has moved"),
        _arg("--mind", metavar="TEXT", help="what is on your mind"),
        _arg("--leave", metavar="TEXT", help="what you want to leave with"),
        _arg("--send", action="store_true",
             help="share it with the others, now; there is no way back"),
    ), "Three short prompts, each optional, asked for on a terminal when none is given. Private "
       "until it is sent; the next session begins with it."),
    Verb("meet", GUIDED, "Show the next date, move it or call it off", "meeting:meet", (
        _arg("date", nargs="?", metavar="DATE", help="the new day: 21 Oct, friday, +7 or 'tue "
             "10:00'; off calls it off"),
        _arg("--note", help="a word with it to the others"),
    )),
    Verb("summary", GUIDED, "Show what a session agreed on, as one page", "meeting:summary", (
        _arg("session", nargs="?", metavar="SESSION",
             help="the session's id, or a beginning of it; the last one when left out"),
        _arg("-o", dest="out", metavar="FILE", help="a new file of Markdown"),
        _arg("--send", action="store_true", help="the others are shown it once, on Today"),
    ), "Made from shared records only: nothing private is on it."),
    Verb("profile", GUIDED, "Show habits of learning, as an inventory was answered",
         "profile:show", (
        _arg("--of", metavar="MEMBER", help="whose: a name or a role; the learner's if left out"),
    )),
    Verb("path", GUIDED, "Show what was done, and which decks fit now and why", "path:show"),
    Verb("predict", WRITING, "Say how likely an experiment's prediction is, blind",
         "worth:predict", (
        _arg("experiment", metavar="EXPERIMENT", help="the experiment's id, or a beginning of it"),
        _arg("chance", nargs="?", metavar="CHANCE", help="in per cent, 0 to 100"),
        _arg("--alone", action="store_true", help="open yours now, without waiting for theirs"),
    ), "Yours stays on this device until everybody gave theirs; then all are opened. With "
       "nothing but the id it shows how each stands."),
    Verb("check", WRITING, "Check out of a session: five short items, blind", "worth:check", (
        _arg("session", metavar="SESSION", help="the session's id, a beginning of it, or last"),
        _arg("items", nargs="*", metavar="ITEM=N", help="heard, focus, manner, open, worth"),
        _arg("--alone", action="store_true", help="open yours now, without waiting for theirs"),
    ), "Given blind, as a prediction is. Without items it shows them and how each stands."),
    Verb("evaluate", READING, "Show what it has been worth so far", "evaluation:evaluate", (
        _ISSUE,
    ), "Goals, predictions, experiments, questions, the ledger and the time it took."),
    Verb("session", GUIDED, "Open the app in a session with a deck", "opening:session", (
        _arg("deck", metavar="DECK[#STAGE]", help="a deck's id"), _ISSUE,
    )),
    Verb("demo", APP, "Open a ready-made pair with three months of history", "opening:demo", (
        _arg("--as", dest="role", choices=("coach", "learner"), default="learner", help="a role"),
        _arg("--keep", metavar="DIR", help="keep the demo in this folder"),
    )),
)  # fmt: skip


def arguments(verb: Verb) -> tuple[Arg, ...]:
    """The verb's own arguments and the options of every verb, unless it has its own of that
    name.
    """
    own = {flag for arg in verb.args for flag in arg.flags}
    return (*verb.args, *(arg for arg in COMMON if not own & set(arg.flags)))
