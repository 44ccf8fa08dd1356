"""What a wheel is built with: a build bakes every lab, so it needs whatever a lab needs to be drawn."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = {"pyyaml": "yaml", "pillow": "PIL"}
#: matplotlib brings these along.
COME_ALONG = {"contourpy", "pillow"}
DRAW_ALL = """
import sys
from lessons_lib.explorable.drawing import take_drawing
from lessons_lib.labs import shipped
for lab in shipped().values():
    take_drawing(lab.function, lab.settings(), lab.name)
print(*{name.partition(".")[0] for name in sys.modules})
"""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements):
    return {re.split(r"[<>=~! ;\[]", one)[0].lower() for one in requirements}


def missing(build_requirements):
    """Dependencies of the course that drawing its labs loads and a build would not have."""
    ran = subprocess.run([sys.executable, "-c", DRAW_ALL], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    wanted = {name for name in names(PROJECT["project"]["dependencies"]) if MODULES.get(name, name) in loaded}
    return wanted - names(build_requirements) - COME_ALONG


def test_a_build_has_all_that_drawing_the_labs_takes():
    assert missing(PROJECT["build-system"]["requires"]) == set()


def test_a_build_without_scipy_would_be_noticed():
    requires = [one for one in PROJECT["build-system"]["requires"] if not one.startswith("scipy")]
    assert missing(requires) == {"scipy"}
