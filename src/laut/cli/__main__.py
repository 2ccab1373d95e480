"""``python -m laut.cli`` is ``laut``, for where scripts are not on the path."""

from laut.cli.group import main

main()
