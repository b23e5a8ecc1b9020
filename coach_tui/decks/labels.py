"""Labels: code spans at the end of a heading, an item or a column heading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from . import slips
from .model import (
    FLAGS,
    RECORD_KINDS,
    REPLY_KINDS,
    SHOWN,
    WHO,
    Condition,
    Message,
    Scale,
    Severity,
    Test,
)
from .text import SLUG, one_line

_NUMBER = r"-?\d{1,9}(?:\.\d{1,4})?"
_PATTERNS = {
    "id": re.compile(rf"#({SLUG})"),
    "was": re.compile(rf"was #({SLUG})"),
    "name": re.compile(rf"\.({SLUG})"),
    "score": re.compile(rf"([+-])({SLUG})"),
    "dimension": re.compile(rf"=({SLUG})"),
    "who": re.compile(rf"@({'|'.join(WHO)})"),
    "of": re.compile(rf"of #?({SLUG})"),
}
_MINUTES = re.compile(r"(\d{1,6}) ?min|(\d{1,4}\.\d{1,2}) ?min|(\d{1,3}(?:\.\d{1,2})?) ?h", re.A)
_SCALE = re.compile(r"(-?\d{1,9})-(-?\d{1,9})(?: +(.*))?", re.A)
_TEST = re.compile(
    rf"#?(?P<slug>{SLUG})"
    rf"(?: (?P<state>answered|empty)| (?P<eq>is not|is) \.?(?P<option>{SLUG})"
    rf"| ?(?P<cmp><=|>=|<|>) ?(?:(?P<number>{_NUMBER})|#?(?P<other>{SLUG})))",
    re.A,
)
_SPAN = re.compile(r"(?<![`\\])`([^`]+)`(?!`)")
_NAMES = {
    **{"id": "ids", "name": "names", "score": "scoring keys", "dimension": "dimensions"},
    **{"who": "who-labels", "of": "of-labels", "time": "time boxes", "scale": "scales"},
    **{"kind": "kinds", "when": "conditions", "show": "labels `show`"},
}


@dataclass(frozen=True, slots=True)
class Split:
    """A line's text, the labels at its end, and code spans inside the text that look like labels.

    The number beside each label counts the line breaks before it in a wrapped line.
    """

    text: str
    labels: tuple[tuple[str, int], ...]
    inside: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Labels:
    """The meaning of the labels of one line. `lines` maps each sort of label to its line,
    from 1.
    """

    id: str = ""
    was: tuple[str, ...] = ()
    name: str = ""
    score: tuple[str, int] | None = None
    dimension: str = ""
    who: str = ""
    of: str = ""
    minutes: int | None = None
    scale: Scale | None = None
    kind: str = ""
    show: tuple[str, ...] = ()
    condition: Condition | None = None
    flags: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()
    """Codes of wording hints that the author switched off here; `*` for all."""
    misnamed: bool = False
    """Whether a label was meant as an id but is not a valid one."""
    lines: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.lines)


def split(content: str) -> Split:
    """Separate the unbroken run of code spans at the end of an inline text."""
    end, found = before_spaces(content, len(content)), []
    while (start := label_start(content, end)) is not None:
        found.append((one_line(content[start + 1 : end - 1]), content.count("\n", 0, start)))
        end = before_spaces(content, start)
    text = content[:end]
    inside = tuple((one_line(m[1]), text.count("\n", 0, m.start())) for m in _SPAN.finditer(text))
    return Split(text, tuple(reversed(found)), inside)


def before_spaces(content: str, end: int) -> int:
    """The offset at which white space that ends at `end` begins."""
    while end and content[end - 1].isspace():
        end -= 1
    return end


def label_start(content: str, end: int) -> int | None:
    """The offset of the label that ends at `end`; None if no label ends there."""
    if not end or content[end - 1] != "`":
        return None
    start = content.rfind("`", 0, end - 1)
    apart = start == 0 or (start > 0 and content[start - 1].isspace())
    return start if apart and content[start + 1 : end - 1].strip() else None


def heading_text(text: str) -> str:
    """A heading without closing `#` and labels, stable when written back and read again."""
    text = one_line(text)
    end = len(text)
    while end:
        start = label_start(text, end)
        if start is None:
            start = end
            while start and text[start - 1] == "#":
                start -= 1
            if start == end or (start and not text[start - 1].isspace()):
                break
        end = before_spaces(text, start)
    return text[:end]


def minutes(text: str) -> int | None:
    """The whole minutes of a time such as `5 min` or `1.5 h`; None for any other text."""
    found = _MINUTES.fullmatch(text)
    if not found:
        return None
    return round(float(found[3]) * 60) if found[3] else round(float(found[1] or found[2]))


def scale(text: str, name: str = "") -> Scale | None:
    """A scale as written, even with its ends reversed; None for any other text."""
    found = _SCALE.fullmatch(text)
    return Scale(int(found[1]), int(found[2]), one_line(found[3] or ""), name) if found else None


def condition(text: str, line: int = 0) -> Condition | None:
    """The condition after `when`; None if it cannot be parsed."""
    tests = [_TEST.fullmatch(part) for part in text.split(" and ")]
    if not all(tests):
        return None
    return Condition(tuple(_test(found) for found in tests if found), line)


def records_in(text: str) -> tuple[str, ...]:
    """The records named in a label such as `show goals, ledger`; empty when it is none, or names
    one that is not in `SHOWN`.
    """
    if not text.startswith("show "):
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in text[5:].split(",")))
    return names if set(names) <= set(SHOWN) else ()


def is_label(text: str, scales: Mapping[str, Scale]) -> bool:
    """Whether this text, in backticks at the end of a line, would be a label."""
    return text.startswith("x-") or bool(_understand(text, 0, scales)[0])


def read(found: Split, line: int, scales: Mapping[str, Scale], out: list[Message]) -> Labels:
    """Interpret the labels of a line that starts on `line` (from 1); findings are appended to
    `out`.
    """
    labels = Labels()
    for text, breaks in found.labels:
        _read_one(text, line + breaks, scales, labels, out)
    if {"required", "optional"} <= labels.flags:
        _say(out, line, "E202", "error", "`required` and `optional` exclude each other")
    for text, breaks in found.inside:
        if _read_one(text, line, scales, Labels(), []):
            what = f"label `{text}` in the middle of the words: move it to the end of its line"
            _say(out, line + breaks, "W205", "warning", what)
    return labels


def _test(found: re.Match[str]) -> Test:
    if found["state"]:
        return Test(found["slug"], found["state"])
    if found["eq"]:
        return Test(found["slug"], found["eq"], found["option"])
    number = found["number"]
    return Test(found["slug"], found["cmp"], float(number) if number else found["other"])


def _say(out: list[Message], line: int, code: str, severity: Severity, text: str) -> None:
    out.append(Message(line, code, severity, text))


def _read_one(
    text: str, line: int, scales: Mapping[str, Scale], labels: Labels, out: list[Message]
) -> bool:
    """Store the meaning of one label in `labels`; False if it is not a known label."""
    if text.startswith("x-"):
        if text == "x-ok" or text.startswith("x-ok-"):
            labels.quiet |= {text[5:].upper() or "*"}
        return True
    sort, value = _understand(text, line, scales)
    if not sort:
        code, what = slips.complaint(text, scales)
        _say(out, line, code, "error" if code[0] == "E" else "warning", what)
        labels.misnamed |= text.startswith("#")
        return False
    if sort == "flag":
        labels.flags |= {str(value)}
    elif sort == "was":
        labels.was += (str(value),)
    elif sort in labels.lines:
        _say(out, line, "E202", "error", f"`{text}`: two {_NAMES[sort]} on one line")
        return True
    else:
        setattr(labels, "minutes" if sort == "time" else _attribute(sort), value)
    labels.lines[sort] = line
    if isinstance(value, Scale) and not value.name:  # named scales were checked in the front matter
        labels.scale = mended(value, line, text, out)
    return True


def _attribute(sort: str) -> str:
    return "condition" if sort == "when" else sort


def mended(value: Scale, line: int, text: str, out: list[Message]) -> Scale | None:
    """The scale with its ends in order, reporting mistakes to `out`; None if it has only
    one step.
    """
    if value.low == value.high:
        _say(out, line, "E203", "error", f"scale `{text}` has only one step")
        return None
    if value.low > value.high:
        _say(out, line, "E203", "error", f"scale `{text}` runs backwards; the low end comes first")
        return Scale(value.high, value.low, value.text, value.name)
    steps = value.high - value.low + 1
    if value.labels and len(value.labels) != steps:
        what = f"scale `{text}` has {steps} steps, but {len(value.labels)} names for them"
        _say(out, line, "W206", "warning", what)
    if slips.no_unit(value.unit):
        what = "write two ends with … between them, or name every step with | between"
        _say(out, line, "W210", "warning", f"`{value.unit}` is taken for a unit: {what}")
    return value


def _understand(text: str, line: int, scales: Mapping[str, Scale]) -> tuple[str, object]:
    for sort, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(text):
            sign = {"+": 1, "-": -1}.get(found[1], 0)
            return sort, (found[2], sign) if sort == "score" else found[1]
    if text in scales:
        return "scale", scales[text]
    if text in RECORD_KINDS or text in REPLY_KINDS:
        return "kind", text
    if text in FLAGS:
        return "flag", text
    if (span := minutes(text)) is not None:
        return "time", span
    if steps := scale(text):
        return "scale", steps
    if shown := records_in(text):
        return "show", shown
    if text.startswith("when ") and (found_condition := condition(text[5:], line)):
        return "when", found_condition
    return "", None
