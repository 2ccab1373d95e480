"""Write the next step from what `laut.ledger.tables` has and the last step lacks, to be looked over by its author."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config

from laut.ledger.engine import WRITES, make_engine, parse_url
from laut.ledger.schema import MIGRATIONS, migrate


def main(number: str, message: str) -> None:
    """Write ``versions/vNUMBER_MESSAGE.py``."""
    with TemporaryDirectory() as folder:
        engine = make_engine(parse_url(str(Path(folder) / "laut.db")))
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
        if any((MIGRATIONS / "versions").glob("v*.py")):
            migrate(engine)
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()


main(*sys.argv[1:])
