"""The command line: `open` reads a lesson in JupyterLab, `html` writes pages, `check` looks at the whole course.

`import` brings in what a page saved, `forget` deletes what the course keeps about its learner.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .publish import library, site
from .records import keeping, place
from .records.keeping import NotKept, Records
from .seeds import SeedProblems

if TYPE_CHECKING:
    from . import importing

#: What `lessons export` can write.
EXPORTS = {
    "moodle": "questions for Moodle (XML)",
    "gift": "questions as GIFT, to edit by hand",
    "canvas": "questions for Canvas (QTI 1.2), one package a lesson",
    "scorm": "lessons for a learning platform (SCORM 1.2): the whole course, or a package a lesson",
    "xapi": "your own records as xAPI statements, one a line",
}
SETTINGS = Path(__file__).parent / "lab_settings"


class Unusable(Exception):
    """Says in a sentence what the person at the keyboard can mend."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Unusable(f"{message[:1].upper()}{message[1:]}; see `{self.prog} --help`.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, 1 when a lesson failed, 2 when the command could not run."""
    try:
        asked = _make_parser().parse_args(arguments)
        code: int = asked.run(asked)
    except (Unusable, library.NoSuchLesson, NotKept, SeedProblems) as problem:
        return _complain(str(problem))
    except OSError as problem:
        return _complain(f"{problem.filename or 'A file'} cannot be used: {problem.strerror or problem}.")
    except KeyboardInterrupt:
        return 130  # what shells expect of a program stopped by Ctrl-C
    return code


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _make_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="lessons", description="From the Ground Up: feet, inserts and back pain.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_open(commands.add_parser("open", help="read a lesson in JupyterLab"))
    _add_html(commands.add_parser("html", help="write lessons as pages that work offline"))
    _add_check(commands.add_parser("check", help="check every claim, number, question and model"))
    _add_export(commands.add_parser("export", help="write questions, lessons or your records for other systems"))
    _add_import(commands.add_parser("import", help="bring in answers that a page saved"))
    _add_forget(commands.add_parser("forget", help="delete all your answers"))
    return parser


def _add_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lesson", nargs="?", metavar="LESSON", help="such as 01 or kinetic-chain; else the first")
    parser.add_argument("--port", type=_port, help="use exactly this port")
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")
    parser.set_defaults(run=open_lesson)


def _add_html(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01 02, a page each; else the whole site")
    parser.add_argument("--out", type=Path, default=Path("html"), metavar="DIR", help="folder (html)")
    parser.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help="at a time")
    parser.add_argument("--teacher", action="store_true", help="put the guide's answers into the pages of the site")
    parser.set_defaults(run=write_pages)


def _add_check(parser: argparse.ArgumentParser) -> None:
    page = Path("verification.html")
    parser.add_argument("--claims", action="store_true", help="list each claim with its lesson and its questions")
    parser.add_argument("--report", nargs="?", type=Path, const=page, metavar="FILE", help=f"write a page ({page})")
    parser.set_defaults(run=check_course)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01 02; else all")
    for name, what in EXPORTS.items():
        parser.add_argument(f"--{name}", action="append_const", dest="formats", const=name, help=what)
    parser.add_argument("--out", type=Path, default=Path("export"), metavar="DIR", help="folder (export)")
    parser.set_defaults(run=export_course)


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="what “Save my progress” wrote")
    parser.set_defaults(run=import_answers)


def _add_forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask first")
    parser.set_defaults(run=forget_answers)


def _port(text: str) -> int:
    return _whole_number(text, 1, 65535)


def _jobs(text: str) -> int:
    return _whole_number(text, 1, 1000)


def _whole_number(text: str, low: int, high: int) -> int:
    if not (text.isdecimal() and low <= int(text) <= high):
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number from {low} to {high}')
    return int(text)


def open_lesson(asked: argparse.Namespace) -> int:
    """Open JupyterLab on one lesson, and nothing else on the screen."""
    check_kernel()
    if asked.port:
        check_port(asked.port)
    shelf = _find_shelf()
    lesson = library.choose(asked.lesson, shelf.lessons) if asked.lesson else shelf.lessons[0]
    # What somebody changed is for that somebody to trust.
    sign([lesson for lesson in shelf.lessons if lesson not in shelf.changed])
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(argv=lab_arguments(lesson, shelf.folder, asked.port, asked.no_browser))
    return 0


def write_pages(asked: argparse.Namespace) -> int:
    """Write the site, or a page for each lesson that was named; one line for each, and 1 when any failed."""
    check_kernel()
    lessons = _find_shelf().lessons
    wanted = [library.choose(name, lessons) for name in asked.lessons]
    if asked.teacher and wanted:
        raise Unusable("--teacher is for the whole site; leave the lessons out.")
    results = _build_with_bar(list(dict.fromkeys(wanted)) or lessons, asked, whole=not wanted)
    for result in results:
        _report(result)
    return int(any(result.problem for result in results))


def _build_with_bar(lessons: list[Path], asked: argparse.Namespace, whole: bool) -> list[site.Result]:
    with _bar(len(lessons)) as advance:
        if whole:
            return site.build_site(lessons, asked.out, asked.jobs, advance, asked.teacher)
        return site.build(lessons, asked.out, asked.jobs, advance)


@contextmanager
def _bar(total: int) -> Iterator[site.Hear]:
    from tqdm import tqdm

    # disable=None: a bar on a terminal, silence in a log.
    with tqdm(total=total, unit="lesson", file=sys.stderr, disable=None) as bar:

        def advance(_: site.Result) -> None:
            bar.update()

        yield advance


def _report(result: site.Result) -> None:
    if result.problem:
        print(result.problem, file=sys.stderr)
    else:
        print(f"{result.page}  {result.size / 1000:.0f} kB{', up to date' if result.kept else ''}")


def check_course(asked: argparse.Namespace) -> int:
    """Run all validators and models; tables on stdout, problems on stderr, and 1 when there is any."""
    from .check import validators
    from .check.findings import gather

    if wrong := validators.validate():
        return _tell_problems((*map(str, wrong), "Nothing else was checked: mend this first."))
    found = gather()
    print(found.to_text(asked.claims))
    if asked.report:
        _write_report(found.to_page(), asked.report)
    return _tell_problems(validators.find_failures(found.checked))


def _tell_problems(sentences: Sequence[str]) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return int(bool(sentences))


def _write_report(text: str, page: Path) -> None:
    try:
        size = site.write_whole(page, text.encode())
    except OSError as problem:
        raise Unusable(f"{page} cannot be written: {problem.strerror or problem}.") from None
    print(f"\n{page}  {size / 1000:.0f} kB")


def export_course(asked: argparse.Namespace) -> int:
    """Write what was asked for; one line a file, and what its format could not take; 1 when a lesson failed."""
    from . import exporting

    if not asked.formats:
        raise Unusable(f"Say what to write: --{', --'.join(EXPORTS)}.")
    try:
        for made in exporting.make(dict.fromkeys(asked.formats), asked.lessons, _build_for_platform):
            print(exporting.write(made, asked.out))
    except exporting.NotBuilt as problem:
        return _tell_problems([str(problem)])
    return 0


def _build_for_platform(lessons: list[Path], out: Path) -> list[site.Result]:
    from .publish.lms.scorm import STORE

    check_kernel()
    with _bar(len(lessons)) as advance:
        return site.build(lessons, out, os.cpu_count() or 1, advance, store=STORE)


def import_answers(asked: argparse.Namespace) -> int:
    """Add the answers that a page saved to those that are kept here, and say how many came and how many stayed."""
    from . import importing

    if not place.is_on():
        raise Unusable("Answers are not kept here: LESSONS_RECORDS is off.")
    records = keeping.Records(place.find_folder())
    try:
        print(_tell_brought(importing.bring(asked.file, records)))
    except (importing.NotImported, NotKept) as problem:
        raise Unusable(str(problem)) from None
    finally:
        records.close()
    return 0


def _tell_brought(brought: importing.Brought) -> str:
    lines = [f"Imported {_count(len(brought.came), 'answer')}."]
    if brought.stayed:
        lines.append(f"{len(brought.stayed)} left out, as yours here are as new.")
    if brought.outdated:
        names = ", ".join(brought.outdated)
        lines.append(f"{len(brought.outdated)} left out, as the question is another now, or is gone: {names}.")
    return "\n".join(lines)


def forget_answers(asked: argparse.Namespace) -> int:
    """Delete every answer, guess and hint that is kept, and say so; asks first unless told not to."""
    folder = place.find_folder()
    if not place.Place(folder).traces():
        print(f"Nothing is kept about you in {folder}.")
        return 0
    print(_tell_kept(keeping.Records(folder), folder))
    if not (asked.yes or _agree()):
        print("Nothing was deleted.")
        return 0
    print(f"Deleted {_count(len(_forget(folder)), 'file')}. Nothing is kept about you any more.")
    return 0


def _tell_kept(records: Records, folder: Path) -> str:
    try:
        events = records.events()
    except NotKept as problem:
        return f"{problem} All of it will be deleted."
    finally:
        records.close()
    since = f" since {min(event.at for event in events)[:10]}" if events else ""
    return f"{_count(len(events), 'entry', 'entries')}{since} will be deleted from {folder}: answers, guesses, hints."


def _agree() -> bool:
    try:
        return input("Type yes to delete: ").strip().lower() == "yes"
    except EOFError:
        return False


def _forget(folder: Path) -> list[Path]:
    try:
        return keeping.forget(folder)
    except NotKept as problem:
        raise Unusable(str(problem)) from None


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _find_shelf() -> library.Shelf:
    shelf = library.find_shelf()
    if not shelf.lessons:
        raise Unusable(f"There are no lessons in {shelf.folder}.")
    if shelf.changed:
        names = ", ".join(path.name for path in shelf.changed)
        print(f"Left as you have it in {shelf.folder}, not replaced: {names}.", file=sys.stderr)
    return shelf


def check_kernel() -> None:
    """Raise Unusable when Jupyter has no Python to run the lessons with."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        raise Unusable('Jupyter has no "python3" kernel; install it with: pip install ipykernel') from None


def check_port(port: int) -> None:
    """Raise Unusable when another program holds the port."""
    with socket.socket() as probe:
        # As servers do: a port that was closed a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("localhost", port))
        except OSError:
            raise Unusable(f"Port {port} is in use; choose another, or leave --port out.") from None


def sign(lessons: Sequence[Path]) -> None:
    """Tell Jupyter that these notebooks may show what they contain; raises Unusable at one it cannot read."""
    from nbformat import NO_CONVERT, read
    from nbformat.reader import NotJSONError
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    for lesson in lessons:
        try:
            notary.sign(read(lesson, as_version=NO_CONVERT))
        except NotJSONError:
            raise Unusable(f"{lesson} is damaged: it cannot be read as a notebook.") from None
    notary.store.close()


def lab_arguments(lesson: Path, folder: Path, port: int | None, no_browser: bool) -> list[str]:
    """Return JupyterLab's arguments: one document on the screen, no questions about news."""
    return [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/doc/tree/{lesson.name}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        *([f"--ServerApp.port={port}", "--ServerApp.port_retries=0"] if port else []),
        *(["--no-browser"] if no_browser else []),
        # Inside a container everything runs as root, and Jupyter would refuse.
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
