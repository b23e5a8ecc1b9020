"""The starter deck: a file that works, with comments that explain how to extend it."""

from .front_matter import as_value
from .text import one_line

_STARTER = """\
---
deck: 1
id: {id}
kind: session
time: 15 min
lang: en
---

# {title}

<!-- A comment such as this one is for you alone. The lines between the two rows of hyphens name the
deck; `id` is what it goes by, and stays when you change the title. -->

Two or three sentences to the learner: what you will do together, and what they leave with.

> A note for you alone, as every paragraph that begins with this sign: when this deck helps, and
> when not. Leave an empty line after each note.

## Arriving `3 min` `checkin`

<!-- Two number signs begin a stage. The grey words after it are labels: how long it takes, and
that it is the beginning. The learner reads what stands below it; each line with a hyphen is
asked. -->

- What has happened since we last met? `#since`
  - Who else was there?

<!-- Every question has a name after the number sign. Keep it, and you can change the words later
without losing the history. The line below it, moved in, is asked if it helps. -->

## The issue `8 min`

- What do you take for granted here? `#granted` `assumption`
- How sure are you of that? `#sure` `0-10 a guess … I would bet on it`

> A scale is a number, a hyphen and a number, with words for the two ends.

- What do you not know yet? `#unknown` `question`
- Which of these comes next? `#next` `choice`
  - [ ] Ask somebody `.ask`
  - [ ] Go and look `.look`
- Who will you ask? `#who` `when next is ask`

<!-- A word such as assumption, question, insight, action or experiment says what the reply is
kept as. `private` keeps a reply on the device of the one who answers. -->

## Leaving `4 min` `checkout`

- What will you do, and by when? `#will` `action`
- What do you see now that you did not see before? `#see` `insight`
"""


def starter(deck_id: str, title: str) -> str:
    """The text of a starter deck with this id and title (one line of plain text)."""
    return _STARTER.format(id=as_value(deck_id), title=_plain(one_line(title)))


def _plain(title: str) -> str:
    """A title with Markdown's special characters escaped."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#&" else c for c in title)
