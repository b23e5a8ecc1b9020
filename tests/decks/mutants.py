"""Decks with their lines exchanged, cut and doubled."""

from hypothesis import strategies as st

from coach_tui.decks import library

SOURCES = [library.source(name) for name in library.ids()]


def lines_in(text: str) -> int:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return text.count("\n") + 1


LINES = st.sampled_from(sorted({line for source in SOURCES for line in source.split("\n")}))
ODD = st.text(alphabet="`#-> \n\t|[]<!*=.0x\r\u2028\ud800\x00", max_size=6) | st.text(max_size=3)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """One of our decks after some minutes of careless editing."""
    lines = draw(st.sampled_from(SOURCES)).split("\n")
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "insert", "swap", "edit"])):
            case "delete" if len(lines) > 1:
                del lines[at]
            case "insert":
                lines.insert(at, draw(LINES))
            case "swap":
                lines[at - 1], lines[at] = lines[at], lines[at - 1]
            case _:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(ODD) + lines[at][cut + draw(st.integers(0, 3)) :]
    text = "\n".join(lines)
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text
