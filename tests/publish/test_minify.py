"""Scripts and style sheets that are shrunk do and say what they did."""

import re
from pathlib import Path

import pytest

from lessons_lib.publish.minify import minify_part, minify_script, minify_style

LESSONS = Path(__file__).parents[2] / "lessons_lib"
SCRIPTS = sorted(LESSONS.rglob("*.js"))
STYLES = sorted(LESSONS.rglob("*.css"))


def name_of(path):
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_every_script_of_the_course_is_understood_and_gets_smaller(path):
    code = path.read_text("utf-8")
    shrunk = minify_script(code)
    assert len(shrunk) < 0.8 * len(code)
    assert not re.search(r"^\s*//", shrunk, re.MULTILINE)  # what is not understood keeps its comments at line ends


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_what_a_script_names_at_its_top_level_keeps_its_name(path):
    code = path.read_text("utf-8")
    shrunk = minify_script(code)
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", code, re.MULTILINE)
    assert [name for name in names if not re.search(rf"\b{name}\b", shrunk)] == []


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_every_class_and_variable_of_a_style_sheet_stays(path):
    style = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    kept = [set(re.findall(r"--[\w-]+|\.[a-zA-Z][\w-]*|@[a-z-]+", text)) for text in (style, minify_style(style))]
    assert kept[0] - kept[1] == set()


@pytest.mark.parametrize(
    "style",
    [
        ":root{--a:light-dark(#fff, #000)}",
        ".a:has(>.b:not([hidden])){color:var(--a)}",
        "@container card (min-width:30em){.a{color:var(--a)}}",
        ".a{color:var(--a);&:hover{color:var(--b)}}",
        "@starting-style{.a{opacity:0}}",
        '[fill="#1f2a35"]{fill:var(--ink)}',
    ],
)
def test_what_is_new_in_style_sheets_is_left_as_it_is(style):
    assert minify_style(style) == style


@pytest.mark.parametrize(
    ("code", "shrunk"),
    [
        ("class A { #n = 1; get n() { return this.#n; } }", "class A{#e=1;get n(){return this.#e}};\n"),
        ("const a = await b(1);", "const a=await b(1);\n"),
        ("let s = `a ${ 1 + x } \n b`;", "let s=`a ${1+x} \n b`;\n"),
        ("export default { render };", "export default{render};\n"),
        ("", ""),
        ("// a line\n/* a block */", ""),
    ],
)
def test_what_is_new_in_scripts_is_understood(code, shrunk):
    assert minify_script(code) == shrunk


@pytest.mark.parametrize("code", ["let a = '<\\/script>';", "let a = `<\\/script>`;", "f(/<!--/, '<!--');"])
def test_no_script_ends_or_swallows_the_element_it_stands_in(code):
    assert not re.search("</script|<!--", minify_script(code))


def test_code_that_cannot_be_understood_only_loses_lines_of_comment():
    code = "/** a\n * b */\nlet x = 1; // one\n  // two\n/** @type {A} */ (y).z();\nlet s = '/* no */';\nlet {{{"
    left = "let x = 1; // one\n/** @type {A} */ (y).z();\nlet s = '/* no */';\nlet {{{;\n"
    assert minify_script(code) == left


def test_shrunk_scripts_may_stand_one_after_the_other():
    assert minify_script("a()") + minify_script("(b)") == "a();\nb;\n"


def test_a_part_is_shrunk_as_its_name_tells():
    assert minify_part("a.js", "let a  =  1") == "let a=1;\n"
    assert minify_part("a.css", ".a  { color : red }") == ".a{color:red}"
    assert minify_part("a.txt", "a  b") == "a  b"
