"""A copy of the course in which `lessons open` and `lessons html` run as a reader runs them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "01-kinetic-chain"
LESSONS = (sys.executable, "-c", "import sys; from lessons_lib.cli import main; sys.exit(main())")
PATIENCE = 600  # seconds, for all lessons on a busy machine
OWN = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")


@dataclass(frozen=True)
class Course:
    """A checkout of the course whose notebooks may be changed, and the environment its processes run in."""

    folder: Path
    environment: dict[str, str]

    @property
    def notebooks(self) -> Path:
        """Where its lessons are."""
        return self.folder / "notebooks"

    def run(self, *command: str) -> None:
        """Run a command in the course's folder to its end; one that fails is quoted."""
        where = {"cwd": self.folder, "env": self.environment, "timeout": PATIENCE}
        ran = subprocess.run(command, capture_output=True, text=True, check=False, **where)
        assert ran.returncode == 0, ran.stdout + ran.stderr


def copy_course(folder: Path) -> Course:
    """Make such a checkout: its library and seeds are the real ones, its settings are nobody's."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("lessons_lib", "seeds"):
        (folder / part).symlink_to(ROOT / part, target_is_directory=True)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    own = {name: str(folder / "own" / name.lower()) for name in OWN}
    return Course(folder, {**os.environ, **own, "PYTHONPATH": str(folder)})


@dataclass(frozen=True)
class LabServer:
    """A running JupyterLab: the address it printed for its reader, and the folder of its notebooks."""

    address: str
    folder: Path

    @property
    def origin(self) -> str:
        """Where all it serves comes from."""
        return self.address.partition("/doc")[0]

    def address_of(self, notebook: str) -> str:
        """The address that opens another notebook of the folder."""
        return self.address.replace(f"{NAME}.ipynb", notebook)


@contextmanager
def open_lab(course: Course) -> Iterator[LabServer]:
    """Run `lessons open 01` until the block ends."""
    command = [*LESSONS, "open", "01", "--no-browser", "--port", str(_free_port())]
    where = {"cwd": course.folder, "env": course.environment, "start_new_session": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **where) as server:
        try:
            address = _read_address(server)
            # Read on, or the server would stand still once the pipe is full.
            reader = threading.Thread(target=server.stdout.read)
            reader.start()
            yield LabServer(address, course.notebooks)
        finally:
            _stop(server)
        reader.join()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


def _read_address(server: subprocess.Popen[str]) -> str:
    """Read what the server prints until it names its address; one that does not in time is stopped and quoted."""
    too_long = threading.Timer(PATIENCE, _stop, [server])
    too_long.start()
    printed = []
    try:
        for line in server.stdout or ():
            printed.append(line)
            if "http://localhost" in line and "token=" in line:
                return line[line.index("http://") :].strip()
    finally:
        too_long.cancel()
    raise AssertionError("JupyterLab did not start:\n" + "".join(printed))


def _stop(server: subprocess.Popen[str]) -> None:
    """End the server, which ends its kernels, and whatever is left of its process group."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, how)
            server.wait(timeout=10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
