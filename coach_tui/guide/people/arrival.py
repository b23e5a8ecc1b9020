"""Progress of the newest change in words: saved, published, arrived at each other device."""

from coach_tui.engagement import Engagement, Status
from coach_tui.records.dates import at


def steps(engagement: Engagement, now: Status) -> tuple[tuple[bool, str], ...]:
    """The steps in order, each as (reached, words)."""
    published = now.published >= now.saved
    found = [(True, "saved"), (published, "published" if published else "not published")]
    for one in now.devices:
        if one.here:
            continue
        arrived = published and one.arrived >= now.last
        clock = f" {at(one.heard):%H:%M}" if one.heard and arrived else ""
        found.append((arrived, f"arrived at {engagement.name_of(one.member)}{clock}"))
    return tuple(found)
