"""Parse Markdown into a small tree of blocks, and write blocks back as Markdown.

Only markdown-it's block rules run. Inline text stays as written: labels are searched in it by our
own code, since inline tokens carry no line numbers and hostile brackets are slow to parse.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .text import as_paragraph, one_line

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(slots=True)
class Block:
    """A block of the file. `line` is its first line, `end` the line after its last, both from 0.

    `kind`: heading, paragraph, item, quote, table or code. `text` is inline or code text as
    written; `level` a heading's level; `underlined` marks a heading made by a line of - or =;
    `rows` are the cells of a table, the head first.
    """

    kind: str
    line: int
    end: int
    text: str = ""
    level: int = 0
    underlined: bool = False
    children: list["Block"] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def walk(self) -> Iterator["Block"]:
        """This block and all blocks inside it, in the order of the file."""
        todo = [self]
        while todo:
            block = todo.pop()
            yield block
            todo.extend(reversed(block.children))


_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
}
_CLOSE = {kind.replace("_open", "_close") for kind in _KINDS}


def read(lines: list[str]) -> list[Block]:
    """The top-level blocks of a file given as lines."""
    root = Block("root", 0, len(lines))
    stack = [root]
    for token in _parser()("\n".join(lines)):
        if token.type in _KINDS:
            block = _block(token, _KINDS[token.type])
            stack[-1].children.append(block)
            stack.append(block)
        elif token.type in _CLOSE:
            stack.pop()
        elif token.type == "inline":
            _add_text(stack[-1], token)
        elif token.type == "tr_open":
            stack[-1].rows.append([])
        elif token.type in ("fence", "code_block"):
            block = _block(token, "code")
            block.text = token.content
            stack[-1].children.append(block)
    return root.children


def first_word(line: str) -> int:
    """The indentation of a line in columns; tabs end at multiples of 4."""
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" "))


def code(block: Block) -> str:
    """A code block as Markdown, with a fence longer than any run of backticks inside."""
    fence = "```"
    while fence in block.text:
        fence += "`"
    return f"{fence}\n{block.text.rstrip(chr(10))}\n{fence}"


def table(rows: list[list[str]]) -> str:
    """A table as Markdown; the first row is the head."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def paragraph(text: str) -> str:
    """A paragraph on one line, without definitions of reference links."""
    return as_paragraph("\n".join(line for line in text.split("\n") if not _defines_a_link(line)))


def _parser() -> Callable[[str], "list[Token]"]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table")
    # As a reference definition, an item such as `- [x]: what?` would be dropped.
    parser.disable("reference")
    parser.core.ruler.enableOnly(["block"])
    return parser.parse


def _block(token: "Token", kind: str) -> Block:
    line, end = token.map or (0, 0)
    level = int(token.tag[1:]) if kind == "heading" else 0
    return Block(kind, line, end, level=level, underlined=token.markup in ("-", "=") and level > 0)


def _add_text(block: Block, token: "Token") -> None:
    if block.kind == "table":
        block.rows[-1].append(one_line(token.content))
    else:
        block.text = token.content


def _defines_a_link(line: str) -> bool:
    if not line.startswith("["):
        return False
    name, colon, rest = line.partition("]:")
    target, _, title = rest.strip().partition(" ")
    quoted = not title or (title[0] + title[-1]) in ('""', "''", "()")
    return bool(colon) and "[" not in name[1:] and bool(target) and ":" in target and quoted
