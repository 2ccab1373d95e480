"""Make the reference pages from the code, so that they cannot say anything else than the code does.

python docs/generate.py            writes contract.md, contract.schema.json and commands.md
python docs/generate.py --check    writes nothing; exit status 1 if a page is out of date
"""

from __future__ import annotations

import ast
import datetime as dt
import inspect
import itertools
import json
import re
import sys
import types
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, Union

import click
import msgspec

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from contract_example import example_article  # noqa: E402

from laut import records  # noqa: E402
from laut.cli import program  # noqa: E402
from laut.records import Record, article  # noqa: E402
from laut.views.tables import CSV_COLUMNS  # noqa: E402
from laut.views.terms import FACTUALITY, KINDS, MARKERS, NOTES, STANCES, Term  # noqa: E402

NOTICE = "<!-- Made by docs/generate.py from the code and docs/templates: change those and run it again. -->"
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"

RECORDS: tuple[type[Record], ...] = (
    records.Article,
    records.DateRange,
    records.Section,
    records.Statement,
    records.Span,
    records.Source,
    records.Hop,
    records.Factuality,
    records.Marker,
    records.When,
    records.Note,
)
"""In the order in which a reader of the page meets them."""

BESIDE: tuple[type[Record], ...] = (records.Actor, records.Role, records.SourceUse)
"""Records that other commands print and methods return; the object does not hold them."""

PLAIN_TYPES: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dt.date: "date",
    type(None): "`null`",
}

APART = ("statements", "notes")
"""Fields of `Article` that stand beside the article in the object, not in it."""


def pages() -> dict[Path, str]:
    """Return every generated page with its content."""
    return {
        HERE / "contract.md": contract_page(),
        HERE / "contract.schema.json": json.dumps(contract_schema(), indent=2, ensure_ascii=False) + "\n",
        HERE / "commands.md": commands_page(),
    }


def contract_page() -> str:
    """Return the page on the JSON contract and the CSV columns."""
    of_article = field_meanings(records.Article)
    example = msgspec.json.format(msgspec.json.encode(example_article().to_dict()), indent=2).decode()
    return fill(
        "contract.md",
        statements=of_article["statements"],
        notes=of_article["notes"],
        tables="\n\n".join(map(record_section, RECORDS)),
        beside="\n\n".join(map(record_section, BESIDE)),
        values="\n".join(value_lines()),
        meanings="\n\n".join(meaning_tables()),
        note_kinds=meaning_table("kind of note", NOTES.values()),
        example=f"{'`' * 3}json\n{example}\n{'`' * 3}",
        columns="\n".join(f"| `{name}` | {meaning} |" for name, meaning, _ in CSV_COLUMNS),
    )


def fill(template: str, **parts: str) -> str:
    """Return a page: the template's prose with what is generated in place of ``{{name}}``."""
    page = (HERE / "templates" / template).read_text("utf-8")
    for name, part in parts.items():
        page = page.replace(f"{{{{{name}}}}}", part)
    return f"{NOTICE}\n\n{page.rstrip()}\n"


def record_section(record: type[Record]) -> str:
    """Return the part of the page on one record: what it is and a table of its fields."""
    hints = typing.get_type_hints(record)
    rows = [
        f"| `{name}` | {type_in_words(hints[name])} | {code_marks(meaning)} |"
        for name, meaning in field_meanings(record).items()
        if not (record is records.Article and name in APART)
    ]
    head = ["| field | type | meaning |", "|---|---|---|"]
    return "\n".join([f"## {record.__name__}", "", code_marks(summary(record)), "", *head, *rows])


def field_meanings(record: type[Record]) -> dict[str, str]:
    """Return what each field means, from the docstrings of the record and of those that it extends.

    Raises:
        ValueError: a field is not explained, or something is explained that is no field.
    """
    meanings: dict[str, str] = {}
    for ancestor in reversed(record.__mro__):
        meanings |= attributes_in(inspect.cleandoc(ancestor.__dict__.get("__doc__") or ""))
    fields = record.__struct_fields__
    if set(meanings) != set(fields):
        raise ValueError(f"{record.__name__}: explained are {sorted(meanings)}, but the fields are {fields}")
    return {name: meanings[name] for name in fields}


def attributes_in(docstring: str) -> dict[str, str]:
    """Return the names and meanings in a docstring's section "Attributes"."""
    _, _, section = docstring.partition("Attributes:\n")
    entries = re.findall(r"^ {4}(\w+): (.*(?:\n {8,}.*)*)", section, re.MULTILINE)
    return {name: " ".join(meaning.split()).rstrip(".") for name, meaning in entries}


def summary(record: type[Record]) -> str:
    """Return the first paragraph of a record's docstring."""
    return " ".join(inspect.cleandoc(record.__doc__ or "").split("\n\n")[0].split())


def type_in_words(hint: Any) -> str:
    """Return a type as a reader of JSON understands it."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return " or ".join(type_in_words(part) for part in arguments)
    if origin is dict:
        return f"object of {type_in_words(arguments[1])}"
    if origin is tuple:
        return f"list of {type_in_words(arguments[0])}"
    if origin is Literal:
        alias = next((name for name, values in value_types().items() if values == hint), None)
        return f"[{alias}](#values)" if alias else " or ".join(f"`{value}`" for value in arguments)
    if isinstance(hint, type) and issubclass(hint, Record):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return PLAIN_TYPES[hint]


def value_types() -> dict[str, Any]:
    """Return the named sets of values of an article's records."""
    return {name: value for name, value in vars(article).items() if typing.get_origin(value) is Literal}


def value_lines() -> Iterator[str]:
    """Yield a table of the named sets of values, each with the docstring that follows it in the module."""
    yield "| type | meaning | values |"
    yield "|---|---|---|"
    meanings = alias_docstrings(inspect.getsource(article))
    for name, hint in value_types().items():
        values = ", ".join(f"`{value}`" for value in typing.get_args(hint))
        yield f"| {name} | {code_marks(meanings[name])} | {values} |"


def meaning_tables() -> Iterator[str]:
    """Yield a table for each set of values that needs more than a name: what each value means."""
    yield meaning_table("kind of source", KINDS.values())
    yield meaning_table("stance", STANCES.values())
    yield meaning_table("factuality", FACTUALITY.values())
    yield meaning_table("type of marker", MARKERS.values())


def meaning_table(what: str, terms: Iterable[Term]) -> str:
    """Return a table of terms with their meanings, in the words of the views."""
    head = [f"| {what} | meaning |", "|---|---|"]
    return "\n".join([*head, *(f"| `{term.key}` | {cell(term.meaning)} |" for term in terms)])


def alias_docstrings(source: str) -> dict[str, str]:
    """Return the string that follows each assignment at the top of a module."""
    body = ast.parse(source).body
    found = {}
    for before, after in itertools.pairwise(body):
        if (
            isinstance(before, ast.Assign)
            and isinstance(before.targets[0], ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            found[before.targets[0].id] = " ".join(after.value.value.split())
    return found


def code_marks(text: str) -> str:
    """Return docstring text as Markdown about JSON: single back-quotes, and null for Python's None."""
    return re.sub(r"\bNone\b", "`null`", text.replace("``", "`"))


def contract_schema() -> dict[str, Any]:
    """Return the JSON Schema of the object that laut prints: all fields present, further ones allowed."""
    _, definitions = msgspec.json.schema_components([records.Article], ref_template="#/$defs/{name}")
    for record in RECORDS:
        definition, meanings = definitions[record.__name__], field_meanings(record)
        definition["description"] = summary(record)
        for name, schema in definition["properties"].items():
            schema.pop("default", None)
            # Draft 2020-12 lets a description stand beside a $ref.
            schema["description"] = meanings[name]
        definition["required"] = list(definition["properties"])
        definition.pop("additionalProperties", None)
    apart = {name: definitions["Article"]["properties"].pop(name) for name in APART}
    definitions["Article"]["required"] = list(definitions["Article"]["properties"])
    return {
        "$schema": SCHEMA_DIALECT,
        "title": "What laut reads in one article",
        "type": "object",
        "properties": {"article": {"$ref": "#/$defs/Article"}, **apart},
        "required": ["article", *APART],
        "$defs": {record.__name__: definitions[record.__name__] for record in RECORDS},
    }


def commands_page() -> str:
    """Return the page on the commands."""
    root = click.Context(program, info_name="laut", **program.context_settings)
    return fill("commands.md", commands="\n".join(command_sections(program, root)))


def command_sections(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the sections of a command and of all commands below it."""
    yield command_section(command, context)
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from command_sections(
            below, click.Context(below, info_name=name, parent=context, **below.context_settings)
        )


def command_section(command: click.Command, context: click.Context) -> str:
    """Return the part of the page on one command: usage, text, options, examples."""
    usage = " ".join(command.get_usage(context).removeprefix("Usage: ").split())
    declared = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    options = [record for option in declared if (record := option.get_help_record(context))]
    lines = [f"## {context.command_path}", "", f"    {usage}", "", inspect.cleandoc(command.help or ""), ""]
    lines += ["| option | meaning |", "|---|---|"]
    lines += [f"| `{cell(names)}` | {cell(meaning)} |" for names, meaning in options]
    lines += ["", "Examples:", "", "`" * 3 + "sh", *example_lines(command.epilog or ""), "`" * 3, ""]
    return "\n".join(lines)


def example_lines(epilog: str) -> Iterator[str]:
    """Yield the lines of an epilog's examples without click's marks."""
    blocks = [block.strip("\b\n") for block in epilog.split("\n\n") if block.startswith("\b")]
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield from (line.strip() for line in block.splitlines())


def cell(text: str) -> str:
    """Return text for a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` say which are out of date; return the exit status."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    if arguments == ["--check"]:
        for path in stale:
            print(f"{path.name} is out of date: run python docs/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages()[path], "utf-8")
        print(f"{path.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
