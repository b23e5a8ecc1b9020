"""Parse a command into a verb and its arguments, without argparse where possible."""

from types import SimpleNamespace
from typing import Any

from coach_tui.cli.misuse import Misuse
from coach_tui.cli.table import BARE, GROUPS, VERBS, Arg, Verb, arguments
from coach_tui.records.text import line


def parsed(argv: list[str]) -> tuple[Verb, SimpleNamespace]:
    """The verb of a command and its arguments; options that every verb has may precede it.

    `Misuse` when it cannot be understood; `SystemExit` after printing help.
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
    """The arguments of a command without options, equal to argparse's result but faster; None when
    the command needs argparse, or may be wrong.
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
    """The verb, empty when there is none, and all other words."""
    first = _word(argv, 0)
    if first >= len(argv):
        return "", argv
    name, rest = argv[first], argv[:first] + argv[first + 1 :]
    second = _word(rest, first)
    if second < len(rest) and any(v.name == f"{name} {rest[second]}" for v in VERBS):
        return f"{name} {rest[second]}", rest[:second] + rest[second + 1 :]
    return name, rest


def _word(argv: list[str], at: int) -> int:
    """The index of the first word from `at` on that is no option; `-E` takes its value along."""
    while at < len(argv) and argv[at].startswith("-"):
        at += 2 if argv[at] in ("-E", "--engagement") else 1
    return at


def verb_named(name: str) -> Verb:
    """The row of a verb. An empty name means opening the app; `decks` alone means `decks list`.
    `Misuse` for an unknown one.
    """
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
    """The help text of the whole program, with a line for each verb."""
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
