"""Other engagements on the same device."""

from pathlib import Path
from typing import Any

from coach_tui.joining import found_engagement
from tests.pair import Side


def beside(side: Side, title: str) -> Side:
    """Another engagement on the same device, with a folder of its own."""
    folder = side.home.root.parent / f"folder of {title}"
    made = found_engagement(
        side.home, folder, name="Carla", role="coach", title=title, wall=side.wall
    )
    return Side(side.home, made.ring.sp, side.wall)


def ward(side: Side) -> Side:
    """Ward 7, where something was learned about a hand-over; one note on it is private."""
    other = beside(side, "Ward 7")
    issue = other.add("issue", text="Letters wait", pattern=["Handover", "targets"])
    other.add("insight", text="Nobody owned the last step", issue=issue)
    side.wall.forward(1000)
    other.add("insight", text="SECRET", issue=issue, audience="private")
    gone = other.add("issue", text="Out of sight", pattern=["hand-over"])
    other.edit(gone, hidden=True)
    other.add("issue", text="No pattern")
    return other


def footprint(side: Side) -> dict[Path, Any]:
    """Every file of an engagement, with its bytes and its time."""
    places = [side.home.keyring(side.sp), side.home.private(side.sp), side.home.history(side.sp)]
    for folder in (side.vault, side.home.drafts(side.sp), side.folder, *side.home.root.iterdir()):
        places += [folder, *folder.rglob("*")] if folder.is_dir() else []
    named = {p for p in places if p.exists() and (side.sp in str(p) or side.folder in p.parents)}
    return {p: (p.is_file() and p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(named)}
