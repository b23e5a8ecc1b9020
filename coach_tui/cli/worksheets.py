"""An answer to a worksheet as its picture in text, for `show`."""

from typing import TYPE_CHECKING

from coach_tui import settings
from coach_tui.guide.session.pictures import as_text, picture

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement
    from coach_tui.records.state import Record


def picture_text(engagement: "Engagement", record: "Record", width: int) -> str:
    """The picture at most `width` columns wide, in plain characters where the setting says so."""
    plain = settings.read(engagement.home.settings()).plain
    return as_text(picture(record, width, plain))
