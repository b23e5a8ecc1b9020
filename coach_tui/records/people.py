"""Kinds for who takes part and what they agree on. Rows C2-C4 and N2 of docs/method.md."""

from typing import ClassVar

from coach_tui.records.kind import Day, Kind


class Engagement(Kind):
    """The engagement's name: a single record, made by its founder."""

    kind: ClassVar[str] = "engagement"
    plural: ClassVar[str] = "engagements"
    joint: ClassVar[bool] = True
    internal: ClassVar[bool] = True
    text: str = ""


class Member(Kind):
    """The admission of a device: its member, its public keys (base64url) and the invitation it
    used.
    """

    kind: ClassVar[str] = "member"
    glyph: ClassVar[str] = "@"
    plural: ClassVar[str] = "members"
    internal: ClassVar[bool] = True
    text_in: ClassVar[str] = "name"
    member: str = ""
    name: str = ""
    role: str = ""
    device: str = ""
    sign: str = ""
    box: str = ""
    invitation: str = ""


class Epoch(Kind):
    """Names the engagement key to encrypt with from now on; never contains the key."""

    kind: ClassVar[str] = "epoch"
    plural: ClassVar[str] = "epochs"
    internal: ClassVar[bool] = True
    key: str = ""


class Snapshot(Kind):
    """The learner's edition of a deck as it was played, so that old answers stay readable."""

    kind: ClassVar[str] = "snapshot"
    plural: ClassVar[str] = "snapshots"
    internal: ClassVar[bool] = True
    sha: str = ""
    text: str = ""


class DeckText(Kind):
    """The full text of a deck, with notes; the coach's is private."""

    kind: ClassVar[str] = "deck"
    plural: ClassVar[str] = "decks"
    audience: ClassVar = "private"
    internal: ClassVar[bool] = True
    text: str = ""


class Erasure(Kind):
    """Asks every device to delete the words of one record."""

    kind: ClassVar[str] = "erasure"
    plural: ClassVar[str] = "erasures"
    internal: ClassVar[bool] = True
    target: str = ""


class Contract(Kind):
    """What the members agree on; each agrees with a signed change of their own."""

    kind: ClassVar[str] = "contract"
    glyph: ClassVar[str] = "C"
    plural: ClassVar[str] = "contracts"
    joint: ClassVar[bool] = True
    labels: ClassVar[dict[str, str]] = {
        "text": "what we work on",
        "often": "how often, how long",
        "horizon": "until when, and what to expect by then",
        "between_us": "what stays between us",
        "talk": "who may talk to one another",
        "sponsor_sees": "what the sponsor sees",
        "ending": "how we end",
        "renew": "the day to look at it again",
    }
    text: str = ""
    often: str = ""
    horizon: str = ""
    between_us: str = ""
    talk: str = ""
    sponsor_sees: str = ""
    ending: str = ""
    renew: Day = ""
    agreed_coach: str = ""
    agreed_learner: str = ""
