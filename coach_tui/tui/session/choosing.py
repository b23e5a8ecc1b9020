"""What keys do at a choice: which of them count, choose, move or store. Pure."""

from dataclasses import dataclass

from coach_tui.tui.widgets.early import KEEP_KEYS, NEVER, in_time

MOVES = {"j": 1, "down": 1, "k": -1, "up": -1, "home": -9999, "end": 9999}


@dataclass(frozen=True, slots=True)
class Alternative:
    """One option: the stored value, the number that selects it, and its words."""

    value: str
    number: str
    words: str


@dataclass(slots=True)
class Choosing:
    """A choice under way: its options, the chosen value and the value where the bar is (empty for
    none), whether a digit also stores the reply, and since when the options are drawn.
    """

    options: tuple[Alternative, ...] = ()
    chosen: str = ""
    here: str = ""
    at_once: bool = False
    since: float = NEVER

    def counts(self, time: float) -> bool:
        """Whether a key or click of this time came after the options could be read."""
        return in_time(time, self.since)

    def press(self, key: str, character: str | None, time: float) -> bool:
        """Handle a key; whether it asks for the reply to be stored. One that came too early does
        nothing.
        """
        if not self.counts(time):
            return False
        if key == "enter" or key in KEEP_KEYS:
            return True
        if key in MOVES:
            self.move(MOVES[key])
        elif key == "space":
            self.chosen = self.here or self.chosen
        elif found := [o for o in self.options if o.number == character]:
            self.chosen = self.here = found[0].value
            return self.at_once
        return False

    def move(self, by: int) -> None:
        """Move the bar, which chooses nothing; the first move shows it."""
        values = [o.value for o in self.options]
        if self.here in values:
            self.here = values[min(max(values.index(self.here) + by, 0), len(values) - 1)]
        elif values:
            self.here = values[0 if by > 0 else -1]
