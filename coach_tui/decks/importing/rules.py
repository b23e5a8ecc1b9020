"""Rules that decide by the words of a single line whether it asks."""

import re

from coach_tui.decks.text import one_line, plain

_ENDED = (".", "?", "!", ":", "…", "？", "؟")
_TICKS = re.compile(r"(\\*)(`+)")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\](\([^()\s]*(?:\s\"[^\"]*\")?\)|\[[^\[\]]*\])")
_ADDRESS = re.compile(r"<[a-z][a-z0-9+.-]*:[^<>\s]*>|\bhttps?://[^\s)>\]]+", re.I)
_CLOSERS = r"[\"'”’»›)\]*_~」』]*"
_ASKED = re.compile(rf"[?؟፧\u037e‽⁇⁈⁉]{_CLOSERS}(?=[\s.,;:!…–—\-(]|$|[^\W\d_a-z])|[？՞]")
_ASKED_IN_GREEK = re.compile(rf";{_CLOSERS}(?=\s|$)")
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|(?<!\w)\"[^\"]*\"|\([^()]*\)")
_ENDS = ".!?…؟፧።。！？։"
_SENTENCE_END = re.compile(rf"(?<![{_ENDS}])[{_ENDS}]++{_CLOSERS}+(?:\s++|$)|[？。！](?=\S)")
_INVITES = re.compile(
    r"tell (?:me|us)\b|describe (?!how to\b)|walk (?:me|us) \w|talk (?:me|us) through"
    r"|talk to (?:me|us) about|think (?:of|about|back) |imagine\b|picture (?:a|an|your) "
    r"|give (?:me|us|an example|one|two|three) |recall (?:a|an|the|your|one) |reflect on "
    r"|name (?:a|an|one|two|three|four|five|some\w*|the|your) |rate (?:your|how) "
    r"|share (?:a|an|one|your|some\w*|with (?:me|us)) |show (?:me|us) |remember (?:a|the) time"
    r"|write down (?:a|an|one|two|three|four|five|some\w*|what|the|your) "
    r"|finish (?:the|this) sentence|list (?:your|one|two|three|four|five|at least) ",
    re.I,
)
_LEAD_IN = re.compile(
    r"(?:\*\*[^*]{1,40}\*\*:?\s+|[*_\"“'‘(\[]+|(?:please|now|then|first|next|so|and)\b,?\s+"
    r"|q\d*[.:)]\s+|(?:if|when) [^,:?]{1,60}[,:]\s+)+",
    re.I,
)
_OPEN_END = re.compile(r"(?:…|\.\.\.|___)[\"'”’)*_.]*$")
_PERSONAL = re.compile(
    r"(?:i|i['’]\w+|my|we|we['’]\w+|our|today|this|one|the|if|when|what|right now|at|in|it|it['’]s"
    r"|someone|something|people|yesterday|tomorrow|nobody|success|to me|looking)\b",
    re.I,
)
_FOLLOWS_UP = re.compile(
    r"[*_]*(?:if|when) (?:yes|no|so|not|applicable|needed|necessary|they (?:say|do|did)\b"
    r"[^,:]{0,30}|the answer is[^,:]{0,30})[*_]*[,:;–—-]",
    re.I,
)
_TIME = re.compile(
    r"\s*[(\[–—:-]\s*(?:about |approx\.? |ca\.? |~)?(?:\d{1,3}\s*(?:-|–|to)\s*)?(\d{1,3})\s*"
    r"(minutes?|mins?|hours?|hrs?|h|m|['′])\.?\s*[)\]]?(?=[\s*_:]*$)",
    re.I,
)
_NOTHING = re.compile(r"[\W_]*")


def code_spans(text: str) -> list[tuple[int, int]]:
    """The offsets (start, end) of code spans, by CommonMark's rule of backtick runs of equal
    length.
    """
    runs = []
    for found in _TICKS.finditer(text):
        escaped = len(found[1]) % 2
        runs.append((found.start(2), found.end(2), escaped))
    later: dict[int, list[int]] = {}
    for place in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[place][1] - runs[place][0], []).append(place)
    spans, place = [], 0
    while place < len(runs):
        start, end, escaped = runs[place]
        ends = later.get(end - start - escaped, [])
        while ends and ends[-1] <= place:
            ends.pop()
        if ends:
            place = ends[-1]
            spans.append((start + escaped, runs[place][1]))
        place += 1
    return spans


def masked(text: str) -> str:
    """The text with code, links and addresses replaced by dots; its length stays the same."""
    parts, at = [], 0
    for start, end in code_spans(text):
        parts += [text[at:start], "·" * (end - start)]
        at = end
    text = "".join([*parts, text[at:]])
    text = _LINK.sub(lambda found: "·" * len(found[0]), text)
    return _ADDRESS.sub(lambda found: "·" * len(found[0]), text)


class Asking:
    """Recognises questions in a language.

    The Greek question mark looks like a semicolon and many programs convert it to one, so `;`
    counts as a question mark only if the file says that it is Greek.
    """

    def __init__(self, lang: str = "") -> None:
        self._greek = lang.lower().partition("-")[0] in ("el", "ell", "gre")

    def asks(self, text: str) -> bool:
        """Whether some sentence in the text is a question, outside code and links."""
        return self._asks(masked(text))

    def _asks(self, text: str) -> bool:
        return bool(_ASKED.search(text) or (self._greek and _ASKED_IN_GREEK.search(text)))

    def asks_itself(self, text: str) -> bool:
        """Whether the text asks outside its quotations and brackets."""
        text = masked(text)
        if not self._asks(text):
            return False
        rest = _QUOTED.sub(" ", text)
        return self._asks(rest) or not re.search(r"\w", rest)

    def sentences(self, text: str) -> list[tuple[str, bool]]:
        """The sentences, unchanged, each with whether it asks."""
        shown, parts, at = masked(text), [], 0
        ends = [found.end() for found in _SENTENCE_END.finditer(shown)]
        if self._greek:
            ends = sorted({*ends, *(found.end() for found in _ASKED_IN_GREEK.finditer(shown))})
        for end in [*ends, len(text)]:
            if part := text[at:end].strip():
                parts.append((part, self._asks(shown[at:end])))
            at = end
        return parts


def invites(text: str) -> bool:
    """Whether it begins with an invitation such as `Tell me …`, or is a sentence to be
    completed.
    """
    lead = _LEAD_IN.match(text)
    start = lead.end() if lead else 0
    if _INVITES.match(text, start):
        return not text.rstrip("*_ ").endswith(":")
    open_end = len(text) < 400 and text.count(" ") > 1 and _OPEN_END.search(text)
    return bool(open_end and (_PERSONAL.match(text) or _PERSONAL.match(text, start)))


def follows_up(text: str) -> bool:
    """Whether it makes sense only after another question, such as `If yes: …`."""
    return _FOLLOWS_UP.match(text) is not None


def timed(title: str) -> tuple[str, int | None]:
    """A heading without the time in it, and that time in minutes; None when it gives no time."""
    found = _TIME.search(title)
    if not found or not title[: found.start()].strip(" *_"):
        return title, None
    minutes = int(found[1]) * (60 if found[2].lower().startswith("h") else 1)
    return (title[: found.start()] + title[found.end() :]).strip(), minutes or None


def bare(title: str) -> str:
    """A heading's words without marks that make all of it bold."""
    title = title.strip()
    for mark in ("***", "**", "__"):
        inner = title.rstrip(":").rstrip()
        if len(inner) > 2 * len(mark) and inner.startswith(mark) and inner.endswith(mark):
            inside = inner[len(mark) : -len(mark)].strip()
            if mark[:2] not in inside:
                return inside
    return title


def only_bold(text: str) -> bool:
    """Whether a paragraph is entirely bold, as people write small headings."""
    return bare(text) != text.strip() and "\n" not in text.strip()


def link_of(text: str) -> str:
    """The words of a text that is a single link; an empty text otherwise."""
    found = _LINK.fullmatch(text.strip().rstrip(".:"))
    return found[2] if found and not found[1] else ""


def is_nothing(text: str) -> bool:
    """Whether there are no words, as in an empty bullet, dots or a line to write on."""
    return _NOTHING.fullmatch(text) is not None


def ended(row: str) -> bool:
    """Whether a line ends with the end of a sentence."""
    return row.rstrip(' *_"”’)\\').endswith(_ENDED)


def on_one_line(text: str) -> str:
    """The text on one line, without Markdown's hard line breaks."""
    return one_line(text.replace("\\\n", "\n"))


def key(text: str) -> str:
    """A heading normalised for comparison."""
    return plain(one_line(text)).rstrip("?：: ").casefold()
