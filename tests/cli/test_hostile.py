"""Somebody else's text is data: whatever is in it, it reaches no terminal."""

import json
import re
from pathlib import Path

import pytest

from coach_tui.cli import output
from coach_tui.cli.run import run
from coach_tui.guide.who import listed
from coach_tui.home import Home
from coach_tui.planning import plan_new
from coach_tui.records.text import clean
from coach_tui.records.width import cells
from tests.cli.conftest import Two
from tests.cli.running import Device
from tests.pair import asked

HOSTILE = (
    "[@click=app.quit]quit[/] [/ $x \x1b[31mred\x1b]52;c;AAAA\x07 \x9b2J \u202eright-to-left\u2066 "
    "\u200bnothing\ufeff \U000e0041tag \x7f back\x08\rover e\u0301 日本語"
)
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


def plant(two: Two) -> str:
    """A record such as only a manipulated program makes: its text was not filtered when typed."""
    coach = two.pair.coach.open()
    plan = plan_new(coach, "question", {"text": "x", "knows": "x"})
    plan.changes[0].set["text"] = HOSTILE
    plan.changes[0].set["knows"] = HOSTILE + "\n" + HOSTILE
    plan.changes[0].set["made\x1b[31mup"] = HOSTILE
    (made,) = coach.do(plan)
    coach.publish()
    two.learner("sync")
    return made.id


def test_hostile_words_are_shown_harmless_everywhere(two: Two) -> None:
    made = plant(two)
    for device in (two.coach, two.learner):
        for words in (["show", made], ["list", "question"], ["search", "quit"], ["history", made],
                      ["list", "question", "--where", f"text={HOSTILE}"[:9]]):  # fmt: skip
            for more in ([], ["--json"]):
                done = device(*words, *more)
                assert not ACTING.search(done.out + done.err), (words, more)
    assert "[@click=app.quit]quit[/]" in two.learner("show", made).out


def test_json_has_the_words_as_they_were_written(two: Two) -> None:
    made = plant(two)
    for device in (two.coach, two.learner):
        found = device("show", made, "--json")
        assert found.json["text"] == HOSTILE
        assert "日本語" in found.out  # not escaped without need
        (version,) = [v for v in device("history", made, "--json").json["versions"]
                      if v["field"] == "text"]  # fmt: skip
        assert version["value"] == HOSTILE


def test_hostile_names_titles_and_paths(two: Two, tmp_path: Path) -> None:
    folder = tmp_path / "\x1b[31mred\u202e"
    device = Device(tmp_path / "other")
    done = device("new", "--folder", str(folder), "--name", f"N{HOSTILE}"[:20],
                  "--engagement", f"T{HOSTILE}"[:20], "--json")  # fmt: skip
    assert done.json["folder"] == str(folder)
    runs = [done, *(device(*w) for w in (["engagements"], ["members"], ["status"], ["folder"]))]
    folder.rename(tmp_path / "gone")
    runs += [device(*w) for w in (["folder"], ["status"], ["add", "insight", "x"])]
    runs.append(device.run("sync"))
    runs.append(device.run("show", HOSTILE.replace("\x00", "")))
    runs.append(device.run(HOSTILE))
    runs.append(device.run("add", "insight", "x", "--set", f"{HOSTILE}=x"))
    for one in runs:
        assert not ACTING.search(one.out + one.err), one


def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    device = Device(tmp_path / "home")
    folder = str(tmp_path) + "/caf\udce9"
    try:
        Path(folder).mkdir()
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    said = device.refused("new", "--folder", folder, "--name", "Coach", "--engagement", "x")
    assert "caf\ufffd" in said and "is not UTF-8" in said
    assert not any(Path(folder).iterdir())


def test_the_pair_in_the_test_is_not_let_in_yet(tmp_path: Path) -> None:
    pair, _ = asked(tmp_path)
    assert "not let in yet" in Device(pair.learner.home.root)("engagements").out


def test_one_line_of_json_holds_what_was_said() -> None:
    for text in (HOSTILE, 'a"b\\c\n\t', "\U0001f600"):
        line = output.as_json({"text": text})
        assert json.loads(line) == {"text": text}
        assert not ACTING.search(line) and "\n" not in line
    assert output.as_json({"a": "é"}) == '{"a":"é"}'


def test_a_terminal_that_knows_few_characters(two: Two) -> None:
    plant(two)
    device = Device(two.learner.home, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
                                       "PYTHONIOENCODING": "ascii"})  # fmt: skip
    assert json.loads(device("list", "question", "--json").out)[0]["text"] == HOSTILE
    assert "\\u65e5" in device("show", two.learner("list", "question", "--json").json[0]["id"]).out


def test_columns_are_as_wide_as_they_look() -> None:
    assert cells("ab") == 2
    assert cells("日本") == 4
    assert cells("e\u0301") == 1
    assert output.fit("日本語", 5) == "日本…"
    assert output.fit("日本語", 4) == "日… "
    assert output.fit("a\nb", 5) == "a b  "
    assert output.fit("abcdef", 4) == "abc…"
    assert output.table([]) == ""
    assert output.table([["a", "", "x"], ["bbb", "", "y"]]) == "a    x\nbbb  y"
    long = output.table([["key", "word " * 40]])
    assert long.endswith("…") and cells(long) <= 80
    whole = output.table([["key", "word " * 40]], whole=True)
    assert whole.count("word") == 40 and all(len(x) <= 80 for x in whole.splitlines())
    assert listed([]) == "" and listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"


def test_what_is_said_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    output.say(HOSTILE)
    output.put(HOSTILE)
    said = capsys.readouterr()
    assert said.err == said.out == clean(HOSTILE) + "\n"


def test_an_unset_home_is_the_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COACH_TUI_HOME", raising=False)
    assert Home.find().root.name == "coach-tui"
    monkeypatch.setenv("COACH_TUI_HOME", "/nowhere/at/all")
    assert run(["members"]) == 1
