"""From the words of a command to a verb and its arguments; help is made from the table."""

from types import SimpleNamespace
from typing import Any

from coach_tui.cli.misuse import Misuse
from coach_tui.cli.table import BARE, GROUPS, VERBS, Arg, Verb, arguments
from coach_tui.records.text import line


def parsed(argv: list[str]) -> tuple[Verb, SimpleNamespace]:
    """The verb of a command and its arguments; options of every verb may stand before it.

    `Misuse` when it cannot be understood; `SystemExit` after help.
    """
    name, rest = divided(argv)
    if not name and any(a in ("-h", "--help") for a in rest):
        print(overview(), end="")
        raise SystemExit(0)
    verb = verb_named(name)
    if (args := plain(verb, rest)) is not None:
        return verb, args
    from coach_tui.cli.usage import parser_of

    return verb, parser_of(verb).parse_intermixed_args(rest, SimpleNamespace())


def plain(verb: Verb, words: list[str]) -> SimpleNamespace | None:
    """The arguments of a command that has no options, as argparse gives them; None for any other,
    and for one that may not be understood.
    """
    every = arguments(verb)
    if any(w.startswith("-") for w in words) or any(a.options.get("required") for a in every):
        return None
    said: dict[str, Any] = {}
    for arg in every:
        if arg.flags[0].startswith("-"):
            said[_name(arg)] = _default(arg)
            continue
        nargs = arg.options.get("nargs", "")
        taken = words if nargs in ("+", "*") else words[:1]
        words = words[len(taken) :]
        if (not taken and nargs != "?") or arg.options.keys() & {"type", "choices"}:
            return None
        said[_name(arg)] = taken if nargs in ("+", "*") else next(iter(taken), None)
    return None if words else SimpleNamespace(**said)


def _name(arg: Arg) -> str:
    long = next((flag for flag in arg.flags if flag.startswith("--")), arg.flags[0])
    return str(arg.options.get("dest") or long.removeprefix("--").replace("-", "_"))


def _default(arg: Arg) -> Any:
    return arg.options.get("default", False if "action" in arg.options else None)


def divided(argv: list[str]) -> tuple[str, list[str]]:
    """The verb, empty when there is none, and everything else."""
    first = _word(argv, 0)
    if first >= len(argv):
        return "", argv
    name, rest = argv[first], argv[:first] + argv[first + 1 :]
    second = _word(rest, first)
    if second < len(rest) and any(v.name == f"{name} {rest[second]}" for v in VERBS):
        return f"{name} {rest[second]}", rest[:second] + rest[second + 1 :]
    return name, rest


def _word(argv: list[str], at: int) -> int:
    """Where the first word from `at` on stands that is no option of every verb."""
    while at < len(argv) and argv[at].startswith("-"):
        at += 2 if argv[at] in ("-E", "--engagement") else 1
    return at


def verb_named(name: str) -> Verb:
    """The row of a verb; no name means opening the app, and `decks` alone lists them."""
    if not name:
        return BARE
    for verb in VERBS:
        if verb.name in (name, f"{name} list"):
            return verb
    from difflib import get_close_matches

    close = get_close_matches(name, [v.name for v in VERBS], 1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise Misuse(f"There is no command {line(name)!r}.{hint} See: coach-tui --help")


def overview() -> str:
    """The help of the whole: every verb with its sentence."""
    lines = [
        "usage: coach-tui [-E ENGAGEMENT] [VERB] …",
        "",
        f"Without a verb: {BARE.help[:1].lower()}{BARE.help[1:]}.",
    ]
    for group in GROUPS:
        lines += ["", f"{group}:"]
        lines += [f"  {v.name:<15}  {v.help}" for v in VERBS if v.group == group]
    lines += [
        "",
        "Every verb takes -E ENGAGEMENT and --json. More: coach-tui VERB --help",
    ]
    return "\n".join(lines) + "\n"
