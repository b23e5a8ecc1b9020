"""One invocation of the program: its arguments, and access to the engagement that is meant."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from coach_tui.cli import output
from coach_tui.cli.misuse import Misuse
from coach_tui.home import Home
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement, Keyring
    from coach_tui.guide.drafts import Drafts

NONE_YET = (
    "This device knows no engagement yet. A coach starts one with coach-tui new; "
    "a learner takes part with coach-tui join."
)


class Call:
    """What every verb's function receives: this device's home and the parsed arguments.

    `args` has the verb's arguments by name, and always `engagement` and `json`.
    """

    def __init__(self, home: Home, args: SimpleNamespace) -> None:
        self.home = home
        self.args = args
        self._new_here = False

    @property
    def json(self) -> bool:
        """Whether machine-readable output was requested."""
        return bool(self.args.json)

    def rings(self) -> "list[Keyring]":
        """The keys of every engagement on this device, without damaged ones; `Refused` when the
        only one is damaged.
        """
        from coach_tui.engagement import rings

        return rings(self.home)

    def ring(self) -> "Keyring":
        """The keys of the engagement that `-E` names, else of the only one. `Refused` or `Misuse`
        when that does not decide.
        """
        rings = self.rings()
        if not rings:
            raise Refused(NONE_YET)
        wanted = self.args.engagement
        found = rings if wanted is None else meant(wanted, rings)
        if len(found) == 1:
            return found[0]
        if not found:
            name = line(wanted)
            raise Misuse(
                f"There is no engagement {name!r} here. There are:\n{engagement_lines(rings)}"
            )
        several = engagement_lines(found)
        raise Misuse(
            f"Several engagements are meant. Say which with -E and its name or id:\n{several}"
        )

    def closed(self) -> "Engagement":
        """The engagement without its records, which is enough to save something new. `Refused` when
        this device is not admitted.
        """
        from coach_tui.engagement import Engagement

        ring = self.ring()
        self.enter(ring)
        self.drafts(ring.sp).check()
        return Engagement(self.home, ring)

    def drafts(self, sp: str) -> "Drafts":
        """The drafts of an engagement on this device; what they set aside is said."""
        from coach_tui.guide.drafts import Drafts

        return Drafts(self.home.drafts(sp), output.say)

    def enter(self, ring: "Keyring") -> bool:
        """Whether this device is admitted; if it has asked to be, the answer is looked for.
        `Refused` when the folder fails meanwhile.
        """
        if ring.inside:
            return True
        from coach_tui.engagement import trouble_of
        from coach_tui.joining import try_to_enter

        if not try_to_enter(self.home, ring):
            if trouble := trouble_of(ring)[0]:
                raise Refused(f"{trouble} You have not been let in yet.")
            return False
        self._new_here = True
        output.say(f"You were let in: {line(ring.title)}.")
        return True

    def engagement(self) -> "Engagement":
        """The engagement with its records. Right after admission the folder is read too, since the
        vault is still empty.
        """
        found = self.closed().load()
        if self._new_here:
            found.take_in()
        return found

    def history(self) -> "Engagement":
        """The engagement with its records, for verbs that only read: they also write the
        checkpoint.
        """
        found = self.engagement()
        keep_checkpoint(found)
        return found


def keep_checkpoint(engagement: "Engagement") -> None:
    """Write the checkpoint; if that fails, only say so, as it can be rebuilt."""
    try:
        engagement.checkpoint()
    except OSError as error:
        output.say(
            f"The history file could not be written: {error.strerror}. "
            "Nothing is lost; it is made again the next time."
        )


def meant(wanted: str, rings: "list[Keyring]") -> "list[Keyring]":
    """The engagements that a text may mean: by title, else by the beginning of their ids."""
    name = line(wanted).casefold()
    titled = [r for r in rings if name and line(r.title).casefold() == name]
    return titled or [r for r in rings if name and r.sp.startswith(name)]


def engagement_lines(rings: "list[Keyring]") -> str:
    """Engagements to choose from, one on each line."""
    return "\n".join(f"  {r.sp[:10]}  {line(r.title) or '(not let in yet)'}" for r in rings)


Run = Callable[[Call], int]
"""The type of a verb's function; it returns the exit code."""


def pick(args: SimpleNamespace, *names: str) -> tuple[Any, ...]:
    """The values of some arguments, in the order of their names."""
    return tuple(getattr(args, name) for name in names)
