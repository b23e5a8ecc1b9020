"""What can be done with an unfinished session in the list, besides going on with it."""

from typing import TYPE_CHECKING

from coach_tui.guide.session import left
from coach_tui.tui.dialogs.base import ConfirmScreen
from coach_tui.tui.record import words_of

if TYPE_CHECKING:
    from coach_tui.tui.desk import Desk


async def drop(desk: "Desk", identity: str) -> None:
    """Hide an empty session (an id), and say so; one with replies stays."""
    engagement = desk.engagement
    if await desk.keep(lambda: left.drop(engagement, identity)) is not None:
        desk.say("Hidden: nothing was written in it.")


async def end_here(desk: "Desk", identity: str) -> None:
    """End a session (an id) where it stands, after a confirmation. Must run in a worker."""
    engagement = desk.engagement
    answer = await desk.app.push_screen_wait(
        ConfirmScreen(
            "End it where it stands?",
            "leave it open",
            "end it",
            f"{words_of(engagement.state.records[identity])}. What was written stays; what was not "
            "asked stays unasked.",
        )
    )
    if answer == "yes" and await desk.keep(lambda: left.end_here(engagement, identity)) is not None:
        desk.say("Ended where it stood.")
