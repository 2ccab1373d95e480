"""The command line as users meet it; the model is replaced by tests/fake_reader.py."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.fake_reader import STUMBLING_BLOCK, FakeReader

import laut
from laut.cli import program, progress
from laut.records import Article

HARBOUR = """Hafen bleibt nach dem Sturm gesperrt

Von: Mara Beispiel

Der Hafen der Stadt bleibt nach dem schweren Sturm vom Wochenende bis auf Weiteres geschlossen.

„Wir öffnen erst, wenn die Fahrrinne frei ist“, sagte Jana Ohlsen am Montag. Die Reeder wollen das nicht
hinnehmen. „Jeder Tag kostet uns viel Geld“, meint Piet Harmsen, der für die Reeder spricht.
"""

SCHOOL = """Stadt will zwei Schulen zusammenlegen

Der Rat der Stadt berät am Donnerstag darüber, ob zwei Schulen zu einer zusammengelegt werden sollen.

„Niemand verliert seinen Platz“, sagte Ute Petersen vor der Sitzung. Die Eltern sind davon nicht überzeugt.
"""

ENGLISH = """Council votes on the new bridge across the river

The council of the town will vote next week on whether the old bridge should be replaced by a new one.
"We have waited long enough for this decision," said the mayor after a long meeting on Tuesday evening.
"""


@pytest.fixture(autouse=True)
def fake_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laut.reading.reader.Reader", FakeReader)
    monkeypatch.delenv("LAUT_DEBUG", raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles in it, and the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hafen.txt").write_text(HARBOUR, "utf-8")
    (tmp_path / "schule.txt").write_text(SCHOOL, "utf-8")
    return tmp_path


def laut_(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(program, list(arguments), input=given, prog_name="laut")


def speakers(lines: str) -> list[str]:
    """The speakers in JSON lines."""
    return [
        statement["speaker"]["name"]
        for line in lines.splitlines()
        for statement in json.loads(line)["statements"]
    ]


# --- what is printed -----------------------------------------------------------------------------------------


def test_a_pipe_gets_one_plain_line_a_statement(folder: Path) -> None:
    result = laut_("read", "hafen.txt")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert lines[0] == "Hafen bleibt nach dem Sturm gesperrt"
    assert "2 statements" in lines[1]
    assert re.fullmatch(
        r"Jana Ohlsen +direct +0\.95 +„Wir öffnen erst, wenn die Fahrrinne frei ist“ +\[sagte\]", lines[2]
    )


def test_json_is_one_object_that_makes_the_article_again(folder: Path) -> None:
    result = laut_("read", "hafen.txt", "--format", "json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert list(data) == ["article", "statements", "notes"]
    article = Article.from_dict(data)
    for statement in article.statements:
        for span in (*statement.content, *statement.cue):
            assert article.text[span.start : span.end] == span.text
    assert "„" in result.stdout, "text is not escaped to ASCII"


def test_json_lines_come_in_the_order_of_the_inputs(folder: Path) -> None:
    result = laut_("read", "schule.txt", "hafen.txt", "--format", "jsonl")
    assert result.exit_code == 0
    assert speakers(result.stdout) == ["Ute Petersen", "Jana Ohlsen", "Piet Harmsen"]


def test_a_folder_is_read_with_all_that_is_in_it(folder: Path) -> None:
    result = laut_("read", ".", "--format", "jsonl")
    assert result.exit_code == 0
    assert sorted(speakers(result.stdout)) == ["Jana Ohlsen", "Piet Harmsen", "Ute Petersen"]


def test_csv_has_a_header_and_a_row_a_statement(folder: Path) -> None:
    result = laut_("read", "hafen.txt", "schule.txt", "--format", "csv", "--published", "2022-11")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["speaker"] for row in rows] == ["Jana Ohlsen", "Piet Harmsen", "Ute Petersen"]
    assert {(row["published_earliest"], row["published_latest"]) for row in rows} == {
        ("2022-11-01", "2022-11-30")
    }


def test_csv_has_its_header_even_if_nothing_could_be_read(folder: Path) -> None:
    result = laut_("read", "fehlt.txt", "--format", "csv")
    assert result.exit_code == 1
    assert result.stdout.startswith("article,title,outlet,")
    assert len(result.stdout.splitlines()) == 1


def test_a_pasted_article_comes_from_stdin(folder: Path) -> None:
    result = laut_("read", "-", "--format", "jsonl", given=SCHOOL)
    assert result.exit_code == 0
    assert speakers(result.stdout) == ["Ute Petersen"]


def test_every_article_is_flushed_when_it_is_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second article is taken in only after the first was written: a consumer sees each at once."""
    seen: list[int] = []
    read = FakeReader.read

    def watching(self: FakeReader, article: Article) -> Article:
        stream = sys.stdout.buffer
        assert isinstance(stream, io.BytesIO)
        seen.append(stream.getvalue().count(b"\n"))
        return read(self, article)

    monkeypatch.setattr(FakeReader, "read", watching)
    laut_("read", "hafen.txt", "schule.txt", "--format", "jsonl")
    assert seen == [0, 1]


# --- what is left out, and what is known better --------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (["--form", "direct"], ["Jana Ohlsen", "Ute Petersen"]),
        (["--form", "direct", "--form", "indirect"], ["Jana Ohlsen", "Piet Harmsen", "Ute Petersen"]),
        (["--min-confidence", "0.9"], ["Jana Ohlsen", "Ute Petersen"]),
        (["--speaker", "OHLSEN"], ["Jana Ohlsen"]),
        (["--speaker", "sen", "--form", "indirect"], ["Piet Harmsen"]),
        (["--speaker", "niemand"], []),
    ],
)
def test_filters_keep_the_statements_that_pass_all_of_them(
    folder: Path, filters: list[str], left: list[str]
) -> None:
    result = laut_("read", "hafen.txt", "schule.txt", "--format", "jsonl", *filters)
    assert result.exit_code == 0
    assert speakers(result.stdout) == left
    assert len(result.stdout.splitlines()) == 2, "articles stay, with or without statements"


def test_a_speaker_is_found_however_the_shell_composes_umlauts(folder: Path) -> None:
    (folder / "amt.txt").write_text(SCHOOL.replace("Ute Petersen", "Jörg Öztürk"), "utf-8")
    result = laut_("read", "amt.txt", "--speaker", "ju\u0308rg".replace("u", "o"), "--format", "jsonl")
    assert speakers(result.stdout) == ["Jörg Öztürk"]


def test_the_plain_view_says_that_something_was_left_out(folder: Path) -> None:
    assert "1 of 2 statements" in laut_("read", "hafen.txt", "--form", "direct").stdout


def test_what_the_caller_knows_better_wins(folder: Path) -> None:
    result = laut_(
        "read", "hafen.txt", "--format", "json",
        "--published", "2022-11-07", "--outlet", "Küstenbote", "--url", "https://kuestenbote.example/hafen",
    )  # fmt: skip
    article = json.loads(result.stdout)["article"]
    assert article["published"] == {"earliest": "2022-11-07", "latest": "2022-11-07"}
    assert article["outlet"] == "Küstenbote"
    assert article["url"] == "https://kuestenbote.example/hafen"


# --- what goes wrong -----------------------------------------------------------------------------------------


def test_a_bad_input_is_one_line_on_stderr_and_the_others_are_printed(folder: Path) -> None:
    (folder / "leer.txt").write_bytes(b"")
    result = laut_("read", "hafen.txt", "leer.txt", "fehlt.txt", "schule.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert speakers(result.stdout) == ["Jana Ohlsen", "Piet Harmsen", "Ute Petersen"]
    problems = result.stderr.splitlines()
    assert len(problems) == 2
    assert problems[0].startswith("laut: leer.txt: ")
    assert problems[1].startswith("laut: fehlt.txt: ")
    assert all(" – " in problem for problem in problems), "each says what to do"


def test_a_name_that_no_file_can_have_is_an_input_that_failed(folder: Path) -> None:
    result = laut_("read", "x" * 5000, "hafen.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert speakers(result.stdout) == ["Jana Ohlsen", "Piet Harmsen"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_a_file_name_that_is_not_utf_8_is_as_good_as_any(folder: Path, form: str) -> None:
    (folder / os.fsdecode(b"h\xe4fen.txt")).write_text(HARBOUR, "utf-8")
    result = laut_("read", ".", "--format", form)
    assert result.exit_code == 0
    assert result.stdout.count("Piet Harmsen") >= 2


def test_an_article_in_another_language_is_named_and_the_others_are_printed(folder: Path) -> None:
    (folder / "bridge.txt").write_text(ENGLISH, "utf-8")
    result = laut_("read", "bridge.txt", "hafen.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert "bridge.txt" in result.stderr
    assert speakers(result.stdout) == ["Jana Ohlsen", "Piet Harmsen"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument 'PATH...'"),
        (["read", "hafen.txt", "--form", "loud"], "'loud' is not one of"),
        (["read", "hafen.txt", "--min-confidence", "1.5"], "1.5 is not in the range"),
        (["read", "hafen.txt", "--published", "gestern"], "'gestern' is not a date"),
        (["read", "hafen.txt", "--published", "2022-13"], "'2022-13' is not a date"),
        (["read", "hafen.txt", "--threads", "0"], "0 is not in the range"),
        (["read", "hafen.txt", "schule.txt", "--format", "json"], "use --format jsonl"),
        (["read", ".", "--format", "json"], "use --format jsonl"),
        (["read", ".", "--url", "https://kuestenbote.example/"], "--url is the address of one article"),
        (["read", "-", "-"], "can be read only once"),
        (["dossier", ".", "-o", "."], "is a folder"),
        (["dossier", ".", "-o", "nirgends/seite.html"], "there is no folder"),
        (["dossier", "hafen.txt", "-o", "hafen.txt"], "would replace an article"),
        (["lesen"], "No such command 'lesen'"),
    ],
)
def test_wrong_usage_is_explained_before_anything_is_read(
    folder: Path, arguments: list[str], said: str
) -> None:
    result = laut_(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert result.stdout == ""
    assert (folder / "hafen.txt").read_text("utf-8") == HARBOUR


def test_json_of_a_file_with_several_articles_prints_the_first_and_says_so(folder: Path) -> None:
    lines = laut_("read", "hafen.txt", "schule.txt", "--format", "jsonl").stdout
    (folder / "beide.jsonl").write_text(lines, "utf-8")
    result = laut_("read", "beide.jsonl", "--format", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["article"]["title"] == "Hafen bleibt nach dem Sturm gesperrt"
    assert "the first is printed" in " ".join(result.stderr.split())


def test_an_unexpected_error_is_one_line_that_points_to_debug(folder: Path) -> None:
    (folder / "panne.txt").write_text(HARBOUR.replace("Reeder", STUMBLING_BLOCK), "utf-8")
    result = laut_("read", "hafen.txt", "panne.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert speakers(result.stdout) == ["Jana Ohlsen", "Piet Harmsen"], "what was done is printed"
    assert len(result.stderr.splitlines()) == 1
    assert "KeyError: 'stumbled'" in result.stderr
    assert "--debug" in result.stderr


@pytest.mark.parametrize("how", ["option", "environment"])
def test_debug_shows_where_an_unexpected_error_happened(
    folder: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "panne.txt").write_text(HARBOUR.replace("Reeder", STUMBLING_BLOCK), "utf-8")
    if how == "environment":
        monkeypatch.setenv("LAUT_DEBUG", "1")
    result = laut_("read", "panne.txt", *(["--debug"] if how == "option" else []))
    assert result.exit_code == 1
    assert "Traceback (most recent call last)" in result.stderr
    assert "fake_reader.py" in result.stderr


def test_what_a_strange_file_name_could_do_to_the_terminal_it_does_not(folder: Path) -> None:
    result = laut_("read", "fe\x1b[2Jhlt.txt")
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


def test_ctrl_c_ends_quietly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: FakeReader, article: Article) -> Article:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeReader, "read", interrupted)
    result = laut_("read", "hafen.txt")
    assert result.exit_code == 130
    assert result.output == ""


# --- the dossier ---------------------------------------------------------------------------------------------


def test_a_dossier_is_written_and_its_place_is_said(folder: Path) -> None:
    result = laut_("dossier", "hafen.txt", "fehlt.txt", "-o", "seite.html", "--title", "Rund um den Hafen")
    assert result.exit_code == 1, "one input is missing"
    page = (folder / "seite.html").read_text("utf-8")
    assert "Rund um den Hafen" in page
    assert "Jana Ohlsen" in page
    assert "fehlt.txt" in page, "the page names what could not be read"
    assert "seite.html: 1 article, 2 statements" in result.stdout
    assert (folder / "seite.html").resolve().as_uri() in result.stdout
    assert [path.name for path in folder.glob(".seite*")] == [], "nothing is left behind"


def test_a_dossier_takes_the_filters_too(folder: Path) -> None:
    assert "1 statement\n" in laut_("dossier", "hafen.txt", "--form", "direct").stdout
    assert (folder / "dossier.html").exists()


def test_a_dossier_can_go_to_stdout(folder: Path) -> None:
    result = laut_("dossier", "hafen.txt", "-o", "-")
    assert result.exit_code == 0
    assert result.stdout.startswith("<!doctype html>")
    assert not (folder / "-").exists()


def test_a_dossier_does_not_replace_an_input_under_another_name(folder: Path) -> None:
    (folder / "verweis.txt").symlink_to("hafen.txt")
    assert laut_("dossier", "hafen.txt", "-o", "verweis.txt").exit_code == 2
    assert (folder / "hafen.txt").read_text("utf-8") == HARBOUR


def test_without_a_readable_article_the_old_dossier_stays(folder: Path) -> None:
    (folder / "dossier.html").write_text("gestern", "utf-8")
    result = laut_("dossier", "fehlt.txt")
    assert result.exit_code == 1
    assert "was not written" in result.stderr
    assert (folder / "dossier.html").read_text("utf-8") == "gestern"


def test_a_new_dossier_has_usual_permissions_and_a_replaced_one_keeps_its_own(folder: Path) -> None:
    laut_("dossier", "hafen.txt")
    page = folder / "dossier.html"
    (folder / "usual").touch()
    assert stat.S_IMODE(page.stat().st_mode) == stat.S_IMODE((folder / "usual").stat().st_mode)
    page.chmod(0o640)
    laut_("dossier", "hafen.txt")
    assert stat.S_IMODE(page.stat().st_mode) == 0o640


def test_a_dossier_that_fails_half_way_leaves_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "dossier.html").write_text("gestern", "utf-8")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = laut_("dossier", "hafen.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("laut: No space left on device")
    assert (folder / "dossier.html").read_text("utf-8") == "gestern"
    assert sorted(path.name for path in folder.iterdir()) == ["dossier.html", "hafen.txt", "schule.txt"]


# --- help ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [[], ["read"], ["dossier"]])
def test_help_teaches_by_example(command: list[str]) -> None:
    result = laut_(*command, "--help")
    assert result.exit_code == 0
    _, _, examples = result.stdout.partition("Examples:\n")
    shown = [line.strip() for line in examples.splitlines() if line.strip()]
    assert shown[0::2], "there are examples"
    assert all(line.startswith("# ") for line in shown[0::2])
    assert all(line.startswith("laut ") for line in shown[1::2])


def test_version_is_said() -> None:
    assert laut_("--version").stdout == f"laut {laut.__version__}\n"


# --- progress ------------------------------------------------------------------------------------------------


def test_articles_are_counted_before_they_are_read(folder: Path) -> None:
    (folder / "archiv.jsonl").write_text('{"text": "a"}\n\n{"text": "b"}\n', "utf-8")
    assert progress.count_articles(["."]) == 4
    assert progress.count_articles(["hafen.txt", "archiv.jsonl"]) == 3
    assert progress.count_articles(["fehlt.txt"]) == 1, "it will be one rejection"
    assert progress.count_articles(["-"]) is None
    (folder / "archiv.jsonl.gz").write_bytes(b"packed")
    assert progress.count_articles(["."]) is None


# --- real processes ------------------------------------------------------------------------------------------

FAKE_LAUT = [sys.executable, str(Path(__file__).with_name("fake_reader.py"))]


@pytest.fixture
def environment() -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    source = str(Path(laut.__file__).parents[1])
    path = os.pathsep.join(filter(None, [source, inherited.get("PYTHONPATH")]))
    return {**inherited, "PYTHONPATH": path, "TERM": "xterm-256color"}


@pytest.fixture
def packed(folder: Path) -> Path:
    """The folder with its articles as JSON lines too: their language is known, so a process starts faster."""
    for name in ("hafen", "schule"):
        lines = laut_("read", f"{name}.txt", "--format", "jsonl").stdout
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    return folder


def on_terminal(arguments: list[str], environment: dict[str, str], columns: int) -> tuple[str, int]:
    """Run the command with stdout and stderr on one pseudo-terminal; return what was shown and the status."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*FAKE_LAUT, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "COLUMNS": str(columns)},
    )
    os.close(theirs)
    shown = b"".join(_blocks(ours))
    os.close(ours)
    return shown.decode(), process.wait(timeout=30)


def _blocks(number: int) -> Iterator[bytes]:
    while True:
        try:
            block = os.read(number, 65536)
        except OSError:  # Linux reports the end of a terminal as an error
            return
        if not block:
            return
        yield block


def test_a_terminal_gets_coloured_tables_and_a_bar_for_the_batch(
    packed: Path, environment: dict[str, str]
) -> None:
    shown, status = on_terminal(["read", "hafen.jsonl", "schule.jsonl"], environment, columns=80)
    assert status == 0
    assert "\x1b[1m" in shown
    assert "Speaker" in shown
    assert "reading" in shown
    assert "2 articles, 3 statements" in shown
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert max(len(line.rstrip("\r")) for line in plain.splitlines()) <= 80


def test_a_terminal_gets_no_bar_for_a_single_article(packed: Path, environment: dict[str, str]) -> None:
    shown, status = on_terminal(["read", "hafen.jsonl"], environment, columns=100)
    assert status == 0
    assert "reading" not in shown
    assert "articles/s" not in shown


def test_a_closed_pipe_ends_the_run_quietly(packed: Path, environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*FAKE_LAUT, "read", *["hafen.jsonl"] * 1000, "--format", "jsonl"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b'{"article"')
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def test_ctrl_c_in_a_real_process_leaves_whole_lines_and_no_traceback(
    packed: Path, environment: dict[str, str]
) -> None:
    process = subprocess.Popen(
        [*FAKE_LAUT, "read", "hafen.jsonl", "-", "--format", "jsonl"],  # waits for a stdin that never ends
        env=environment,
        # a shell's background jobs ignore Ctrl-C, and so would their children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    rest, problems = process.communicate()
    assert json.loads(first)["article"]["title"] == "Hafen bleibt nach dem Sturm gesperrt"
    assert (rest, problems) == (b"", b"")


def test_importing_laut_and_asking_for_help_load_nothing_heavy(environment: dict[str, str]) -> None:
    heavy = ("onnxruntime", "trafilatura", "jinja2", "lxml", "numpy", "tokenizers", "rich")
    code = (
        "import sys, laut, laut.cli;"
        "laut.cli.program(['--help'], prog_name='laut', standalone_mode=False);"
        f"sys.exit(str([name for name in {heavy} if name in sys.modules]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert result.stderr.strip() == "[]"
