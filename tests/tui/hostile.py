"""Words that act where they are taken for markup or control characters; a look at the screen."""

import re

from textual.color import Color

from coach_tui.tui.app import CoachApp

CORPUS = (
    "[@click=app.quit]x[/]",
    "[@click=app.bell()]press me[/] [link=javascript:alert(1)]y[/link]",
    "[/nope] [b [/] [[ ]] \\[",
    "$x ${y} {z} %s [$primary]",
    "\x1b]52;c;aGk=\x07copied",
    "\x1b[2J\x1b[H\x1b]0;title\x07gone",
    "\x9b2J \x85 \x90q\x9c \x00 \x08\x08\x7f",
    "abc\u202egnp.exe\u202c \u2066x\u2069 \u2067y",
    "zero\u200bwidth\ufeff \U000e0041tag \u2028line\u2029paragraph",
    "👩‍👩‍👧 🇩🇪 ❤️ 日本語 ｆｕｌｌ",
    "שלום עולם مرحبا بالعالم",
    "Z̸̡̛a̶̧͝l̴͇͝g̵̣̈o " + "e" + "\u0301" * 60,
    "long " * 2000,
    "x" * 10_000,
    "\n\n\n\t\r\n",
    "Erase everything? yes",
)
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")


def drawn(app: CoachApp) -> str:
    """Every character that goes to the terminal, line by line, and every link."""
    texts = []
    filters = app.get_line_filters()
    for strip in app.screen._compositor.render_strips():
        for line_filter in filters:
            strip = strip.apply_filter(line_filter, Color.parse("black"))  # noqa: PLW2901
        for segment in strip:
            texts.append(segment.text)
            texts.append((segment.style.link or "") if segment.style else "")
            actions = segment.style.meta if segment.style else {}
            assert "@click" not in actions, actions
    return "".join(texts)


def check(app: CoachApp) -> None:
    """The app is up, and nothing on the screen acts."""
    assert app.is_running and app._exception is None
    found = ACTING.search(drawn(app))
    assert not found, repr(found)
    assert not ACTING.search(app.export_screenshot())
