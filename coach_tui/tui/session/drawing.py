"""Texts and rows that the player shows, computed from a session. Changes nothing."""

from textual.content import Content

from coach_tui.decks.text import plain
from coach_tui.guide import timing
from coach_tui.guide.blind import blind_statuses
from coach_tui.guide.day.today import title_of
from coach_tui.guide.reader import Reader
from coach_tui.guide.session import closing, reading
from coach_tui.guide.session.left import left
from coach_tui.guide.session.planning import planned
from coach_tui.guide.session.reading import Sitting
from coach_tui.guide.session.steps import TYPED, Part, Step, parts
from coach_tui.guide.who import who_in
from coach_tui.records.answers import flat, needs_question, said, value_in_words
from coach_tui.records.dates import at, when
from coach_tui.records.kinds import known
from coach_tui.records.state import Record
from coach_tui.records.text import line, shown
from coach_tui.tui.commands import place
from coach_tui.tui.session.choosing import Alternative
from coach_tui.tui.session.player import SECTION, Progress, QuestionView, StageLine
from coach_tui.tui.widgets.rows import Row
from coach_tui.tui.widgets.words import MUTED, join, styled

ASKED = 24
"""The longest question (cells) shown below an answer in the aside."""


def reply_text(record: Record) -> str:
    """The main text of a reply, for editing."""
    return shown(record.fields.get(known(record.kind).text_in))


def ask(reader: Reader, sitting: Sitting, step: Step, part: Part) -> QuestionView:
    """The view of a step's prompt for one part of its reply."""
    stage, prompt = step.stage, step.prompt
    first = next((s for s in sitting.steps if s.stage.id == stage.id), step) is step
    issue = reader.get(sitting.record.text("issue"))
    minutes = f"{stage.minutes} min" if stage.minutes else ""
    if prompt.id in sitting.marked and not reader.together:
        minutes = " · ".join(one for one in ("marked", minutes) if one)
    kept_here = _kept_here(reader, sitting, step)
    return QuestionView(
        deck=sitting.record.text("text"),
        issue=title_of(issue) if issue else "",
        stage=stage.title,
        place=_place(sitting, step),
        minutes=minutes,
        intro=_intro(sitting, step) if first and not kept_here else "",
        question=plain(prompt.text),
        more=tuple(plain(m) for m in prompt.more),
        probes=tuple(plain(p.text) for p in prompt.probes if p.prompt is None),
        part=_part_words(sitting, step, part),
        kept=kept_here,
        extra=_extra(sitting, step, part),
    )


def _intro(sitting: Sitting, step: Step) -> str:
    """The introduction of a stage, preceded by that of the deck at its first step."""
    texts = [step.stage.text]
    if step is sitting.steps[0] and not sitting.record.text("stage"):
        texts.insert(0, sitting.deck.intro)
    return plain(" ".join(" ".join(texts).split()))


def _place(sitting: Sitting, step: Step) -> str:
    stages = list(dict.fromkeys(s.stage.id for s in sitting.steps))
    return f"{stages.index(step.stage.id) + 1} of {len(stages)}"


def _part_words(sitting: Sitting, step: Step, part: Part) -> str:
    if not part.text or sitting.elsewhere(step):
        return ""
    names = [p.name for p in parts(step.prompt)]
    place = f"{names.index(part.name) + 1} of {len(names)}"
    return f"{plain(part.text)}  ({place})"


def _kept_here(reader: Reader, sitting: Sitting, step: Step) -> tuple[tuple[str, str, str], ...]:
    found = []
    for record in seen_at(reader, sitting, step):
        time = f"{at(record.created):%H:%M}"
        glyph = "/" if record.private else known(record.kind).glyph
        if step.blind and record.kind == step.prompt.kind:
            stands = blind_statuses(reader, reading.about(sitting, step)).get(sitting.answers(step))
            found.append((known(record.kind).glyph, stands.words if stands else "", time))
        elif step.prompt.fields:
            have = sitting.values_at(step)
            given = [p for p in parts(step.prompt) if p.name in have]
            words = value_in_words(record, {p.name: have[p.name] for p in given})
            found += [
                (glyph, f"{_cut(p.text) or p.name}  {line(flat(words[p.name]))}", "")
                for p in given[-4:]
            ]
        elif step.prompt.columns:
            continue  # It stands in the worksheet itself.
        else:
            words = said(record) if record.kind == "answer" else reply_text(record)
            found.append((glyph, line(words), time))
    return tuple(found[-6:])


def seen_at(reader: Reader, sitting: Sitting, step: Step) -> list[Record]:
    """The replies at a step that may be shown. A form or worksheet shows the values of the last one
    only, so there are none when that one may not be shown.
    """
    every = sitting.replies_at(step)
    whole = bool(step.prompt.fields or step.prompt.columns)
    if whole and every and not reader.may_see(every[-1]):
        return []
    return [r for r in every if reader.may_see(r)]


def _extra(sitting: Sitting, step: Step, part: Part) -> tuple[str, ...]:
    found = []
    if sitting.elsewhere(step):
        who = sitting.engagement.name_of(sitting.answers(step))
        found.append(
            f"Private: {who}'s alone, on paper or on their own device. Ask it, give it time, "
            "then ctrl+s."
        )
    if part.scale and not part.scale.labels:
        low, high = part.scale.ends
        unit = part.scale.unit
        ends = f"{part.scale.low} {low} … {part.scale.high} {high}".replace("  ", " ").strip()
        found.append(f"{ends} {unit}".strip())
    if part.kind == "date":
        found.append("A day: 2026-12-01, 1 dec, friday or +7. Empty: no date.")
    if step.prompt.rows and step.prompt.columns:
        example = " | ".join(plain(c) for c in step.prompt.rows[0] if c)
        if example:
            found.append(f"For example: {example}")
    return tuple(found)


def box_title(sitting: Sitting, step: Step, kind: str) -> Content:
    """The title of the answer box: the kind of the record, and who will see it."""
    name = kind or step.prompt.kind
    name = "answer" if name == "text" else name
    blind, who = not kind and reading.opens(sitting, step), who_in(sitting.engagement)
    private = reading.kept_back(sitting, step) and not blind
    glyph = "/" if private else known(kind or step.prompt.kind).glyph
    if private:
        audience = "only you, only on this device"
    elif blind:
        audience = f"{who.the_other('sees', 'see')} it only after their own"
    else:
        everybody = who.everybody if who.names else who.others
        audience = f"{everybody} will see this"
    return join(
        styled(f"{glyph} ", "bold $text-accent"), styled(name, "bold"), styled(f" · {audience}")
    )


def who_types(sitting: Sitting, step: Step) -> Content:
    """A phrase saying who answers the step and who types."""
    who = sitting.answers(step)
    if step.role == "both":
        return styled(f"{who_in(sitting.engagement).all} of you answer")
    if sitting.mine(step):
        return styled("you answer")
    name = sitting.engagement.name_of(who)
    return styled(
        f"{name} answers, {sitting.engagement.name_of(sitting.engagement.me.member)} types"
    )


def own_at(reader: Reader, sitting: Sitting, step: Step) -> list[Record]:
    """The replies at a step that may be shown and that this person gave or may change, oldest
    first: only such a reply is put into the box again.
    """
    me, who = sitting.engagement.me.member, sitting.answers(step)
    kind = "answer" if step.prompt.kind in TYPED else step.prompt.kind
    return [
        r
        for r in seen_at(reader, sitting, step)
        if r.kind == kind
        and (known(kind).joint or (r.author == me and (r.text("by") or r.author) == who))
    ]


def options(part: Part) -> tuple[Alternative, ...]:
    """The options of a choice or the labelled steps of a scale; empty when the part is neither."""
    if part.options:
        return tuple(
            Alternative(o.value, str(number), plain(o.text))
            for number, o in enumerate(part.options, 1)
        )
    if part.scale:
        steps = enumerate(part.scale.labels, part.scale.low)
        return tuple(Alternative(str(number), str(number), label) for number, label in steps)
    return ()


def offers(records: list[Record], width: int) -> list[Row]:
    """Existing records that can be linked as the reply, one line each; empty without any."""
    if not records:
        return []
    head = Row("Written before: tab and enter choose one", tone=MUTED, gap=1)
    return [head, *(_offer(r, width) for r in records)]


def _offer(record: Record, width: int) -> Row:
    words = styled(title_of(record)).truncate(min(width, 60), ellipsis=True)
    return Row(id=record.id, glyph=known(record.kind).glyph, words=words)


def then(sitting: Sitting, index: int) -> Content:
    """A line with the next question."""
    following = sitting.next_open(index + 1)
    last = "That is the last one" if sitting.exercise else "What we agreed"
    words = plain(sitting.steps[following].prompt.text) if following is not None else last
    return join(styled("Then  ", MUTED), styled(words, MUTED))


def progress(sitting: Sitting, index: int | None, spent: int) -> Progress:
    """The progress through the stages; `spent` is in minutes, `index` None at the end."""
    here = sitting.steps[index].stage.id if index is not None else ""
    replies = sitting.replies()
    lines = []
    for stage in sitting.deck.stages:
        own = [s for s in sitting.steps if s.stage.id == stage.id]
        if not own:
            continue
        states = [replies[s.prompt.id].state for s in own if s.prompt.id in replies]
        state = ""
        if stage.id == here:
            state = "›"
        elif len(states) == len(own) and states:
            state = "–" if all(one == "skipped" for one in states) else "✓"
        # A click goes to the first open step of the stage, else to the first answered one.
        there = [s for s in own if sitting.open(s, replies)]
        there += [s for s in own if s.prompt.id in replies]
        step = sitting.steps.index(there[0]) if there else None
        title = plain(stage.title) or "Questions"
        lines.append(StageLine(state, title, stage.minutes or 0, stage.id == here, step))
    kept = len(sitting.kept())
    minutes, parked = closing.minutes(sitting), len(reading.parked(sitting))
    return Progress(tuple(lines), spent, minutes, kept, parked, timing.paused(sitting.record))


def kept(reader: Reader, sitting: Sitting) -> list[Row]:
    """The latest records of this session that may be shown, and the parked questions."""
    records = [r for r in sitting.kept() if reader.may_see(r)]
    rows = [Row("Kept in this session", tone=SECTION, right=str(len(records)), gap=1)]
    for record in records[-8:]:
        words = said(record) if record.kind == "answer" else title_of(record)
        asked = _cut(record.text("asked")) if needs_question(record) else ""
        rows.append(Row(words, id=record.id, glyph=known(record.kind).glyph, under=asked))
    if parked := reading.parked(sitting):
        rows.append(Row("Parked", tone=SECTION, right=str(len(parked)), gap=1))
        rows += [Row(plain(s.prompt.text), glyph="+") for s in parked[-4:]]
    return rows


def _cut(question: str) -> str:
    """The beginning of a question, shown so that a short answer can be understood."""
    return styled(plain(question)).truncate(ASKED, ellipsis=True).plain


def sessions(reader: Reader) -> list[Row]:
    """The sessions that can be continued, each with when something was last written in it, and how
    much.
    """
    found = left(reader)
    if not found:
        return [Row(f"No session is running. {place('decks')} has something to begin.", tone=MUTED)]
    now = reader.engagement.wall()
    rows = [Row("Go on with", tone=SECTION), Row()]
    return rows + [
        Row(title_of(o.session), id=o.session.id, glyph="S", right=when(o.last, now), under=o.words)
        for o in found
    ]


def planned_rows(reader: Reader) -> list[Row]:
    """The sessions that were planned beforehand; empty when there are none."""
    found = planned(reader)
    rows = [Row("Planned", tone=SECTION, gap=2), Row()] if found else []
    return rows + [Row(title_of(s), id=s.id, glyph="S", right="only you") for s in found]


def last_rows(sitting: Sitting) -> list[Row]:
    """The end of an exercise: how many questions have no reply yet, and where its result stands."""
    count = closing.not_asked(sitting)
    words = _counted(count, "no reply yet") if count else "Every question has a reply."
    close = "ctrl+s closes the exercise; ctrl+o b goes back."
    return [Row(words), *_scored(sitting), Row(close, tone=MUTED, gap=1)]


def _counted(count: int, state: str) -> str:
    return f"1 question has {state}." if count == 1 else f"{count} questions have {state}."


def _scored(sitting: Sitting) -> list[Row]:
    """Where to find the result of an inventory; empty for other decks."""
    if not any(stage.dimensions for stage in sitting.deck.stages):
        return []
    words = f"What the answers add up to: {place('profile')}, once this is closed."
    return [Row(words, tone=MUTED, gap=1)]
