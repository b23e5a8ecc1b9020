"""The learner's handout: nothing of the coach's gets out, and nothing in it acts (C5)."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.decks import library
from coach_tui.decks.handout import ALONE, UNSEEN, markdown, page, write
from coach_tui.decks.model import Deck, Prompt
from coach_tui.decks.parse import parse
from coach_tui.decks.text import plain
from coach_tui.records.refusal import Refused
from coach_tui.records.text import clean
from tests.decks.notes import HIDDEN, SECRET

MORE = [
    lambda word: f"- {word} `private`\n  - {word}\n\n  {word}\n",
    lambda word: f"- {word} `#p-{word}` `private` `choice`\n  - [ ] {word}\n",
    lambda word: f"- seen\n  - {word} `#o-{word}` `private`\n",
    lambda word: f"- seen\n  - {word} `#q-{word}` `@coach`\n",
]
SHEET = "- T\n\n  | A |\n  |-|\n"
OPEN = st.sampled_from(
    ["- How?\n", "- Rate `0-10 low … high`\n", "## Part `5 min`\n", "words\n\n", SHEET]
)


@pytest.mark.parametrize("name", library.ids())
def test_of_no_shipped_deck_a_coachs_line_gets_out(name: str) -> None:
    deck = library.load(name)
    both = markdown(deck) + page(deck)
    flat = " ".join(plain(both).split())
    for text in hidden(deck):
        assert " ".join(plain(text).split()) not in flat, text
    for prompt in deck.prompts():
        if prompt.who != "coach" and not prompt.private and not prompt.scored:
            assert prompt.text in both or any(prompt.text == p.text for p in private(deck))


def hidden(deck: Deck) -> list[str]:
    """Notes, and what is asked of the coach or in private and nowhere else."""
    notes = [*deck.notes, *(n for s in deck.stages for n in s.notes)]
    notes += [n for p in deck.prompts() for n in p.notes]
    shown = {p.text for p in deck.prompts()} - {p.text for p in private(deck)}
    return notes + [p.text for p in private(deck) if p.text not in shown]


def private(deck: Deck) -> list[Prompt]:
    return [p for p in deck.prompts() if p.private or p.who == "coach"]


@given(st.lists(st.sampled_from([*HIDDEN, *MORE]).map(lambda f: f(SECRET)) | OPEN, max_size=12))
def test_of_no_deck_at_all_a_hidden_word_gets_out(parts: list[str]) -> None:
    deck = parse("---\ndeck: 1\nid: d\n---\n# Title\n\n" + "\n".join(parts))[0]
    assert SECRET not in markdown(deck) and SECRET not in page(deck)


class Tags(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


EVIL = [
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![a](http://x/y.png)"),
    *("[a](javascript:alert(1))", "[b](http://x/)", "<http://x/>", "[c]: http://x/\n\n[c]"),
    *("&lt;b&gt;", "</title><script>", "<!-- a", "<style>@import 'x'</style>", "```\n<b>\n```"),
]
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "h5", "h6", "p"),
    *("ol", "ul", "li", "hr", "em", "strong", "code", "pre", "br", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@given(st.lists(st.sampled_from(EVIL) | st.text(max_size=20), min_size=1, max_size=5))
def test_a_page_holds_nothing_that_acts_or_fetches(words: list[str]) -> None:
    evil = " ".join(words)
    asked = f"- {evil}?\n  - [ ] {evil}\n\n| {evil} |\n|-|\n"
    tags = Tags()
    tags.feed(page(parse(f"# {evil}\n\n{evil}\n\n## {evil}\n\n{evil}\n\n{asked}")[0]))
    assert {tag for tag, _ in tags.found} <= ALLOWED
    given = {attribute for _, attrs in tags.found for attribute in attrs}
    assert given <= {"lang", "charset", "http-equiv", "content", "start", "class", "style"}


def test_nothing_in_a_handout_acts_on_a_terminal_or_turns_a_line_round() -> None:
    evil = "\x1b]52;c;aGk=\x07 \x9b2J \u202egnp\u202c \u2066x"
    asked = f"- {evil}?\n  - [ ] {evil}\n\n- S `1-2 {evil} | b`\n"
    deck = parse(f"---\nauthor: {evil}\n---\n# {evil}\n\n## {evil}\n\n{evil}\n\n{asked}")[0]
    for text in (markdown(deck), page(deck)):
        assert text == clean(text) and "52;c;aGk=" in text


def test_the_sheet_has_room_to_write() -> None:
    text = markdown(library.load("plan-experiment"))
    assert re.search(r"^\d+\. ", text, re.M) and "☐" in text and "___" in text
    assert "`" not in text
    assert markdown(library.load("force-field")).count("|  |  |  |") >= 3


def test_it_says_who_reads_what_is_not_read_by_both_at_once() -> None:
    text = markdown(
        parse(
            "# Out\n\n- Likely? `#p` `prediction` `0-100 %`\n- Aside? `#n` `note`\n"
            "- Open? `#o`\n  - Worth it? `#c` `check`\n- Alone? `#a` `private` `check`\n"
        )[0]
    )
    marks = [line.strip() for line in text.split("\n") if line.strip().startswith("*")]
    assert marks == [f"*{words}*" for words in (UNSEEN, ALONE, UNSEEN)]
    assert text.index("Likely?") < text.index(UNSEEN) < text.index("Aside?") < text.index(ALONE)
    assert "Alone?" not in text
    assert page(parse("# Out\n\n- Likely? `#p` `check`\n")[0]).count(f"<em>{UNSEEN}</em>") == 1


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    deck = library.load("ladder")
    for name, start in (("a.html", "<!doctype html>"), ("a.md", "# ")):
        path = tmp_path / name
        write(deck, path)
        before = path.read_text()
        assert before.startswith(start)
        with pytest.raises(Refused, match="is there already"):
            write(deck, path)
        assert path.read_text() == before
