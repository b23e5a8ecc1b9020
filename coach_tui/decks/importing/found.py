"""What was found in a list of questions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A stage: its title, and its time box in minutes where the heading names one.

    The title is empty only for what stands before the first heading.
    """

    title: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to ask, in the author's words, folded to one line.

    `line` counts from 1. `sure` is false where it does not ask in any way that is known here.
    `stage` is a place in `Found.stages`.
    """

    text: str
    line: int
    stage: int
    sure: bool
    probes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A whole list. `strict` says that the file is a deck already, and need not be brought in."""

    title: str = ""
    lang: str = ""
    strict: bool = False
    stages: tuple[Part, ...] = ()
    prompts: tuple[Ask, ...] = ()

    @property
    def sure(self) -> frozenset[int]:
        """The places of the prompts that are sure."""
        return frozenset(n for n, one in enumerate(self.prompts) if one.sure)
