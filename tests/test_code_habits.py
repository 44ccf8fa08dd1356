"""How the code is written, checked by reading it: short functions, documented names, arrows that point one way."""

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

import lessons_lib

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lessons_lib"
FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
SCRIPTS = sorted(PACKAGE.rglob("*.js"))
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


# --- short functions --------------------------------------------------------------------------------------------------


def body_lines(function):
    """Lines of a function's body; its docstring does not count."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def lengths(trees):
    return {
        f"{name}:{node.name}": body_lines(node)
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTION)
    }


def test_half_of_all_functions_have_six_lines_at_most():
    assert median(lengths(TREES).values()) <= 6


def test_no_function_is_longer_than_thirty_lines():
    assert {name: lines for name, lines in lengths(TREES).items() if lines > 30} == {}


def test_a_docstring_does_not_make_a_function_long():
    tree = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a\n')
    assert lengths({"x": tree}) == {"x:f": 2}


# --- documented and annotated -----------------------------------------------------------------------------------------

# What a nbconvert exporter or a test runner would load beside the package is no part of it.
MODULES = [found.name for found in pkgutil.walk_packages(lessons_lib.__path__, "lessons_lib.")]


def public_things(module):
    """The public functions and classes a module defines, and the public methods no base class has."""
    for name, thing in vars(module).items():
        if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(thing) or inspect.isclass(thing):
            yield f"{module.__name__}.{name}", thing
        if inspect.isclass(thing):
            yield from public_methods(f"{module.__name__}.{name}", thing)


def public_methods(place, owner):
    for name, method in vars(owner).items():
        inherited = any(hasattr(base, name) for base in owner.__mro__[1:])
        plain = inspect.unwrap(getattr(method, "fget", None) or getattr(method, "__func__", method))
        if inspect.isfunction(plain) and not name.startswith("_") and not inherited:
            yield f"{place}.{name}", plain


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_is_documented(name):
    module = importlib.import_module(name)
    assert module.__doc__, name
    assert [place for place, thing in public_things(module) if not thing.__doc__] == []


def bare_arguments(function):
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [one.arg for one in arguments if one.annotation is None and one.arg not in ("self", "cls")]


@pytest.mark.parametrize("name", TREES)
def test_every_function_is_annotated(name):
    functions = [node for node in ast.walk(TREES[name]) if isinstance(node, FUNCTION)]
    assert [one.name for one in functions if one.returns is None or bare_arguments(one)] == []


# --- what never stands in the code ------------------------------------------------------------------------------------


def calls(tree, name):
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [node.lineno for node in nodes if isinstance(node.func, ast.Name) and node.func.id == name]


@pytest.mark.parametrize("name", [name for name in TREES if name != "lessons_lib/cli.py"])
def test_only_the_command_line_prints(name):
    assert calls(TREES[name], "print") == []


def test_the_command_line_does_print():
    assert calls(TREES["lessons_lib/cli.py"], "print") != []


@pytest.mark.parametrize("name", TREES)
def test_no_exception_is_caught_without_a_name(name):
    handlers = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.ExceptHandler)]
    assert [node.lineno for node in handlers if node.type is None] == []


@pytest.mark.parametrize("name", TREES)
def test_no_global_statement(name):
    assert not [node for node in ast.walk(TREES[name]) if isinstance(node, ast.Global)]


# --- arrows that point one way ----------------------------------------------------------------------------------------


def imports(name, tree):
    """Every module that a file imports, wherever in it, by its full name."""
    folder = name.removesuffix(".py").removesuffix("/__init__").split("/")
    inside = folder if name.endswith("__init__.py") else folder[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = inside[: len(inside) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


BELOW = {
    "markup": set(),
    "style": set(),
    "seeds": set(),
    "models": {"seeds"},
    "explorable": {"seeds", "style"},  # a bake's file name depends on the constants
    "labs": {"seeds", "models", "explorable"},
    "quiz": {"seeds", "models", "markup", "style"},
    "claims": {"seeds", "models", "markup", "style"},
    "advice": {"seeds", "models", "markup"},
    "photo": {"seeds", "models", "advice"},
    "personal": {"seeds", "markup", "advice", "photo", "style"},
    "cases": {"seeds", "markup", "quiz", "advice", "style"},
    "glossary": {"seeds", "style", "markup"},
    "records": set(),
    "asking": {"seeds", "markup", "labs", "quiz", "cases", "records", "style"},
    "looking_back": {"seeds", "markup", "quiz", "asking", "style"},
    "teaching": {"seeds", "markup", "quiz", "asking", "advice", "style"},
    "lesson": {"teaching", "asking", "looking_back", "models", "explorable", "labs", "quiz", "claims", "glossary"}
    | {"personal"},
    # advice: a teacher's own urgent notice; teaching: what one will be able to do
    "publish": {"markup", "seeds", "advice", "quiz", "labs", "records", "claims", "glossary", "teaching", "style"},
    "importing": {"seeds", "labs", "quiz", "cases", "records"},
    "exporting": {"markup", "publish", "quiz", "records"},
    "check": {"seeds", "models", "labs", "quiz", "claims", "explorable", "markup", "publish", "glossary", "advice"}
    | {"personal", "style"},
    "cli": {"seeds", "publish", "check", "records", "exporting", "importing"},
}


def part_of(module):
    pieces = module.split(".")
    return pieces[1] if pieces[0] == "lessons_lib" and len(pieces) > 1 else None


def wrong_arrows(name, tree):
    mine = part_of(name.removesuffix(".py").replace("/", "."))
    wanted = {part_of(module) for module in imports(name, tree)} & set(BELOW)
    return sorted(wanted - BELOW.get(mine, set()) - {mine})


@pytest.mark.parametrize("name", TREES)
def test_arrows_point_one_way(name):
    assert wrong_arrows(name, TREES[name]) == []


def test_every_part_of_the_package_has_its_place():
    parts = {part_of(name.removesuffix(".py").replace("/", ".")) for name in TREES} - {"__init__"}
    assert parts == set(BELOW)


@pytest.mark.parametrize(
    "line",
    ["from lessons_lib import cli", "from ..labs import domino", "import lessons_lib.quiz.bank", "from .. import labs"],
)
def test_an_arrow_that_points_back_is_seen(line):
    assert wrong_arrows("lessons_lib/models/chain.py", ast.parse(f"def f():\n    {line}\n")) != []


MAY_DRAW = ("lessons_lib/labs/", "lessons_lib/check/plots.py", "lessons_lib/explorable/", "lessons_lib/markup.py")


@pytest.mark.parametrize("name", [name for name in TREES if not name.startswith(MAY_DRAW)])
def test_only_labs_the_engine_and_formulas_draw(name):
    assert not [module for module in imports(name, TREES[name]) if module.split(".")[0] == "matplotlib"]


HEAVY = ("matplotlib", "anywidget", "nbconvert", "pydantic")


@pytest.mark.parametrize("module", ["lessons_lib", "lessons_lib.cli"])
def test_importing_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*[name for name in {HEAVY} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def test_a_lesson_does_load_what_it_draws_with():
    code = "import sys, lessons_lib.lesson; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True"]


# --- scripts ----------------------------------------------------------------------------------------------------------

NEVER = {
    "it writes to the console": r"\bconsole\s*\.",
    "it holds state at its top": r"^(?:let|var)\b",
    "it draws lots": r"\bMath\.random\b",
    "it runs text as code": r"\beval\(|\bnew Function\b",
    "it fetches": r"\bfetch\(|\bXMLHttpRequest\b|\bimport\(",
}


def faults(script):
    return [fault for fault, pattern in NEVER.items() if re.search(pattern, script, re.MULTILINE)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_quiet_and_keeps_no_state(path):
    allowed = {"it fetches"} if path.name == "host.js" else set()  # the host loads the modules the page carries
    assert set(faults(path.read_text(encoding="utf-8"))) <= allowed


def test_a_script_with_every_fault_is_seen():
    bad = "let state = 1;\nconsole.log(Math.random());\neval('1');\nfetch('x');\n"
    assert faults(bad) == list(NEVER)


def test_state_inside_a_function_is_no_fault():
    assert faults("function f() {\n  let place = 1;\n  return place;\n}\nconst LIMIT = 3;\n") == []


# --- the tools --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tool", [("mypy", "--strict", "lessons_lib"), ("ruff", "check", "lessons_lib", "tests")], ids=["mypy", "ruff"]
)
def test_the_tools_find_nothing(tool):
    ran = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_mypy_sees_a_wrong_type(tmp_path):
    (tmp_path / "wrong.py").write_text('length: int = "long"\n')
    command = [sys.executable, "-m", "mypy", "--strict", "wrong.py"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1
