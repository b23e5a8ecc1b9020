"""Baselines on screen: a Textual app with one label, and one with a box to type in.

`python -m tests.benchmarks.bare label`, or `box WIDTH HEIGHT`.
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


if __name__ == "__main__":
    if sys.argv[1] == "box":
        Box(int(sys.argv[2]), int(sys.argv[3])).run()
    else:
        Label().run()
