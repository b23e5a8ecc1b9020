"""The page about the command line is true: its list of verbs is made from the table.

`python -m tests.cli.test_docs` writes the list anew.
"""

from pathlib import Path

from coach_tui.cli.table import GROUPS, VERBS
from coach_tui.cli.usage import usage

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
BEGIN, END = "<!-- verbs -->\n", "<!-- end of verbs -->\n"


def listed() -> str:
    """Every verb by group: how it is written, what it does, and its arguments."""
    lines = []
    for group in GROUPS:
        lines.append(f"### {group}\n")
        for verb in (v for v in VERBS if v.group == group):
            lines.append(f"`{usage(verb)}`  \n{verb.help}.\n")
            for flags, options in verb.args:
                name = options.get("metavar", flags[0]) if flags[0][0] != "-" else ", ".join(flags)
                lines.append(f"- `{name}` {options['help']}")
            if verb.args:
                lines.append("")
    return "\n".join(lines)


def page_with(block: str) -> str:
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}{block}{END}{rest.partition(END)[2]}"


def test_the_page_lists_the_verbs_as_they_are() -> None:
    assert PAGE.read_text("utf-8") == page_with(listed()), "run: python -m tests.cli.test_docs"


def test_examples_on_the_page_are_commands_that_exist() -> None:
    names = {v.name for v in VERBS}
    for line in PAGE.read_text("utf-8").splitlines():
        words = line.removeprefix("$ ").split()
        if words[:1] == ["coach-tui"] and len(words) > 1:
            assert words[1] in names, line


if __name__ == "__main__":
    PAGE.write_text(page_with(listed()), "utf-8")
