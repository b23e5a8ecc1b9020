"""The result of reading a list of questions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A stage: its title, and its time in minutes when the heading gives one.

    The title is empty only for what precedes the first heading.
    """

    title: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to ask, in the author's words, on one line.

    `line` counts from 1. `stage` is an index into `Found.stages`. `sure` is false when no rule
    recognises it as a question.
    """

    text: str
    line: int
    stage: int
    sure: bool
    probes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A list of questions. `strict` says that the file is a deck already and need not be
    imported.
    """

    title: str = ""
    lang: str = ""
    strict: bool = False
    stages: tuple[Part, ...] = ()
    prompts: tuple[Ask, ...] = ()

    @property
    def sure(self) -> frozenset[int]:
        """The indexes of the prompts that are sure."""
        return frozenset(n for n, one in enumerate(self.prompts) if one.sure)
