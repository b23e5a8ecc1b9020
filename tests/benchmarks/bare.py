"""Baselines on screen: a Textual app with one label, and one with a box to type in.

`python -m tests.benchmarks.bare label`, `box WIDTH HEIGHT`, or `sheet`: our worksheet of 15 rows
and 3 columns in an app with nothing else.
"""

import sys

from textual.app import App, ComposeResult


class Label(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        from textual.widgets import Label

        yield Label("A bare app")


class Box(App[None]):
    """One text area of a given size."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._wanted = width, height

    def compose(self) -> ComposeResult:
        from textual.widgets import TextArea

        box = TextArea("", placeholder="Ready to type")
        box.styles.width, box.styles.height = self._wanted
        yield box


def sheet() -> App[None]:
    """A worksheet alone."""
    from coach_tui.tui.widgets.grid import Design, Lane
    from coach_tui.tui.widgets.sheet import Sheet

    class Alone(App[None]):
        CSS = "Cell, Cell:focus { border: none; border-left: outer $primary; padding: 0; }"

        def compose(self) -> ComposeResult:
            yield Sheet()

        def on_mount(self) -> None:
            heads = ("Ready to type", "two", "three")
            lanes = (Lane(heads[0], 0, 40), Lane(heads[1], 1, 12), Lane(heads[2], 2, 12))
            rows = [[f"row {n}" if n else "", "two words", "three"] for n in range(15)]
            shown = self.query_one(Sheet)
            shown.put(Design(lanes, heads), rows)
            shown.box.focus()

    return Alone()


if __name__ == "__main__":
    if sys.argv[1] == "box":
        Box(int(sys.argv[2]), int(sys.argv[3])).run()
    elif sys.argv[1] == "sheet":
        sheet().run()
    else:
        Label().run()
