"""What a partner, a deck or a name may hold: nothing of it acts, on any page, at either size."""

import ast
import re
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input

import coach_tui.tui
from coach_tui.decks import library
from coach_tui.guide.experiment import actions as plans
from coach_tui.home import Home
from coach_tui.records.change import Change
from coach_tui.records.kinds import KINDS, known
from coach_tui.tui.app import CoachApp
from coach_tui.tui.commands import PAGES
from coach_tui.tui.desk import Desk
from coach_tui.tui.dialogs import blind
from coach_tui.tui.dialogs.capture import CaptureScreen
from coach_tui.tui.experiment import actions as trials
from coach_tui.tui.filters import CleanFilter
from coach_tui.tui.issue import gates
from coach_tui.tui.people.first_run import FirstRun
from coach_tui.tui.people.start_forms import JoinForm, StartForm
from coach_tui.tui.session.give import GiveScreen
from coach_tui.tui.widgets.rows import Row, Rows
from coach_tui.tui.widgets.words import fill, marked, paragraph, styled
from tests.guide.trial_cards import WHOLE
from tests.pair import Pair, Side
from tests.tui.hostile import ACTING, CORPUS, check
from tests.tui.on_screen import (
    LARGE,
    SMALL,
    WALKED,
    answer,
    here,
    running,
    tap,
    text_of,
    turn_to,
    until,
    write,
)

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


def poison(side: Side) -> list[str]:
    """Every text of the corpus in every field of every kind, by the door that refuses nothing."""
    engagement = side.open()
    ids, changes = [], []
    kinds = [k for k in KINDS if k not in ("member", "epoch", "erasure", "engagement")]
    for number, text in enumerate(CORPUS):
        for kind in (kinds[number % len(kinds)], kinds[(number * 7 + 3) % len(kinds)], "insight"):
            said: dict[str, Any] = dict.fromkeys(known(kind).__struct_fields__, text[:900])
            said[known(kind).text_in] = text
            said |= {"hidden": False, "links": [text], "session": "", "issue": ""}
            identity = engagement.replica.new_id()
            ids.append(identity)
            changes.append(Change(identity, kind, engagement.wall(), said))
    odd: list[Any] = [[], {}, [[{}]], {"a": {"b": [1]}}, 1e308, -1, True, None, 10**18]
    for value in odd:
        for kind in ("answer", "session", "exercise", "issue", "action", "experiment", "nonsense"):
            said = {f: value for f in known(kind).__struct_fields__ if f != "hidden"}
            identity = engagement.replica.new_id()
            ids.append(identity)
            changes.append(Change(identity, kind, engagement.wall(), said | {"\x1b[1m": value}))
    for day in ("9999-99-99", "0001-01-01", "today"):
        for kind in ("action", "exercise", "experiment"):
            identity = engagement.replica.new_id()
            said = {"text": day, "due": day, "review": day, "to": "", "status": "open"}
            changes.append(Change(identity, kind, -(10**17), said))
            ids.append(identity)
    engagement.apply(engagement.replica.commit(changes))
    engagement.publish()
    return ids


def both_edit(pair: Pair) -> None:
    """Two hostile wordings of one record, at once."""
    shared = pair.coach.add("question", text="One?")
    pair.rounds()
    for side, text in zip(pair.sides, (CORPUS[0], CORPUS[4]), strict=True):
        engagement = side.open()
        record = engagement.state.records[shared]
        over = {"text": [record.changes[-1].stamp]}
        change = Change(shared, "question", engagement.wall(), {"text": text}, over)
        engagement.apply(engagement.replica.commit([change]))
        engagement.publish()


async def walk(app: CoachApp, pilot: Pilot[int]) -> None:
    """Every page, every entry, every record."""
    for page in PAGES:
        await turn_to(pilot, page)
        await pilot.pause(0.1)
        for key in ("g", *["down"] * 12, "G", *["up"] * 12):
            await tap(pilot, key)
            check(app)
        await pilot.pause()
        check(app)
    await turn_to(pilot, "history")
    timeline = app.screen.query_one("#timeline", Rows)
    await until(pilot, lambda: bool(timeline.ids))
    for place in range(0, len(timeline.ids), 3):
        timeline.selected = timeline.ids[place]
        await tap(pilot, "enter")
        await until(pilot, "escape")
        check(app)
        await tap(pilot, "down", "escape")
        await until(pilot, lambda: here(app, "history"))


@WALKED
async def test_a_hostile_partner_acts_nowhere(pair: Pair, size: tuple[int, int]) -> None:
    poison(pair.coach)
    both_edit(pair)
    pair.rounds()
    async with running(pair.learner, size) as (app, pilot):
        await walk(app, pilot)
        await turn_to(pilot, "people")
        await until(pilot, lambda: bool(app.screen.query_one("#pair", Rows).ids))
        await pilot.press("k")
        await until(pilot, "Which is to stay:")
        check(app)
        await answer(pilot, "Which is to stay:", PAGES["today"])
        await until(pilot, lambda: here(app, "people"))
        check(app)


@SIZES
async def test_clicks_on_hostile_words_do_nothing_but_select(
    pair: Pair, size: tuple[int, int]
) -> None:
    for text in CORPUS[:3]:
        pair.coach.add("advice", text=text)
    pair.rounds()
    async with running(pair.learner, size) as (app, pilot):
        await turn_to(pilot, "history")
        await until(pilot, "[@click=app.quit]x")
        for y, line in enumerate(text_of(app).splitlines()):
            if "@click" in line:
                await pilot.click(offset=(line.index("@click") + 18, y))
                await pilot.pause()
                check(app)
                while not here(app, "history"):
                    await pilot.press("escape")
                    await pilot.pause()
        await turn_to(pilot, "today")
        check(app)


async def test_a_hostile_name_and_title_act_nowhere(tmp_path: Path) -> None:
    from coach_tui.home import Home
    from coach_tui.joining import ask_to_join, found_engagement, try_to_enter
    from tests.pair import Wall

    name = "[@click=app.quit]M[/]\u202e\x1b[1m"
    wall = Wall()
    title = f"[/nope]\x9b{name}"
    made = found_engagement(
        Home(tmp_path / "c"), tmp_path / "f", name=name, role="coach", title=title, wall=wall
    )
    code = made.invite("learner")
    ring = ask_to_join(Home(tmp_path / "l"), tmp_path / "f", code, name, wall)
    coach, learner = Side(made.home, made.ring.sp, wall), Side(Home(tmp_path / "l"), ring.sp, wall)
    coach.sync()
    assert try_to_enter(learner.home, learner.ring(), wall)
    for side in (learner, coach, learner):
        side.sync()
    async with running(learner, SMALL) as (app, pilot):
        for page in PAGES:
            await turn_to(pilot, page)
            await pilot.pause(0.1)
            check(app)
        await turn_to(pilot, "today")
        await pilot.press("n")
        await until(pilot, "Write down")
        check(app)
        await pilot.press("ctrl+o", "q")
        await write(pilot, "Who")
        await pilot.press("ctrl+j")
        await until(pilot, "Kept. Shared with")
        check(app)


async def test_hostile_searches_are_words(pair: Pair) -> None:
    pair.learner.add("insight", text="[b]bold[/b] or not")
    async with running(pair.learner, SMALL) as (app, pilot):
        await pilot.press("slash")
        await until(pilot, "search everything")
        box = app.screen.query_one("#words")
        for text in (*CORPUS[:8], "[b]bold"):
            box.value = text  # type: ignore[attr-defined]
            await pilot.pause(0.05)
            check(app)
        await until(pilot, "1 of 1")
        await pilot.press("ctrl+p")
        await write(pilot, "sear")
        await pilot.pause(0.3)
        check(app)


HOSTILE = {
    "[bold red]x[/]": "[bold red]x[/]",
    "[@click=app.quit]x[/]": "[@click=app.quit]x[/]",
    "\x1b]0;t\x07": "]0;t",
    "{0.__class__}": "{0.__class__}",
    "%s": "%s",
    "abc\u202egnp.exe": "gnp.exe",
}
"""What is pasted into each line that is asked for, and what of it can be read there."""


async def pasted(app: CoachApp, pilot: Pilot[int], keys: str) -> None:
    """Paste each into every line of the dialogue that is open, and try to go on with it."""
    dialogue = app.screen
    for text, words in HOSTILE.items():
        for box in [b for b in dialogue.query(Input) if b.display and b.visible and b.region]:
            box.clear()
            dialogue.set_focus(box)
            app.post_message(events.Paste(text))
            await until(pilot, lambda words=words: words in text_of(app))  # type: ignore[misc]
            check(app)
        await pilot.press(keys)
        # What is accepted is stored first, and only then the dialogue goes.
        for _ in range(20):
            await pilot.pause(0.02)
            if app.screen is not dialogue:
                check(app)
                return
        check(app)


async def test_hostile_words_in_each_line_that_is_asked_for_are_words(pair: Pair) -> None:
    words = " ".join(HOSTILE)
    learner = pair.learner
    issue = learner.add("issue", text=words)
    held = learner.add("assumption", text=words, confidence=60, issue=issue)
    fields = ("text", "measure", "unit", "stop", "prediction")
    card: dict[str, Any] = WHOLE | dict.fromkeys(fields, words)
    card |= {"issue": issue, "assumption": held, "links": [held]}
    trial = learner.add("experiment", **card, status="running", began="2026-09-01")
    session = learner.add("session", text=words, status="ended")
    ladder = library.load("ladder")
    pair.rounds()
    async with running(learner, SMALL) as (app, pilot):

        def believe(desk: Desk, identity: str) -> Any:
            return trials._ask(desk, identity, words[:60], words, "how sure", plans.believe)

        works: list[Callable[[], Coroutine[Any, Any, Any]]] = [
            lambda: trials.observe(app.desk, trial),
            lambda: blind.offer(app.desk, trial),
            lambda: blind.offer(app.desk, session),
            lambda: believe(app.desk, trial),
            lambda: trials.pause(app.desk, trial),
            lambda: trials.stop(app.desk, trial),
        ]
        for work in works:
            app.run_worker(work(), exit_on_error=True)
            await until(pilot, lambda: bool(app.screen.query(Input)) and app.screen.is_modal)
            while app.screen.is_modal:
                open_ = app.screen
                await pasted(app, pilot, "enter")
                if app.screen is open_:
                    await pilot.press("escape")
                    await until(pilot, lambda d=open_: app.screen is not d)  # type: ignore[misc]
        app.run_worker(trials._came_true(app.desk, trial), exit_on_error=True)
        await answer(pilot, "Did it come true?", "c")
        await until(pilot, "Why can that not be said?")
        await pasted(app, pilot, "enter")
        assert app.desk.opened is not None
        me = app.desk.opened.me.member
        dialogues = [
            gates._asked("question", words),
            CaptureScreen(session, issue),
            GiveScreen("ladder", ladder, me),
        ]
        for dialogue in dialogues:
            app.push_screen(dialogue)
            await until(pilot, lambda d=dialogue: app.screen is d and bool(d.query(Input)))  # type: ignore[misc]
            if isinstance(dialogue, CaptureScreen):
                await pilot.press("ctrl+o", "a")
                await write(pilot, "x")
            await pasted(app, pilot, "ctrl+j")
            while app.screen.is_modal:
                await pilot.press("escape")
                await pilot.pause(0.05)
        await turn_to(pilot, "decks")
        await pilot.press("n")
        await until(pilot, "A deck of your own")
        await pasted(app, pilot, "enter")
        check(app)
        assert app.is_running
    kept = learner.record(trial)
    said = {kept.get(field) for field in ("outcome_why", "not_ok", "not_ok_by")}
    assert said == {"[bold red]x[/]"}


async def test_hostile_words_in_the_first_forms_are_words(tmp_path: Path) -> None:
    app: Any = FirstRun(Home(tmp_path))
    async with app.run_test(size=SMALL) as pilot:
        for form in (StartForm, JoinForm):
            app.push_screen(form())
            await until(pilot, lambda form=form: isinstance(app.screen, form))  # type: ignore[misc]
            await pasted(app, pilot, "tab")
            await pilot.press("escape")
            await until(pilot, lambda: not app.screen.is_modal)


# -- the parts -------------------------------------------------------------------------------------


def test_the_filter_leaves_nothing_that_acts_and_no_width_changes() -> None:
    everything = "".join(map(chr, [*range(0x300), *range(0x2000, 0x2100), 0xFEFF, 0xE0041]))
    style = Style(link="https://x\x1b]8;;y\u202e")
    segments = [Segment(everything, style), Segment("plain ✓", None), Segment("", None)]
    found = CleanFilter().apply(segments, Color.parse("black"))
    assert not ACTING.search("".join(s.text for s in found))
    assert "\n" not in found[0].text and "\t" not in found[0].text
    assert found[0].style and found[0].style.link == "https://x]8;;y"
    assert found[1].text == "plain ✓"
    joined = "👩\u200d👩 \u200e\u200f क\u094dष"
    assert CleanFilter().apply([Segment(joined)], Color.parse("black"))[0].text == joined


@pytest.mark.parametrize("text", CORPUS)
def test_words_become_content_without_markup(text: str) -> None:
    for content in (styled(text), paragraph(text), marked(text, "x app"), marked(text, "")):
        assert isinstance(content, Content)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", content.plain)
        for span in content.spans:
            assert span.style in ("", "bold underline")
    row = fill(styled(text, "bold"), styled("14:20"), 40)
    assert row.cell_length == 40


def test_rows_of_any_words_keep_to_their_width() -> None:
    rows = Rows(days=True)
    rows.rows = tuple(
        Row(text, id=str(n), glyph="!", right="Tue 14 Oct", under=text, lead="Tue 14 Oct", most=2)
        for n, text in enumerate(CORPUS)
    )
    for width in (20, 36, 53, 76):
        assert rows.get_content_height(None, None, width) >= len(CORPUS)  # type: ignore[arg-type]
        assert all(line.cell_length <= width for line in rows._lines)


# -- the source ------------------------------------------------------------------------------------

WIDGETS = {"Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "notify"}
SAFE = {"styled", "paragraph", "marked", "join", "fill", "Content"}
TITLES = {"border_title", "border_subtitle", "tooltip"}


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


class Source:
    """One file, and which of its names are Content where they are made."""

    def __init__(self, path: Path, makers: set[str]) -> None:
        self.path, self.makers = path, makers | SAFE
        self.tree = ast.parse(path.read_text())
        self.contents: set[str] = set()
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.arg | ast.AnnAssign) or node.annotation is None:
                continue
            if ast.unparse(node.annotation) in ("Content", "Content | None"):
                name = node.arg if isinstance(node, ast.arg) else ast.unparse(node.target)
                self.contents.add(name)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and self.safe(node.value):
                self.contents.update(ast.unparse(t) for t in node.targets)

    def safe(self, node: ast.expr) -> bool:
        """Whether an expression is a literal, or Content made from words."""
        if isinstance(node, ast.IfExp):
            return self.safe(node.body) and self.safe(node.orelse)
        if isinstance(node, ast.BoolOp):
            return all(self.safe(v) for v in node.values)
        if isinstance(node, ast.Call):
            return _name(node) in self.makers
        text = ast.unparse(node)
        named = text in self.contents or text.removeprefix("self._") in self.contents
        return isinstance(node, ast.Constant) or named

    def problems(self) -> list[str]:
        """Every place where a text could become markup, by line."""
        found = [p for node in ast.walk(self.tree) if (p := self._problem(node))]
        return [f"{self.path.name}:{n} {what}" for n, what in sorted(found)]

    def _problem(self, node: ast.AST) -> tuple[int, str] | None:
        if isinstance(node, ast.Assign) and not self.safe(node.value):
            titled = [t for t in node.targets if isinstance(t, ast.Attribute) and t.attr in TITLES]
            return (node.lineno, ast.unparse(node)) if titled else None
        if not isinstance(node, ast.Call):
            return None
        name, attribute = _name(node), isinstance(node.func, ast.Attribute)
        if name in ("escape", "from_markup", "from_text"):
            return node.lineno, f"{name} is not used here"
        plain = any(k.arg == "markup" and ast.unparse(k.value) == "False" for k in node.keywords)
        takes = name in WIDGETS or (name == "update" and attribute and len(node.args) == 1)
        # A dict or an index is updated as well; a widget is found by a query first.
        if name == "update" and isinstance(node.func, ast.Attribute):
            takes = takes and "query" in ast.unparse(node.func.value)
        if takes and not plain and node.args and not self.safe(node.args[0]):
            return node.lineno, f"{name}({ast.unparse(node.args[0])})"
        return None


def _makers(paths: list[Path]) -> set[str]:
    """The functions of the screens that say that they give Content."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            returns = node.returns if isinstance(node, ast.FunctionDef) else None
            if returns is not None and ast.unparse(returns) == "Content":
                found.add(node.name)  # type: ignore[attr-defined]
    return found


def test_no_text_of_a_person_reaches_a_widget_as_markup() -> None:
    paths = sorted(Path(coach_tui.tui.__file__).parent.rglob("*.py"))
    makers = _makers(paths)
    problems = [p for path in paths for p in Source(path, makers).problems()]
    assert not problems, "\n".join(problems)


def test_the_look_at_the_source_sees_what_it_should(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "Static(record.text)\nself.query_one('x').update(f'{name}')\napp.notify(name)\n"
        "box.border_title = name\nescape(name)\nStatic('fine')\nStatic(styled(name))\n"
        "app.notify(name, markup=False)\n"
    )
    found = [p.split()[0] for p in Source(bad, set()).problems()]
    assert found == [f"bad.py:{n}" for n in range(1, 6)]
