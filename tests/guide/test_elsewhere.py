"""Issues of the other engagements on this device that are alike: read, and nothing else (P9)."""

from pathlib import Path
from typing import Any

import pytest

from coach_tui.guide.issue.overview import look_alikes, shared_tags
from coach_tui.guide.issue.similar import alike_elsewhere, issues_elsewhere
from coach_tui.guide.reader import Reader
from coach_tui.home import Home
from coach_tui.joining import ask_to_join
from tests.guide.other_engagements import beside, footprint, ward
from tests.pair import Pair, Side


@pytest.mark.parametrize("checkpoint", [True, False])
def test_what_is_alike_elsewhere_is_read_and_nothing_is_touched_p9(
    pair: Pair, checkpoint: bool
) -> None:
    other, here = ward(pair.coach), pair.coach
    own = here.add("issue", text="Repairs", pattern=["hand-over"])
    if checkpoint:
        other.open().checkpoint()
        other.add("issue", text="After it", pattern=["hand over"], audience="private")
    before, home_before = footprint(other), footprint(here)
    issue = here.record(own)
    found = alike_elsewhere(issues_elsewhere(here.home, here.sp), issue)
    assert footprint(other) == before and footprint(here) == home_before
    assert any(p.name == "own.jsonl" for p in before)
    letters = next(one for one, _ in found if one.text == "Letters wait")
    assert (letters.engagement, letters.status, letters.private) == ("Ward 7", "open", False)
    assert letters.learned == "Nobody owned the last step", "what is private stays out of it"
    assert next(shared for one, shared in found if one is letters) == ["Handover"]
    names = ["After it", "Letters wait"] if checkpoint else ["Letters wait"]
    assert [one.text for one, _ in found] == names
    assert all(one.private == (one.text == "After it") for one, _ in found)
    state = here.open()
    assert not {one.id for one, _ in found} & set(state.state.records)
    assert look_alikes(Reader(state), issue) == []


def _nonsense(side: Side) -> None:
    side.home.keyring(side.sp).write_bytes(b"nonsense")


def _no_founder(side: Side) -> None:
    place = side.home.keyring(side.sp)
    place.write_bytes(place.read_bytes().replace(b'"founder"', b'"flounder"'))


def _folder_for_log(side: Side) -> None:
    (side.vault / "own.jsonl").unlink()
    (side.vault / "own.jsonl").mkdir()


def _short_key(side: Side) -> None:
    (key,) = side.ring().keys.values()
    place = side.home.keyring(side.sp)
    place.write_bytes(place.read_bytes().replace(key.encode(), b"AAAA"))


BROKEN = [_nonsense, _no_founder, _folder_for_log, _short_key]


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda f: f.__name__)
def test_one_that_cannot_be_read_is_only_absent(pair: Pair, breaks: Any) -> None:
    other = ward(pair.coach)
    yard = beside(pair.coach, "Yard")
    yard.add("issue", text="Parts wait", pattern=["hand-over"])
    code = yard.open().invite("learner")
    learner = pair.learner.home
    ask_to_join(learner, yard.folder, code, "Leo", yard.wall)
    before = set(other.home.root.rglob("*"))
    breaks(other)
    found = issues_elsewhere(pair.coach.home, pair.coach.sp)
    assert [one.text for one in found] == ["Parts wait"]
    assert set(other.home.root.rglob("*")) == before, "nothing was made anew"
    assert issues_elsewhere(learner, pair.learner.sp) == [], "not let in yet: nothing to read"


def test_a_home_without_engagements_has_none(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("no folder")
    assert issues_elsewhere(Home(tmp_path), "x") == []


def test_patterns_are_the_same_however_they_are_written() -> None:
    own = ["Hand-over", "Überlast", "--"]
    others = ["handover", "HAND over", "hand‑over", "uberlast", "overhand", "—", "--"]
    assert shared_tags(own, others) == ["hand‑over", "uberlast", "--"]
