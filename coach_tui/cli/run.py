"""The one way in and the one way out: a command in words becomes an exit code."""

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
"""Exit code after Ctrl-C, as shells have it."""


def run(argv: list[str]) -> int:
    """Do one command, without the program's name; the exit code.

    Every error of a person becomes one sentence on stderr; so does a crash, whose traceback could
    hold somebody's words. With `COACH_TUI_DEBUG=1` a crash shows where it was.
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

    verb, args = parsed(argv)
    return target(verb)(Call(Home.find(), args))


def target(verb: "Verb") -> "Run":
    """The function that does a verb; its module is imported only now."""
    module, _, name = verb.run.partition(":")
    found: Run = getattr(import_module(f"coach_tui.cli.{module}"), name)
    return found
