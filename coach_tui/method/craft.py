"""Hints on the wording of a question, by rules for English. Row P2 of docs/method.md.

The rules are those on which published competency lists for coaches agree: open, one at a time,
short, not leading, no advice in the form of a question. A hint is never a verdict: rules cannot see
presuppositions, jargon or bad timing.
"""

import re
from dataclasses import dataclass

LONGEST = 30
"""Maximum number of words in one question."""
LONGEST_LEAD = 12
"""Maximum number of words before the question begins."""

_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|have|has|had|can|could|will|would|shall|should|may|might"
    r"|must)"
)
_SUBJECT = (
    r"(?:i|you|he|she|it|we|they|there|this|that|these|those|anyone|anybody|someone|somebody"
    r"|anything|something|the|a|an|any|your|their|his|her|its|our|my|some|other|others|people)"
)
_CLOSED = re.compile(rf"{_AUXILIARY}(?:n['’]t)? {_SUBJECT}\b")
_OPENED = re.compile(
    r"(?:can|could|would|will) you (?:please )?"
    r"(?:tell|describe|say|explain|walk|give|show|name|list|think of|share|talk)\b"
)
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WH = r"(?:what|who|whom|whose|which|when|where|how|why)"
_QUESTION = re.compile(rf"\b(?:{_WH}|{_AUXILIARY} {_SUBJECT})\b")
_STACKED = re.compile(
    rf"\b(?:and|or)(?: (?:if (?:so|not|yes)|then|also))?,? (?:(?:{_WH}|{_AUXILIARY}) {_AUXILIARY}\b"
    rf"|{_AUXILIARY} {_SUBJECT}\b|(?:why|how|who|what|when|where)(?= ?[?,]))"
)
_PAIR = re.compile(rf"\b{_WH} (?:and|or) {_WH}\b")
_LEADING = re.compile(
    r"(?:^(?:so,? |but,? |and,? )?(?:is|are|was|were|do|does|did|have|has|had|can|could|will|would"
    r"|should|must)n['’]t\b|^(?:surely|obviously|clearly|of course)\b"
    r"|, ?(?:right|correct|no|yes|isn['’]t it|aren['’]t (?:you|they|we)|don['’]t you|do you not"
    r"|won['’]t (?:it|you|they)|wouldn['’]t (?:it|you|they)|agreed|is it not) ?\?)"
)
_ADVICE = re.compile(
    r"\b(?:have you (?:ever )?(?:considered|tried|thought (?:of|about))|why (?:don['’]t|not) you"
    r"|why not (?:just |simply )?[a-z]+|what (?:if|about if) you|what about \w+ing|how about \w+ing"
    r"|should(?:n['’]t)? you|would(?:n['’]t)? it (?:help|be (?:better|best|easier|good|an idea))"
    r"|could(?:n['’]t)? you (?:not |just |simply |perhaps )?(?:try|ask|talk|tell|write|send|call)"
    r"(?= (?!me\b))|don['’]t you think (?:you|that you|it would))\b"
)
_WHY_YOU = re.compile(r"\bwhy (?:did|didn['’]t|were|weren['’]t|have|haven['’]t) you\b")
_EITHER = re.compile(rf"^{_AUXILIARY}(?:n['’]t)? {_SUBJECT}\b[^?]*\bor (?!not\b)\w+")
_ABSOLUTE = re.compile(r"\b(?:always|never|everyone|everybody|nobody|no one|every single)\b")
_LOADED = re.compile(
    r"\b(?:wrong with|fault|to blame|fail(?:ed)? to|lazy|stupid|excuse|mess(?:ed)? up|ridiculous)\b"
)
_INVITATION = re.compile(
    r"^(?:please |now |then |first,? |next,? )?(?:tell|describe|name|list|write|say|give|show"
    r"|think|imagine|picture|choose|pick|finish|complete|explain|recall|remember|draw|mark|put|note"
    r"|count|set|look|read|take|walk|share|talk|rate|rank|sketch|copy|go|ask|compare|consider"
    r"|bring|begin|start|suppose|add|state|sum|mention|find|discuss|identify|outline|reflect"
    r"|let['’]s|help me|fill|sort|spend|record|retell|summari[sz]e)\b"
)
_STEM = re.compile(r"(?:\.\.\.|…|_{2,}|:)\s*$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One hint: its code, such as `Q02`, and a few plain words."""

    code: str
    text: str


def findings(text: str) -> tuple[Finding, ...]:
    """The hints on a question, the most useful first; empty when there are none or the text is
    empty.
    """
    low = _plain(text)
    if not low:
        return ()
    found = [
        (_stacked(low), "Q02", "two questions at once"),
        (bool(_LEADING.search(low)), "Q03", "leads to an answer"),
        (bool(_ADVICE.search(low)), "Q04", "advice with a question mark"),
        (bool(_WHY_YOU.search(low)), "Q05", "`why did you` asks for a defence"),
        (bool(_EITHER.search(low)), "Q07", "offers two answers only"),
        (closed(text), "Q01", "can be answered with yes or no"),
        (_long(low), "Q06", f"more than {LONGEST} words"),
        (_late(low), "Q11", f"more than {LONGEST_LEAD} words before the question"),
        (bool(_ABSOLUTE.search(low)), "Q08", "an absolute word"),
        (bool(_LOADED.search(low)), "Q09", "a judging word"),
        (not asks(text), "Q10", "asks nothing yet"),
    ]
    hit = {code for there, code, _ in found if there}
    covered = {"Q01"} if hit & {"Q03", "Q04", "Q07"} else set()
    return tuple(Finding(c, words) for there, c, words in found if there and c not in covered)


def closed(text: str) -> bool:
    """Whether the text is a question that can be answered with yes or no."""
    main = _main(_plain(text))
    return bool(main.endswith("?") and _CLOSED.match(main) and not _OPENED.match(main))


def asks(text: str) -> bool:
    """Whether the text asks a question, invites to something, or is a sentence to be completed."""
    low = _plain(text)
    return bool("?" in low or _STEM.search(low) or _INVITATION.match(low))


def _plain(text: str) -> str:
    """Lower case, on one line, without Markdown markup; at most 4,000 characters are looked at."""
    return " ".join(re.sub(r"[*`\\]+|(?<!\w)_+|_+(?!\w)", "", text[:4000]).lower().split())


def _sentences(low: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?…])[\"”')]* +", low) if part]


def _main(low: str) -> str:
    """The clause that asks: in the first sentence with a question mark, without
    introductory words.
    """
    asking = next((s for s in _sentences(low) if "?" in s), "")
    asking = asking.split("?", 1)[0] + "?" if asking else low
    for lead in re.finditer(r"[,;:–—] ?", asking):
        rest = asking[lead.end() :]
        if _QUESTION.match(rest):
            return rest
    return re.sub(r"^(?:so|and|but|well|then|now|or),? ", "", asking)


def _stacked(low: str) -> bool:
    low = _PAIR.sub("what", low)
    return sum(1 for s in _sentences(low) if "?" in s) > 1 or bool(
        "?" in low and _STACKED.search(low)
    )


def _long(low: str) -> bool:
    return any(len(_WORDS.findall(s)) > LONGEST for s in _sentences(low))


def _late(low: str) -> bool:
    at = low.find("?")
    if at < 0:
        return False
    begin = max((m.end() for m in re.finditer(r"[.!…][\"”')]* +", low[:at])), default=0)
    return len(_WORDS.findall(low[:begin])) > LONGEST_LEAD
