"""From the words of a command to a verb and its arguments; help is made from the table."""

import argparse
from typing import NoReturn

from coach_tui.cli.misuse import Misuse
from coach_tui.cli.table import BARE, COMMON, GROUPS, VERBS, Arg, Verb
from coach_tui.records.text import line

WIDTH = 80


class _Formatter(argparse.HelpFormatter):
    """Help in 80 columns. Given a width, argparse does not import what measures terminals."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=WIDTH)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and leaves the exit to the one exit point."""

    def error(self, message: str) -> NoReturn:
        text = line(message)
        raise Misuse(f"{text[:1].upper()}{text[1:]}. See: {self.prog} --help")


def parsed(argv: list[str]) -> tuple[Verb, argparse.Namespace]:
    """The verb of a command and its arguments; options of every verb may stand before it.

    `Misuse` when it cannot be understood; `SystemExit` after help.
    """
    name, rest = divided(argv)
    if not name and any(a in ("-h", "--help") for a in rest):
        print(overview(), end="")
        raise SystemExit(0)
    verb = verb_named(name)
    return verb, parser_of(verb).parse_intermixed_args(rest)


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


def parser_of(verb: Verb) -> argparse.ArgumentParser:
    """The parser of one verb; those of the others are not built."""
    parser = _Parser(
        prog=f"coach-tui {verb.name}".rstrip(),
        description=f"{verb.help}.",
        epilog=verb.more or None,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    for flags, options in (*verb.args, *common(verb)):
        parser.add_argument(*flags, **options)
    return parser


def common(verb: Verb) -> tuple[Arg, ...]:
    """The options of every verb, but for one that the verb has itself."""
    own = {flag for arg in verb.args for flag in arg.flags}
    return tuple(arg for arg in COMMON if not own & set(arg.flags))


def usage(verb: Verb) -> str:
    """How a verb is written, in one line, without the options that every verb has."""
    parser = _Parser(prog=f"coach-tui {verb.name}".rstrip(), add_help=False)
    parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=10_000)
    for flags, options in verb.args:
        parser.add_argument(*flags, **options)
    return parser.format_usage().removeprefix("usage: ").strip()


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
