"""``laut reread``: read the texts of the ledger again, with the model that this laut has."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import click

from laut.cli.batch import count
from laut.cli.linking import link, make_claims
from laut.cli.options import debug_option, threads_option
from laut.cli.progress import Progress
from laut.cli.running import CONTEXT_SETTINGS, SOME_FAILED, examples, say
from laut.cli.stored import ledger_option, open_ledger
from laut.views.terminal import rejection_line

if TYPE_CHECKING:
    from laut.ledger.ledger import Ledger
    from laut.ledger.reread import Wanted

_MOMENT = click.DateTime(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"])


@click.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("after an update of laut: what another model read, and what was not read yet", "laut reread"),
        ("what models before this one read", "laut reread --model-older-than laut-de-2"),
        ("everything, whatever model read it", "laut reread --all"),
        ("go on with that after an interruption", "laut reread --all --read-before 2022-11-04T12:00:00Z"),
        ("after an update that changes how meaning is compared", "laut reread --vectors"),
        ("after an update that changes what is taken for one claim", "laut reread --claims"),
    ),
)
@click.option(
    "--model-older-than",
    "older_than",
    metavar="NAME",
    help="Only what an older model of this kind read, by the number at its end. laut status lists the models.",
)
@click.option("--all", "everything", is_flag=True, help="Also what this laut's model read already.")
@click.option(
    "--read-before",
    type=_MOMENT,
    metavar="MOMENT",
    help="Only what was read before this moment, in UTC as 2022-11-04T12:00:00Z.",
)
@click.option(
    "--vectors",
    is_flag=True,
    help="Read nothing; make the vectors by which meaning is compared: those that are missing, or all of them if they"
    " are those of another laut.",
)
@click.option(
    "--claims",
    is_flag=True,
    help="Read nothing; make the claims anew if another version of laut made them, with --all in any case.",
)
@click.option("--report", type=click.IntRange(min=1), metavar="NUMBER", help="Only this report.")
@click.option("--no-link", is_flag=True, help="Do not look for the same claims in other reports now.")
@threads_option
@ledger_option
@debug_option
@click.pass_context
def reread(
    ctx: click.Context,
    /,
    *,
    older_than: str | None,
    everything: bool,
    read_before: dt.datetime | None,
    vectors: bool,
    claims: bool,
    report: int | None,
    no_link: bool,
    threads: int | None,
    ledger_url: str | None,
) -> None:
    """Read the texts of the ledger again, and let the new readings take the place of the old ones.

    What people corrected stays and is applied to the new readings. Each text is done in one transaction: interrupt
    it as you like, what was read is kept, and the next run does the rest. Texts that came with their statements
    are left alone.

    Exit status: 0 all were read, 1 some could not be (each is named on stderr; its old reading stands).
    """
    if older_than and everything:
        raise click.UsageError("--model-older-than and --all exclude each other.")
    if (vectors or claims) and (older_than or read_before or report or (vectors and everything)):
        name = "--vectors" if vectors else "--claims"
        raise click.UsageError(f"{name} reads nothing: it goes with no choice of texts.")
    if claims and (vectors or no_link):
        raise click.UsageError(f"--claims and {'--vectors' if vectors else '--no-link'} exclude each other.")
    if claims:
        with open_ledger(ledger_url) as ledger:
            made = make_claims(ledger, anew=everything)
            click.echo(f"{ledger.name}: {count(made, 'article')} linked, {count(_claims(ledger), 'claim')}")
        return
    if vectors:
        with open_ledger(ledger_url) as ledger:
            click.echo(f"{ledger.name}: {count(_make_vectors(ledger, threads), 'vector')} made")
            if not no_link:
                link(ledger)
        return
    from laut.ledger.reread import Wanted

    before = read_before.replace(tzinfo=dt.UTC) if read_before else None
    if everything and before is None:
        before = dt.datetime.now(dt.UTC)
        say(f"if this is interrupted, go on with --read-before {before:%Y-%m-%dT%H:%M:%SZ}")
    wanted = Wanted(older_than=older_than, all=everything, before=before, report=report)
    with open_ledger(ledger_url) as ledger:
        tally = _read(ledger, wanted, threads)
        if tally.has_vectors and not no_link:
            link(ledger)
    click.echo(tally.as_text(ledger.name))
    ctx.exit(SOME_FAILED if tally.failed else 0)


class Tally:
    """Counts what became of the texts of a run.

    Attributes:
        has_vectors: whether new statements got the vectors that linking needs.
    """

    def __init__(self) -> None:
        """Begin at zero."""
        self.texts = self.failed = self.other = self.changed = self.added = self.removed = 0
        self.has_vectors = False
        self._began = time.monotonic()

    def as_text(self, ledger: str) -> str:
        """Return the counts as one line."""
        failed = f"; {count(self.failed, 'text')} failed, see above" if self.failed else ""
        return (
            f"{ledger}: {count(self.texts, 'text')} read, {self.other} of them otherwise than before"
            f" ({count(self.changed, 'statement')} changed, {self.added} new, {self.removed} gone)"
            f" in {time.monotonic() - self._began:.1f} s{failed}"
        )


def _read(ledger: Ledger, wanted: Wanted, threads: int | None) -> Tally:
    from laut.ledger.reread import reread as read_again
    from laut.ledger.reread import wanted_texts
    from laut.ledger.vectors import encoder_for
    from laut.reading.reader import Reader

    tally = Tally()
    reader = Reader(threads=threads)
    model = reader.version
    with ledger.looking() as connection:
        total = len(wanted_texts(connection, model, wanted))
    if not total:
        return tally
    encoder = encoder_for(ledger, threads)
    tally.has_vectors = encoder is not None
    with Progress(lambda: total) as progress:
        for done in read_again(ledger, reader, model, wanted, encoder=encoder):
            progress.advance()
            if done.rejection is not None:
                tally.failed += 1
                with progress.paused():
                    click.echo(rejection_line(done.rejection), err=True)
                continue
            tally.texts += 1
            tally.other += done.is_other
            tally.changed += done.changed
            tally.added += done.added
            tally.removed += done.removed
    return tally


def _make_vectors(ledger: Ledger, threads: int | None) -> int:
    from laut.ledger.revector import revector, without_vectors
    from laut.reading.meaning import SentenceEncoder

    encoder = SentenceEncoder(threads=threads)
    with ledger.looking() as connection:
        total = len(without_vectors(connection))
    made = 0
    with Progress(lambda: total) as progress:
        for done in revector(ledger, encoder):
            progress.advance()
            made += done
    return made


def _claims(ledger: Ledger) -> int:
    from laut.ledger.claims import ClaimFilter, count_claims

    with ledger.looking() as connection:
        return count_claims(connection, ClaimFilter())
