"""The ``laut`` command: parse, call, print.

`program` is the click group; there is one module per sub-command. `options` declares what sub-commands share,
`batch` runs intake and reader over the inputs, `running` has what holds for all of them: errors as one line,
quiet ends, exit statuses.
"""

from laut.cli.group import main, program

__all__ = ["main", "program"]
