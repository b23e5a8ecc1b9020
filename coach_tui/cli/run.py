"""The entry point of the command line: runs a command and turns every error into an exit code."""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from coach_tui.cli import output
from coach_tui.cli.misuse import Misuse
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.cli.call import Run
    from coach_tui.cli.table import Verb

STOPPED = 130
"""The exit code after Ctrl-C, as in shells."""


def run(argv: list[str]) -> int:
    """Run one command, given without the program's name, and return the exit code.

    Every error becomes one sentence on stderr, also a crash, as a traceback could contain
    somebody's words. `COACH_TUI_DEBUG=1` shows a crash's traceback.
    """
    output.prepare()
    try:
        code = _do(argv)
        sys.stdout.flush()
    except SystemExit as end:  # --help
        code = end.code if isinstance(end.code, int) else 0
    except Misuse as error:
        output.say(str(error))
        code = 2
    except Refused as error:
        output.say(line(str(error)))
        code = 1
    except KeyboardInterrupt:
        output.say("Stopped.")
        code = STOPPED
    except BrokenPipeError:
        output.reader_is_gone()
        code = 0
    except OSError as error:
        from coach_tui.crash import sentence

        output.say(sentence(error))
        code = 1
    except Exception as error:
        from coach_tui.crash import crash_in_words

        output.say(crash_in_words(error))
        code = 1
    return code


def _do(argv: list[str]) -> int:
    from coach_tui.cli.call import Call
    from coach_tui.cli.parser import parsed
    from coach_tui.home import Home
    from coach_tui.newer import refuse_newer

    verb, args = parsed(argv)
    home = Home.find()
    refuse_newer(home.root)
    return target(verb)(Call(home, args))


def target(verb: "Verb") -> "Run":
    """The function of a verb; its module is imported only now."""
    module, _, name = verb.run.partition(":")
    found: Run = getattr(import_module(f"coach_tui.cli.{module}"), name)
    return found
