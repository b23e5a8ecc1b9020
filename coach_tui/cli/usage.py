"""argparse parsers made from rows of the verb table: for commands with options, help and errors.

Importing argparse and building a parser takes as long as saving a record, so that `parser.py` uses
this module only when a command needs it.
"""

import argparse
from typing import NoReturn

from coach_tui.cli.misuse import Misuse
from coach_tui.cli.table import Verb, arguments
from coach_tui.records.text import line

WIDTH = 80


class _Formatter(argparse.HelpFormatter):
    """Help in 80 columns. With a given width, argparse does not import `shutil`."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=WIDTH)


class _Parser(argparse.ArgumentParser):
    """Raises `Misuse` with one sentence instead of printing usage and exiting."""

    def error(self, message: str) -> NoReturn:
        text = line(message)
        raise Misuse(f"{text[:1].upper()}{text[1:]}. See: {self.prog} --help")


def parser_of(verb: Verb) -> argparse.ArgumentParser:
    """The argparse parser of one verb."""
    parser = _Parser(
        prog=f"coach-tui {verb.name}".rstrip(),
        description=f"{verb.help}.",
        epilog=verb.more or None,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    for flags, options in arguments(verb):
        parser.add_argument(*flags, **options)
    return parser


def usage(verb: Verb) -> str:
    """How a verb is written, on one line, without options that every verb has."""
    parser = _Parser(prog=f"coach-tui {verb.name}".rstrip(), add_help=False)
    parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=10_000)
    for flags, options in verb.args:
        parser.add_argument(*flags, **options)
    return parser.format_usage().removeprefix("usage: ").strip()
