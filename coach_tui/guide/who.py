"""Phrases for the other members that fit two people and more: `the other`, `the others`, `both`.

Every sentence that mentions the others takes its words from here. Imports little on purpose.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement


class Who(NamedTuple):
    """The names of the members other than this person. With nobody else yet, the phrases are those
    for a pair.
    """

    names: tuple[str, ...] = ()

    @property
    def pair(self) -> bool:
        """Whether the engagement has at most two members."""
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
        """`both` or `all`, as in *both of you answer*."""
        return "both" if self.pair else "all"

    @property
    def several(self) -> str:
        """`both` or `several`, where not all members need be meant, as in *edited by several*."""
        return "both" if self.pair else "several"

    @property
    def changed(self) -> str:
        """A sentence saying that more than one member changed a record at once."""
        return "You both changed this." if self.pair else "Several of you changed this."

    @property
    def people(self) -> str:
        """`two people` or `several people`, for something that members did at once."""
        return "two people" if self.pair else "several people"

    @property
    def whose(self) -> str:
        """The possessive without a name: `the other's` or `another's`."""
        return "the other's" if self.pair else "another's"

    def the_other(self, does: str, do: str) -> str:
        """Subject and verb without names: `the other sees` or `the others see`."""
        return f"the other {does}" if self.pair else f"the others {do}"

    def named(self, does: str, do: str) -> str:
        """Subject and verb with names: `Leo sees` or `Leo and Mia see`."""
        return f"{self.others} {does if self.pair else do}"


def listed(names: Sequence[str]) -> str:
    """Names joined for a sentence: `Leo`, `Leo and Mia`, `Leo, Mia and Tom`; empty for none."""
    *before, last = names or ("",)
    return f"{', '.join(before)} and {last}" if before else last


def who_in(engagement: "Engagement") -> Who:
    """The members of an engagement besides the person at this device."""
    return Who(tuple(engagement.name_of(device.member) for device in engagement.others))


def by_name(names: Sequence[str]) -> Who:
    """A `Who` from names, where no engagement is loaded; line breaks are removed from them."""
    return Who(tuple(line(name) for name in names))
