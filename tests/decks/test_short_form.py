"""The labels of the short form, of records shown beside prompts, and of decks for a set."""

import pytest

from coach_tui.decks.edition import learner
from coach_tui.decks.linting import lint
from coach_tui.decks.model import Deck
from coach_tui.decks.parse import parse

TOP = "---\ndeck: 1\nid: small\n---\n# Small\n\n"


def codes(text: str) -> list[str]:
    """The codes of all findings about a deck, in order."""
    return [m.code for m in lint(text, {})[1]]


def read(text: str) -> Deck:
    """A deck that is read again from its edition as equal."""
    deck, messages = parse(text)
    assert not [m for m in messages if m.severity == "error"], messages
    assert parse(learner(deck))[0] == deck
    return deck


def test_a_core_prompt_says_so_itself_or_by_its_stage() -> None:
    deck = read(
        TOP + "## One `core`\n\n- A? `#a`\n\n## Two `checkout`\n\n- B? `#b`\n- C? `#c` `core`\n"
    )
    assert [p.id for p in deck.prompts() if p.core] == ["a", "c"]


def test_a_core_prompt_that_hangs_on_one_that_is_not_is_a_mistake() -> None:
    text = TOP + "## One `checkout`\n\n- A? `#a`\n- B? `#b` `core` `when a answered`\n"
    assert "E422" in codes(text)
    assert "E422" not in codes(text.replace("`#a`", "`#a` `core`"))


def test_a_long_session_without_a_short_form_is_told_so_gently() -> None:
    many = "".join(f"- Ask {n}? `#p{n}`\n" for n in range(11))
    text = TOP + f"## One `checkout`\n\n{many}"
    assert "I423" in codes(text)
    assert "I423" in codes(text.replace("## One", "## One `core`"))
    assert "I423" not in codes(text.replace("`#p3`", "`#p3` `core`"))
    assert "I423" not in codes(text.replace("- Ask 10? `#p10`\n", ""))
    assert "I423" not in codes(text.replace("id: small", "id: small\nkind: exercise"))


def test_records_beside_a_prompt_are_its_own_or_its_stages() -> None:
    deck = read(
        TOP
        + "## One `show goals, ledger` `checkout`\n\n- A? `#a`\n- B? `#b` `show months`\n"
        + "- C? `#c` `show goals, goals`\n"
    )
    assert [p.shows for p in deck.prompts()] == [("goals", "ledger"), ("months",), ("goals",)]


@pytest.mark.parametrize("label", ["show", "show gaols", "show goals, ledgers", "show goals,"])
def test_what_cannot_be_shown_is_said_with_what_can(label: str) -> None:
    found = lint(TOP + f"## One `checkout`\n\n- A? `#a` `{label}`\n", {})[1]
    said = next(m for m in found if m.code == "W201")
    assert "goals, ledger, questions" in said.text
    assert ("did you mean" in said.text) is (label in ("show gaols", "show goals, ledgers"))


def test_the_spoken_line_is_the_first_paragraph_in_emphasis() -> None:
    deck = read(TOP + "*How did I get up here?*\n\nA ladder.\n\n## One\n\n- A? `#a`\n")
    assert (deck.spoken, deck.intro) == ("How did I get up here?", "A ladder.")
    deck = read(TOP + "*Not* the whole line.\n\n## One\n\n- A? `#a`\n")
    assert (deck.spoken, deck.intro) == ("", "*Not* the whole line.")
    deck = read(TOP + "**Bold?**\n\n## One\n\n- A? `#a`\n")
    assert deck.spoken == ""


def test_former_ids_and_the_purpose_stand_at_the_top() -> None:
    text = TOP + "## One `checkout`\n\n- A? `#a` `core`\n- B? `#b`\n"
    deck = read(text.replace("id: small", "id: small\nwas: [tiny, wee]\npurpose: doubt"))
    assert (deck.was, deck.purpose) == (("tiny", "wee"), "doubt")
    assert "E105" in codes(text.replace("id: small", "id: small\nwas: Not An Id"))
    assert "E106" in codes(text.replace("id: small", "id: small\npurpose: dobut"))


def test_what_only_a_set_can_play_is_kept_and_said() -> None:
    deck = read(TOP + "## One `turn`\n\n- A? `#a` `@presenter`\n- B? `#b` `@minder`\n")
    assert deck.stages[0].turn
    assert [p.who for p in deck.prompts()] == ["presenter", "minder"]
    said = codes(TOP + "## One `turn`\n\n- A? `#a` `@presenter`\n- B? `#b` `@catcher`\n")
    assert said.count("I424") == 3


def test_a_reply_may_land_in_the_issue_or_the_contract() -> None:
    text = TOP + "## One `checkout`\n\n- A? `#a` `of issue` `.pattern` `core`\n"
    assert parse(text + "- B? `#b` `date` `of contract` `.renew`\n")[1] == ()
    assert "E421" in codes(text + "- B? `#b` `of contract` `.renewal`\n")
