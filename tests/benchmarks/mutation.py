"""How many small faults in the models would the tests notice? Run: python tests/benchmarks/mutation.py [MODULE ...]

What is changed, one thing at a time (a mutant):
  * a sign: + becomes -, - becomes +, and a minus in front of something is taken away;
  * a number in the code, 10 % up and 10 % down (whole numbers that must stay whole are rounded, or left out where that
    changes nothing; places in arrays are left out, as a fault there is an error at once);
  * a value or SD of seeds/constants.yaml that the module reads while its tests run, 10 % up and 10 % down.
What has to notice it: tests/models/test_MODULE.py and the module's rows in tests/check/test_published.py.
A mutant is caught when a test fails, when the module cannot be imported, or when it uses up its time (six times the
processor time of the unchanged module, at least 20 seconds). Nothing is written: each mutant lives in a forked process
that reads the changed source (or the changed constant) in place of the file. A module whose own tests fail is left out.
The files must not change meanwhile: copy lessons_lib, seeds, tests and pyproject.toml elsewhere and run the copy.

Survivors are told on stderr as they are found, and again with the counts at the end of each module.
--sample N draws N mutants of each module (--seed makes the draw another one); the rest says what a full run would.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import ClassVar

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # each would be loaded again for every mutant

import hypothesis  # noqa: E402, F401  (imported before the forks, so that no mutant pays for it)
import numpy as np  # noqa: E402, F401
import pytest  # noqa: E402
import scipy.stats  # type: ignore[import-untyped]  # noqa: E402, F401
import statsmodels.stats.meta_analysis  # type: ignore[import-untyped]  # noqa: E402, F401

from lessons_lib import seeds  # noqa: E402

PACKAGE = "lessons_lib.models"
MODELS = ROOT / "lessons_lib" / "models"
LEFT_OUT = ("__init__", "checks", "curves")
WHOLE = {"range", "count", "reshape", "zeros", "ones", "full", "round", "arange"}
WHOLE_NAMES = {"axis", "decimals", "ndigits", "maxsize", "n", "people", "steps"}
# pytest: a test failed; nothing could be collected. Ended by the limit of its processor time. All is well.
CAUGHT, SURVIVED = (1, 2, -signal.SIGXCPU), 0


@dataclass(frozen=True)
class Mutant:
    """One change: of the source between two places, or of a constant."""

    place: str
    told: str
    start: int = 0
    end: int = 0
    text: str = ""
    constant: str = ""
    field: str = ""
    factor: float = 1.0


# --- what can be changed ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """The text of a module, and where its parts begin and end."""

    file: str
    text: str

    def start(self, node: ast.expr) -> int:
        return self._at(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        return self._at(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def _at(self, line: int, column: int) -> int:
        lines = self.text.split("\n")
        # ast counts bytes of UTF-8, strings count characters.
        return sum(len(one) + 1 for one in lines[: line - 1]) + len(lines[line - 1].encode()[:column].decode())


def find_mutants(module: str, read: Iterable[str]) -> list[Mutant]:
    source = Source(f"{module}.py", (MODELS / f"{module}.py").read_text("utf-8"))
    changes = (one for node, whole in _live(ast.parse(source.text)) for one in _changes(node, whole, source))
    return [*dict.fromkeys(changes), *_constants(read)]


def _live(node: ast.AST, whole: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Every node that runs, and whether a number there must stay whole."""
    if isinstance(node, ast.JoinedStr):  # words for a reader
        return
    if isinstance(node, ast.FunctionDef) and any("overload" in ast.unparse(one) for one in node.decorator_list):
        return
    yield node, whole
    for name, child in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list") or (isinstance(node, ast.Subscript) and name == "slice"):
            continue
        for part in child if isinstance(child, list) else [child]:
            if isinstance(part, ast.AST):
                yield from _live(part, whole or _stays_whole(node, part))


def _stays_whole(parent: ast.AST, part: ast.AST) -> bool:
    if isinstance(parent, ast.Call) and part is not parent.func:
        return ast.unparse(parent.func).split(".")[-1] in WHOLE
    if isinstance(parent, ast.keyword):
        return parent.arg in WHOLE_NAMES
    if isinstance(parent, ast.arguments):
        named = [*parent.posonlyargs, *parent.args]
        pairs = zip(named[len(named) - len(parent.defaults) :], parent.defaults)
        return any(
            part is default and one.annotation and ast.unparse(one.annotation) == "int" for one, default in pairs
        )
    return False


def _changes(node: ast.AST, whole: bool, source: Source) -> Iterator[Mutant]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        yield _flip(node.left, node.op, node.right, source)
    elif isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Add, ast.Sub)):
        yield _flip(node.target, node.op, node.value, source)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        start, told = source.start(node), f"-{_short(node.operand)} without its minus"
        yield Mutant(f"{source.file}:{node.lineno}", told, start, start + 1, "")
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        yield from _scale(node, node.value, whole, source)


def _flip(left: ast.expr, sign: ast.operator, right: ast.expr, source: Source) -> Mutant:
    old, new = ("+", "-") if isinstance(sign, ast.Add) else ("-", "+")
    start = source.text.index(old, source.end(left), source.start(right))
    told = f"{_short(left)} {old} {_short(right)} with {new}"
    return Mutant(f"{source.file}:{left.lineno}", told, start, start + 1, new)


def _scale(node: ast.expr, number: float, whole: bool, source: Source) -> Iterator[Mutant]:
    start, end = source.start(node), source.end(node)
    for factor in (1.1, 0.9):
        value = float(f"{number * factor:.12g}")
        if isinstance(number, int) and (whole or value.is_integer()):
            value = round(value)
        if value != number:
            yield Mutant(
                f"{source.file}:{node.lineno}", f"{source.text[start:end]} as {value!r}", start, end, repr(value)
            )


def _constants(read: Iterable[str]) -> Iterator[Mutant]:
    """Changes of the constants a module reads, given as "name.field"."""
    for name, field in (one.split(".") for one in read):
        value = getattr(seeds.constants()[name], field)
        for factor in (1.1, 0.9) if value else ():
            told = f"{name}.{field} {value:g} times {factor}"
            yield Mutant("constants.yaml", told, constant=name, field=field, factor=factor)


def _short(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 30 else f"{text[:27]}..."


# --- whether the tests notice it --------------------------------------------------------------------


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module of the models from changed source."""

    def __init__(self, module: str, source: str) -> None:
        self.name, self.source = f"{PACKAGE}.{module}", source

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, MODELS / f"{name.split('.')[-1]}.py", loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, str(module.__spec__.origin), "exec"), module.__dict__)  # type: ignore[union-attr]


class Watched(seeds.Constant):
    """A constant that notes when the module in question reads its value or SD."""

    seen: ClassVar[set[str]] = set()
    module: ClassVar[str] = ""

    def __getattribute__(self, name: str) -> object:
        if name in ("value", "sd") and Path(sys._getframe(1).f_code.co_filename) == MODELS / Watched.module:
            Watched.seen.add(f"{self.name}.{name}")
        return super().__getattribute__(name)


def watch(module: str) -> None:
    Watched.module = f"{module}.py"
    watched = MappingProxyType({name: Watched(**vars(one)) for name, one in seeds.constants().items()})
    seeds.constants = lambda root=None: watched


def apply(module: str, mutant: Mutant) -> None:
    if mutant.constant:
        known = dict(seeds.constants())
        old = known[mutant.constant]
        known[mutant.constant] = dataclasses.replace(old, **{mutant.field: getattr(old, mutant.field) * mutant.factor})
        changed = MappingProxyType(known)
        seeds.constants = lambda root=None: changed
    else:
        source = (MODELS / f"{module}.py").read_text("utf-8")
        text = source[: mutant.start] + mutant.text + source[mutant.end :]
        sys.meta_path.insert(0, Changed(module, text))


def arguments(module: str) -> list[str]:
    node = "tests/check/test_published.py::test_the_model_gives_back_the_published_value"
    rows = [f"{node}[{row.module}:{row.id}]" for row in seeds.published().values() if row.module == module]
    quiet = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "-o", "addopts=--import-mode=importlib"]
    return [*quiet, *rows, f"tests/models/test_{module}.py"]


def start(module: str, mutant: Mutant | None, seconds: int = 600, told: int = -1) -> int:
    """A process that runs the module's tests with one change; its exit code is pytest's.

    Without a change it writes which fields of which constants the module reads to the open file `told`.
    """
    child = os.fork()
    if child:
        return child
    code = 3
    try:
        _settle(seconds)
        apply(module, mutant) if mutant else watch(module)
        code = int(pytest.main(arguments(module)))
        if not mutant:
            os.write(told, " ".join(sorted(Watched.seen)).encode())
    finally:
        os._exit(code)


def _settle(seconds: int) -> None:
    # Processor time and not time on the wall: a busy machine must not count as a caught fault.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.chdir(ROOT)


def try_all(module: str, mutants: Iterable[Mutant], seconds: int, processes: int) -> list[Mutant]:
    """The mutants that no test noticed."""
    survivors, running, waiting = [], dict[int, Mutant](), list(mutants)
    while waiting or running:
        while waiting and len(running) < processes:
            mutant = waiting.pop(0)
            running[start(module, mutant, seconds)] = mutant
        if len(waiting) % 20 == 0:
            print(f"{module}, {len(waiting)} to go", file=sys.stderr, flush=True)
        child, status = os.wait()
        ended, code = running.pop(child), os.waitstatus_to_exitcode(status)
        if code == SURVIVED:
            survivors.append(ended)
            # At once and beside the result, so that a run that is cut short has told what it found.
            print(f"{module}, {len(waiting)} to go: {ended.place}  {ended.told}", file=sys.stderr, flush=True)
        elif code == -signal.SIGKILL:  # somebody else ended it: not an answer
            waiting.append(ended)
        elif code not in CAUGHT:
            raise SystemExit(f"pytest ended with {code} for {ended}: the measurement itself is broken.")
    return sorted(survivors, key=lambda one: (one.place, one.start, one.told))


def look(module: str) -> tuple[list[str], int] | None:
    """What the unchanged module reads of the constants, and its processor time in seconds; None where a test fails."""
    heard, told = os.pipe()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    _, status = os.waitpid(start(module, None, told=told), 0)
    os.close(told)
    if os.waitstatus_to_exitcode(status) != 0:
        return None
    took = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return os.read(heard, 1_000_000).decode().split(), round(took)


def measure(module: str, sample: int, seed: int, processes: int) -> tuple[int, int]:
    looked, begun = look(module), time.monotonic()
    if not looked:
        print(f"{module}: left out, its own tests fail without any change", flush=True)
        return 0, 0
    everything = find_mutants(module, looked[0])
    mutants = random.Random(seed).sample(everything, min(sample or len(everything), len(everything)))
    survivors = try_all(module, mutants, max(20, 6 * looked[1]), processes)
    caught = len(mutants) - len(survivors)
    share, seconds = 100 * caught / max(1, len(mutants)), time.monotonic() - begun
    print(f"{module}: {caught} of {len(mutants)} caught ({share:.0f} %), {len(everything)} in all, {seconds:.0f} s")
    for one in survivors:
        print(f"  survived  {one.place}  {one.told}")
    sys.stdout.flush()
    return caught, len(mutants)


def main() -> None:
    known = sorted(path.stem for path in MODELS.glob("*.py") if path.stem not in LEFT_OUT)
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(known)}; else all")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="that many mutants of each module; else all")
    parser.add_argument("--seed", type=int, default=0, help="of the sample (0)")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="at a time (2)")
    asked = parser.parse_args()
    seeds.problems()  # read once here, known to every fork
    counts = [measure(one, asked.sample, asked.seed, asked.processes) for one in asked.modules or known]
    caught, tried = (sum(column) for column in zip(*counts))
    print(f"all: {caught} of {tried} caught ({100 * caught / max(1, tried):.1f} %)")


if __name__ == "__main__":
    main()
