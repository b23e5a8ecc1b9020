"""Messages about labels that are not understood, with what their author probably meant."""

import re
from collections.abc import Iterable

from .model import FLAGS, RECORD_KINDS, REPLY_KINDS, SHOWN, WHO
from .text import SLUG, meant, one_edit

GUARDED = {
    "private": "As it stands, the answer would be shared",
    "@coach": "As it stands, the learner would be asked",
}
"""Labels whose misspelling would show something to the wrong person, and that consequence."""

_NUMBER = r"-?[0-9]{1,9}"
_SPAN = re.compile(rf"({_NUMBER}) ?(?:-|–|—|−|to|…|\.\.\.?) ?({_NUMBER})(?: .*)?")
_TIME = re.compile(
    r"([0-9]{1,6}(?:\.[0-9]{1,2})?) ?(?:(m|mins?\.?|minutes?)|hrs?\.?|hours?)", re.IGNORECASE
)
_LIST = re.compile(r"\.\.|,|/| (?:->?|–|—|→|to) ")
_EQUALS = re.compile(rf"#?({SLUG}) ?(?:={{1,2}}| is ) ?(-?[0-9.]+)(?: and .*)?")
_FORMS = "the forms are `id answered`, `id is option` and `id < 4`, joined by `and`"


def complaint(text: str, scales: Iterable[str]) -> tuple[str, str]:
    """The code and the text of the message about a label that is not understood."""
    if text.startswith("!"):
        what = f"label `{text}` must be understood, and this version does not know it"
        return "E207", f"{what}: the deck cannot be used here"
    if text.startswith("#"):
        what = f"id `{text}`: a lower-case letter, then letters, digits and hyphens (48 at most)"
        return "E105", what
    for label, loss in GUARDED.items():
        if one_edit(text.lower(), label):
            return "E209", f"unknown label `{text}`; did you mean `{label}`? {loss}"
    if text.startswith("@"):
        hint = meant(text, [f"@{who}" for who in WHO])
        return "E204", f"`{text}`: who is that?{hint or ' Known: ' + ', '.join(WHO)}"
    if text == "when" or text.startswith("when "):
        return "E409", f"cannot read the condition `{text}`; {_readable(text[5:])}"
    if text == "show" or text.startswith("show "):
        return "W201", f"cannot read `{text}`; {_showable(text[5:])}"
    known = (*RECORD_KINDS, *REPLY_KINDS, *FLAGS, *scales)
    return "W201", f"unknown label `{text}`{as_scale(text) or _as_time(text) or meant(text, known)}"


def _showable(names: str) -> str:
    """What can be shown, with a hint at the name that cannot."""
    wrong = [n.strip() for n in names.split(",") if n.strip() not in SHOWN]
    hint = meant(wrong[0], SHOWN) if wrong else ""
    return f"what can be shown is {', '.join(SHOWN)}{hint}"


def as_scale(text: str) -> str:
    """A hint on how to write a text that looks like a scale; empty if it does not."""
    found = _SPAN.fullmatch(text)
    if not found:
        return ""
    return f"; write the scale with a hyphen and no spaces, as in `{found[1]}-{found[2]}`"


def no_unit(text: str) -> bool:
    """Whether a scale's text, taken for a unit, was probably meant as labels or ends."""
    return ".." in text or (" " in text and _LIST.search(text) is not None)


def _as_time(text: str) -> str:
    found = _TIME.fullmatch(text)
    return f"; write `{found[1]} {'min' if found[2] else 'h'}`" if found else ""


def _readable(text: str) -> str:
    """How to write a condition, with a hint on the mistake if it is a common one."""
    if " or " in text:
        return "there is no `or`: ask it as two prompts"
    if found := _EQUALS.fullmatch(text):
        name, number = found[1], found[2]
        return f"for a number write `{name} >= {number} and {name} <= {number}`"
    if "!=" in text:
        return "write `is not`, not `!=`"
    if "=" in text.replace("<=", "").replace(">=", ""):
        return "write `is`, not `=`"
    return _FORMS
