"""A command of plain words is understood without argparse, and exactly as argparse does."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.cli.misuse import Misuse
from coach_tui.cli.parser import plain
from coach_tui.cli.table import BARE, VERBS, Verb
from coach_tui.cli.usage import parser_of

words = st.sampled_from(["", " ", "a", "insight", "They wait.", "text=a", "+7", "@x", "#s", "é"])
PLAIN = """
import sys
from coach_tui.cli.parser import parsed
verb, args = parsed(sys.argv[1:])
print(verb.name, args.kind, "argparse" in sys.modules)
"""


def by_argparse(verb: Verb, words: list[str]) -> SimpleNamespace | None:
    try:
        return parser_of(verb).parse_intermixed_args(words, SimpleNamespace())
    except Misuse:
        return None


@pytest.mark.parametrize("verb", [BARE, *VERBS], ids=lambda v: v.name or "bare")
@given(given=st.lists(words, max_size=4))
def test_plain_words_mean_what_argparse_makes_of_them(verb: Verb, given: list[str]) -> None:
    found = plain(verb, given)
    assert found is None or found == by_argparse(verb, given)


@pytest.mark.parametrize("option", ["-h", "--json", "-E", "--set", "-", "-5", "--"])
def test_whatever_begins_as_an_option_does_is_left_to_argparse(option: str) -> None:
    assert all(plain(verb, ["a", option]) is None for verb in VERBS)


def test_the_commands_of_every_day_do_without_argparse() -> None:
    for command in (
        ["add", "insight", "They wait."],
        ["list", "insights"],
        ["list", "a", "--json"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", PLAIN, *command], capture_output=True, text=True, check=True
        )
        verb, kind, loaded = done.stdout.split()
        assert (verb, kind) == tuple(command[:2])
        assert loaded == str("--json" in command)
