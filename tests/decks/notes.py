"""Words that stand in a deck and may not be in the learner's edition."""

from collections.abc import Callable

SECRET = "kanarienvogel"
HIDDEN: list[Callable[[str], str]] = [
    lambda word: f"> {word}\n",
    lambda word: f"> one\n> - {word}\n{word} lazily\n\n",
    lambda word: f"<!-- {word} -->\n",
    lambda word: f"<!--\n## {word}\n-->\n",
    lambda word: f"- {word} `@coach`\n  - {word}\n    > {word}\n\n  {word}\n",
    lambda word: f"- {word} `#c-{word}` `@coach` `choice`\n  - [ ] {word}\n",
    lambda word: f"- open\n  - {word} `@coach`\n    - {word}\n\n      | {word} |\n      |---|\n",
    lambda word: f"- open\n  - {word} `#p-{word}` `@coach`\n    - {word}\n    > {word}\n",
    lambda word: f"- open\n  > {word}\n\n  more\n\n> {word}\n",
    lambda word: f"- form\n  - fine `.fine`\n  - {word} `.{word}` `@coach`\n",
    lambda word: f"## {word} `@coach`\n\n{word}\n\n- {word}\n\n## Back\n",
    lambda word: f"## Sums `scores`\n- {word} `@coach`\n- X `=x`\n  > {word}\n\n## Back\n",
    lambda word: f"- open `x-{word}`\n",
    lambda word: f"- open <!-- {word} --> question `{word}-unknown`\n",
]
