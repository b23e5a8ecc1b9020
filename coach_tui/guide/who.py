"""Who takes part, in words that fit however many they are: the one way of saying who the others
are, and of speaking of everybody at once. Loads next to nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement


class Who(NamedTuple):
    """Everybody but the person at this device, by name. A pair is spoken of as a pair, also while
    the second one is still to join.
    """

    names: tuple[str, ...] = ()

    @property
    def pair(self) -> bool:
        """Whether there are no more than two."""
        return len(self.names) < 2

    @property
    def others(self) -> str:
        """The others by name: `Leo`, `Leo and Mia`; `whoever joins` while there is nobody."""
        return listed(self.names) or "whoever joins"

    @property
    def everybody(self) -> str:
        """Everybody, this person first: `you and Leo`, `you, Leo and Mia`."""
        return listed(("you", *self.names)) if self.names else "you, and whoever joins"

    @property
    def all(self) -> str:
        """`both`, or `all`: as in *both of you answer*, *then both are open*."""
        return "both" if self.pair else "all"

    @property
    def several(self) -> str:
        """`both`, or `several` where it need not be all: as in *edited by both*."""
        return "both" if self.pair else "several"

    @property
    def changed(self) -> str:
        """A sentence: more than one of them changed the same thing at once."""
        return "You both changed this." if self.pair else "Several of you changed this."

    @property
    def people(self) -> str:
        """How many did something at once, nobody meant in particular: `two people`."""
        return "two people" if self.pair else "several people"

    @property
    def whose(self) -> str:
        """Somebody else's, nobody named: `the other's`, or `another's`."""
        return "the other's" if self.pair else "another's"

    def the_other(self, does: str, do: str) -> str:
        """Everybody else, not named, with a verb that fits: `the other sees`, `the others see`."""
        return f"the other {does}" if self.pair else f"the others {do}"

    def named(self, does: str, do: str) -> str:
        """Everybody else by name with a verb that fits: `Leo sees`, `Leo and Mia see`."""
        return f"{self.others} {does if self.pair else do}"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: `Leo`, `Leo and Mia`, `Leo, Mia and Tom`; empty for none."""
    *before, last = names or ("",)
    return f"{', '.join(before)} and {last}" if before else last


def who_in(engagement: "Engagement") -> Who:
    """Who takes part in an engagement besides the person at this device."""
    return Who(tuple(engagement.name_of(device.member) for device in engagement.others))


def by_name(names: Sequence[str]) -> Who:
    """The others by the names that are kept with the keys, where nothing else was read."""
    return Who(tuple(line(name) for name in names))
