"""Verbs that begin an engagement: `new`, `invite` and `join`."""

from typing import TYPE_CHECKING

from coach_tui.cli import output
from coach_tui.cli.call import Call
from coach_tui.cli.misuse import Misuse
from coach_tui.cli.words import folder_of, line_of
from coach_tui.joining import ask_to_join, found_engagement
from coach_tui.records.refusal import Refused
from coach_tui.records.text import line

if TYPE_CHECKING:
    from coach_tui.engagement import Engagement


def new(call: Call) -> int:
    """Start an engagement in a shared folder and make the first invitation."""
    args = call.args
    if args.role != "coach":
        raise Misuse(
            "An engagement is started by its coach. A learner takes part with coach-tui join."
        )
    engagement = found_engagement(
        call.home,
        folder_of(args.folder),
        name=line_of(args.name, "Your name", "--name"),
        role=args.role,
        title=line_of(args.engagement, "The engagement's name", "--engagement"),
    )
    output.say(f"Started {line(engagement.title)} in {output.path_text(engagement.ring.folder)}.")
    return _invite(call, engagement)


def invite(call: Call) -> int:
    """Make a new invitation for a learner."""
    engagement = call.engagement()
    if engagement.me.role != "coach":
        raise Refused("Only the coach's device lets people in. No invitation was made.")
    return _invite(call, engagement)


def _invite(call: Call, engagement: "Engagement") -> int:
    ring = engagement.ring
    code = engagement.invite("learner")
    if call.json:
        folder = output.path_text(ring.folder)
        output.put_json({"engagement": ring.sp, "folder": folder, "invitation": code})
    else:
        output.put(code)
    output.say(
        "This is the invitation. Hand it over in person or by phone, not through the folder's own "
        "service.\nIt lets one person in, within seven days. When they have asked, run: "
        "coach-tui sync"
    )
    return 0


def join(call: Call) -> int:
    """Ask to be admitted to a folder's engagement; the inviter's device answers at its next
    sync.
    """
    args = call.args
    code = line_of(args.invitation, "The invitation", "--invitation")
    name = line_of(args.name, "Your name", "--name")
    ring = ask_to_join(call.home, folder_of(args.folder), code, name)
    if call.json:
        folder = output.path_text(ring.folder)
        output.put_json({"engagement": ring.sp, "folder": folder, "role": ring.role})
    output.say(
        "Asked to be let in. The coach's device answers at its next sync; you can close this.\n"
        "Afterwards run: coach-tui sync"
    )
    return 0
