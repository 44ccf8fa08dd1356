"""Bakes the shipped labs into the wheel, so that an installed course shows every figure alive at once."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BakeLabs(BuildHookInterface[Any]):
    """A checkout bakes into its user's cache instead, so an editable install carries no bakes."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self.folder = Path(tempfile.mkdtemp())
        self._bake_all()
        build_data["force_include"][str(self.folder)] = "lessons_lib/_bakes"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            shutil.rmtree(self.folder)

    def _bake_all(self) -> None:
        sys.path.insert(0, self.root)
        from lessons_lib.explorable import store
        from lessons_lib.explorable.bake import bake_now
        from lessons_lib.labs import shipped

        for lab in shipped().values():
            self.app.display_info(f"Baking {lab.name}")
            store.save(lab, store.finish(lab, bake_now(lab)), self.folder)
