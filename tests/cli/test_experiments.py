"""An experiment on the command line: observations in, the chart's words and numbers out (P10)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coach_tui import settings
from coach_tui.planning import plan_new
from coach_tui.settings import Settings
from tests.cli.conftest import Two
from tests.cli.running import Device
from tests.method.series import CALM, FLOW

NULLS: dict[str, Any] = {"centre": None, "lower": None, "upper": None, "range_upper": None,
         "provisional": False, "signals": []}  # fmt: skip


def planned(device: Device, *more: str) -> str:
    """An experiment with a unit, not begun."""
    sets = [part for field in more for part in ("--set", field)]
    return device("add", "experiment", "Ring first", "--set", "unit=l/min", *sets).word


def fed(two: Two, values: list[Any], *more: str) -> tuple[str, Any]:
    """An experiment with observations, a day each, entered behind the command line's back."""
    made = planned(two.coach, *more)
    engagement = two.pair.coach.open()
    plans = [
        plan_new(engagement, "observation", {
            "experiment": made, "value": value, "date": f"2026-09-{n:02}",
            "text": "gap" if value is None else "",
        })
        for n, value in enumerate(values, 1)
    ]  # fmt: skip
    engagement.do(*plans)
    return made, two.coach("show", made, "--json").json["chart"]


def test_the_published_flow_rates_typed_in(two: Two) -> None:
    made = planned(two.coach)
    for n, value in enumerate(FLOW):
        words = [str(value)] if n % 2 else ["--set", f"value={value}"]
        two.coach("add", "observation", *words, "--set", f"experiment={made[:8]}")
    chart = two.coach("show", made, "--json").json["chart"]
    assert chart["centre"] == pytest.approx(50.81)
    assert chart["lower"] == pytest.approx(45.8151, abs=5e-5)
    assert chart["upper"] == pytest.approx(55.8049, abs=5e-5)
    assert chart["range_upper"] == pytest.approx(3.268 * 16.9 / 9)
    assert chart["provisional"] is True and chart["signals"] == []
    assert len(chart["phases"]) == 1
    shown = two.coach("show", made).out
    said = " ".join(shown.split())
    assert "between 45.8 and 55.8 l/min; provisional until" in said
    assert "It cannot begin yet. Missing: a prediction, its chance in per cent," in said
    assert "50.8" in said and "49.6" in said and "10  " in shown


def test_a_bare_number_is_a_value_and_other_words_are_words(two: Two) -> None:
    made = planned(two.coach)
    for text, value in (("13.5", 13.5), ("13,5", 13.5), ("-4", -4), ("Nobody came", None)):
        where = ("--set", f"experiment={made}", "--json")
        kept = two.coach("add", "observation", text, *where).json
        assert kept.get("value") == value
        assert kept.get("text", "") == (text if value is None else "")
    words = ("2026-10-14 13.5 two trades away", "--set", f"experiment={made}", "--json")
    kept = two.coach("add", "observation", *words).json
    assert (kept["value"], kept["text"], kept["date"]) == (13.5, "two trades away", "2026-10-14")
    assert "1250 or 1.25" in two.coach.refused("add", "observation", "1,250")
    both = two.coach("add", "observation", "7", "--set", "value=3", "--json").json
    assert (both["value"], both["text"]) == (3, "7")


@pytest.mark.parametrize(
    ("count", "limits", "provisional", "words"),
    [
        (0, False, False, "No measurement yet. Limits are drawn from six on."),
        (1, False, False, "One measurement. Limits are drawn from six on."),
        (5, False, False, "Five measurements. Limits are drawn from six on."),
        (6, True, True, "provisional until there are 17 measurements"),
        (16, True, True, "provisional until there are 17 measurements"),
        (17, True, False, "Nothing but the usual ups and downs between"),
    ],
)
def test_too_few_provisional_and_firm(
    two: Two, count: int, limits: bool, provisional: bool, words: str
) -> None:
    made, chart = fed(two, [float(v) for v in CALM[:count]])
    assert (chart["centre"] is not None) == limits and chart["provisional"] == provisional
    if not limits:
        assert {k: chart[k] for k in NULLS} == NULLS
    said = two.coach("show", made).out
    assert words in " ".join(said.split())
    assert ("provisional" in said) == provisional


def test_equal_values_a_gap_and_a_signal(two: Two) -> None:
    made, chart = fed(two, [5.0] * 8)
    assert chart["lower"] == chart["upper"] == 5
    assert "All 8 measurements are 5 l/min" in two.coach("show", made).out
    made, chart = fed(two, [5.0, 6.0, None, 5.0, 6.0, 5.0, 6.0])
    assert chart["phases"][0]["count"] == 6
    assert "  gap" in two.coach("show", made).out
    made, chart = fed(two, [float(v) for v in CALM[:17]] + [40.0])
    assert {"rule": 1, "from": 18, "to": 18, "chart": "x"} in chart["signals"]
    assert {"rule": 1, "from": 18, "to": 18, "chart": "mr"} in chart["signals"]
    said = two.coach("show", made).out
    assert "point 18 (40 l/min, Fri 18 Sep) lies above the upper limit" in said and "◆" in said
    settings.keep(two.pair.coach.home.settings(), Settings(plain=True))
    said = two.coach("show", made).out
    assert "40  +" in said and "◆" not in said


def test_before_and_after_the_day_it_began(two: Two) -> None:
    made, chart = fed(
        two, [20.0, 21.0] * 4 + [10.0, 11.0] * 3, "began=2026-09-09", "status=planned"
    )
    assert [p["name"] for p in chart["phases"]] == ["before Wed 9 Sep", "since Wed 9 Sep"]
    assert chart["centre"] == 10.5 and chart["phases"][0]["centre"] == 20.5
    said = " ".join(two.coach("show", made).out.split())
    assert "Before Wed 9 Sep: nothing but" in said and "Held against the time before:" in said


def test_a_review_closes_a_running_experiment(two: Two) -> None:
    made = planned(two.coach)
    early = two.coach.refused("add", "review", "Early", "--set", f"experiment={made}")
    assert "It has not begun" in early
    card = ["prediction=x", "chance=60", "measure=x", "limit=x", "stop=x", "reversible=x",
            "consent=x", "notice=x", "review=2026-12-01"]  # fmt: skip
    assert "Missing: a day to look back" in two.coach.refused(
        "set", made, *card[:-1], "status=running"
    )
    two.coach("set", made, *card, "status=running")
    done = two.coach("add", "review", "They say yes", "--set", f"experiment={made}")
    assert done.word
    assert two.coach("show", made, "--json").json["status"] == "reviewed"


def test_its_status_brings_the_first_day_and_a_talk_with_it_c7(two: Two) -> None:
    card = ["prediction=x", "chance=60", "measure=x", "limit=x", "stop=x", "reversible=x",
            "consent=x", "notice=x", "review=2026-12-01"]  # fmt: skip
    made = planned(two.coach, *card)
    two.coach("set", made, "status=running")
    began = two.coach("show", made, "--json").json["began"]
    assert len(began) == 10
    assert "Say what is not all right" in two.coach.refused("set", made, "status=paused")
    assert two.coach("list", "actions", "--json").json == []
    done = two.coach("set", made, "status=paused", "not_ok=Nobody asked us")
    assert done.word == made, "the talk is kept, and not printed"
    (talk,) = two.coach("list", "actions", "--json").json
    assert talk["text"] == "Talk about “Ring first”: Nobody asked us" and talk["links"] == [made]
    two.coach("set", made, "status=running")
    assert two.coach("show", made, "--json").json["began"] == began


def test_a_status_on_the_command_line_is_as_in_the_app_c7(two: Two) -> None:
    card = ["prediction=x", "chance=60", "measure=x", "limit=x", "stop=x", "reversible=x",
            "consent=x", "notice=x", "review=2026-12-01"]  # fmt: skip
    made = planned(two.coach, *card, "status=running")
    begun = two.coach("show", made, "--json").json["began"]
    assert "has not come yet" in two.coach.refused("set", made, "began=2099-01-01")
    two.coach("set", made, "status=paused", "not_ok=Nobody asked us")
    two.coach("set", made, "status=running")
    assert "not_ok" in two.coach.refused("set", made, "status=paused")
    assert two.coach("show", made, "--json").json["not_ok_by"] == "Carla"
    two.coach("add", "observation", "3", "--set", f"experiment={made}")
    assert "only with a reason" in two.coach.refused("set", made, "began=2026-09-01")
    two.coach("set", made, "began=2026-09-01", f"began_why=It was not {begun}")
    assert f"It was not {begun}" in two.coach("show", made).out
    two.coach("set", made, "status=stopped", "stopped_why=Too dear")
    assert "stopped early" in two.coach.refused("set", made, "status=running")
    waits = planned(two.coach, "status=paused", "not_ok=Not in May")
    talks = [a["links"] for a in two.coach("list", "actions", "--json").json]
    assert talks == [[made], [waits]]


def test_hostile_words_do_not_act_and_other_kinds_have_no_chart(two: Two) -> None:
    made = two.coach("add", "experiment", "x", "--set", "unit=\x1b]0;x\x07[/]").word
    two.coach("add", "observation", "\x1b[2J[/]" + "x" * 10_000, "--set", f"experiment={made}")
    shown = two.coach("show", made).out
    assert "\x1b" not in shown and "[/]" in shown
    note = two.coach("add", "insight", "x").word
    assert "chart" not in two.coach("show", note, "--json").json


def test_an_observation_has_its_writers_day_on_every_device_p10(two: Two) -> None:
    made = planned(two.coach)
    two.coach.more["TZ"], two.learner.more["TZ"] = "Pacific/Kiritimati", "Pacific/Pago_Pago"
    kept = two.coach("add", "observation", "13.5", "--set", f"experiment={made}", "--json").json
    two.rounds()
    theirs = two.learner("show", kept["id"], "--json").json
    assert theirs["date"] == kept["date"]
    assert (date.fromisoformat(kept["date"]) - datetime.now(UTC).date()).days in (0, 1)
