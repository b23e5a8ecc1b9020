"""Who the others are, in words: for a pair as it always was, and right for up to eight."""

import pytest

from coach_tui.guide.who import Who, by_name, listed, who_in
from tests.pair import Pair


def said(who: Who) -> dict[str, str]:
    return {
        "others": who.others,
        "everybody": who.everybody,
        "answer": f"{who.all} of you answer",
        "edited": f"edited by {who.several}",
        "changed": who.changed,
        "people": f"{who.people} changed this",
        "late": f"given when {who.whose} was open",
        "blind": f"{who.the_other('sees', 'see')} it only after their own",
        "given": who.named("has given theirs", "have given theirs"),
    }


PAIR = {
    "answer": "both of you answer",
    "edited": "edited by both",
    "changed": "You both changed this.",
    "people": "two people changed this",
    "late": "given when the other's was open",
    "blind": "the other sees it only after their own",
}
MORE = {
    "answer": "all of you answer",
    "edited": "edited by several",
    "changed": "Several of you changed this.",
    "people": "several people changed this",
    "late": "given when another's was open",
    "blind": "the others see it only after their own",
}


def test_a_pair_is_spoken_of_as_a_pair_also_before_the_second_has_joined(pair: Pair) -> None:
    leo = said(who_in(pair.coach.open()))
    assert leo == PAIR | {
        "others": "Leo", "everybody": "you and Leo", "given": "Leo has given theirs",
    }  # fmt: skip
    nobody = said(Who())
    assert nobody == PAIR | {
        "others": "whoever joins",
        "everybody": "you, and whoever joins",
        "given": "whoever joins has given theirs",
    }


@pytest.mark.parametrize("many", range(3, 9))
def test_more_are_named_and_spoken_of_as_several(many: int) -> None:
    names = ["Leo", "Mia", "Tom", "Ann", "Ben", "Eva", "Kim"][: many - 1]
    found = said(by_name(names))
    assert {name: found[name] for name in MORE} == MORE
    assert found["others"] == f"{', '.join(names[:-1])} and {names[-1]}"
    assert found["everybody"] == f"you, {', '.join(names[:-1])} and {names[-1]}"
    assert found["given"].endswith(f" and {names[-1]} have given theirs")


def test_names_of_others_are_cleaned_and_a_list_of_none_is_empty() -> None:
    assert "\x1b" not in by_name(["Le\x1b[31mo"]).others
    assert (listed([]), listed(["Leo"])) == ("", "Leo")
