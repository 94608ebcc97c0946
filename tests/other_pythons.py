"""Other Pythons of this machine, and programs run with nothing of this checkout's environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def pythons(version: tuple[int, int] = (3, 13)) -> Iterator[str]:
    """The Pythons of a version on this machine: this one, that on the PATH, those of pyenv."""
    name = "{}.{}".format(*version)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    places = [sys.executable, shutil.which(f"python{name}") or ""]
    for python in (*places, *map(str, sorted(pyenv.glob(f"versions/{name}*/bin/python3")))):
        # What pyenv puts on the PATH may be a stand-in for a version that isn't switched on.
        asked = f"import sys; print(sys.version_info[:2] == {version})"
        if python and run(python, "-c", asked, cwd=Path.cwd()).stdout == "True\n":
            yield python


def clean_environment() -> dict[str, str]:
    """Nothing of this checkout's environment, and kernels only from the interpreter's own."""
    ours = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "JUPYTER_PATH")
    env = {name: value for name, value in os.environ.items() if name not in ours}
    return {**env, "JUPYTER_PREFER_ENV_PATH": "1"}


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=clean_environment(), capture_output=True, text=True, timeout=600
    )
