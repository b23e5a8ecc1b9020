"""Small screens over a page, by their names."""

from coach_tui.tui.screens.capture import CaptureScreen
from coach_tui.tui.screens.dialog import (
    ChooseScreen,
    ConfirmScreen,
    Dialog,
    HelpScreen,
    InvitationScreen,
)
from coach_tui.tui.screens.record import RecordScreen

__all__ = [
    "CaptureScreen",
    "ChooseScreen",
    "ConfirmScreen",
    "Dialog",
    "HelpScreen",
    "InvitationScreen",
    "RecordScreen",
]
