"""The Python that a student has: the standard library and the course's packages, no more.

Made once for a run in a temporary folder. What the grader has besides (the reference
solutions, the checks, nbgrader) isn't in it, and its folders can't be read either.
"""

from __future__ import annotations

import compileall
import copy
import dataclasses
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import coursework
from autograder.leftovers import temporary_folder
from autograder.sandboxed.limits import NOBODY

# By the names of their distributions. `coursework` comes with the autograder.
PACKAGES = ("numpy", "matplotlib", "scipy", "scikit-learn", "pooch")
# The interpreter itself, also where this runs in a virtual environment.
_PYTHON = Path(getattr(sys, "_base_executable", "") or sys.executable)
_SANDBOXED = Path(__file__).resolve().parent / "sandboxed"
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
_FILES_OF_THE_SYSTEM = (
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/ssl/openssl.cnf",
    "/usr/share/zoneinfo",
)
_INFORMATION = (".dist-info", ".egg-info")


class IsolationError(RuntimeError):
    """Submissions can't be run apart from the grader; the message says why."""


@dataclass(frozen=True)
class StudentEnvironment:
    """The paths of a student's Python; plain data, to be handed to other processes.

    Attributes
    ----------
    folder : Path
        The temporary folder.
    python : Path
        The interpreter that the grader's own environment is built on.
    readable : tuple of Path
        All that a submission may read.
    hidden : tuple of Path
        Folders below those that it may not: other packages of the interpreter.
    read_as : tuple of int, optional
        User and group that own what only they may read, where root grades; a Python
        below /root is such a case.
    lent_group : Path, optional
        The control group in which sandboxes can have their own.
    """

    folder: Path
    python: Path
    readable: tuple[Path, ...]
    hidden: tuple[Path, ...]
    read_as: tuple[int, int] | None = None
    lent_group: Path | None = None

    @property
    def site(self) -> Path:
        """The folder with the packages, for `sys.path`."""
        return self.folder / "site"

    @property
    def scripts(self) -> Path:
        """The folder with a copy of the scripts that run inside the sandbox."""
        return self.folder / "scripts"

    @property
    def matplotlib(self) -> Path:
        """The folder with matplotlib's list of fonts, which takes seconds to make."""
        return self.folder / "matplotlib"


@contextmanager
def student_environment(lent_group: Path | None = None) -> Iterator[StudentEnvironment]:
    """Make the Python environment in which submissions run, for one grading run.

    Parameters
    ----------
    lent_group
        The control group of the run, from `cgroups.lent_group`.

    Raises
    ------
    IsolationError
        If a package that students have isn't installed beside the autograder.
    """
    with temporary_folder() as folder:
        environment = StudentEnvironment(
            folder=folder,
            python=_PYTHON.resolve(),
            readable=(*_of_the_interpreter(), folder, *_fill_site(folder / "site")),
            hidden=tuple(_other_packages()),
            lent_group=lent_group,
        )
        shutil.copytree(_SANDBOXED, environment.scripts, ignore=shutil.ignore_patterns("__*__*"))
        for sources in (environment.scripts, environment.site):
            compileall.compile_dir(sources, maxlevels=0, quiet=2)
        _write_font_list(environment.matplotlib)
        _compile_packages(environment)
        if os.name == "posix" and os.geteuid() == 0:
            _open_to_nobody(environment)
            owner = _owner_of_what_is_private(environment.readable)
            environment = dataclasses.replace(environment, read_as=owner)
        yield environment


def _open_to_nobody(environment: StudentEnvironment) -> None:
    """Let nobody read the folder, as submissions run as nobody where root grades."""
    environment.folder.chmod(0o755)
    for place, folders, files in os.walk(environment.folder):
        for name in (*folders, *files):
            path = Path(place, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() else 0o644)
    with suppress(OSError):  # a container's root may have no such right
        # matplotlib wants a folder that looks writable, though it isn't in the sandbox.
        os.chown(environment.matplotlib, NOBODY, NOBODY)


def _owner_of_what_is_private(paths: Iterable[Path]) -> tuple[int, int] | None:
    for path in paths:
        for place in (path, *path.parents):
            status = place.stat()
            needed = 0o4 if place == path else 0o1
            if status.st_mode & needed != needed:
                return status.st_uid, status.st_gid
    return None


def _of_the_interpreter() -> list[Path]:
    wanted = (*_LIBRARIES, *_FILES_OF_THE_SYSTEM, sysconfig.get_path("stdlib"))
    paths = [_PYTHON, Path(sys.base_prefix, "lib"), *map(Path, wanted)]
    return _distinct(path.resolve() for path in paths if path.exists())


def _other_packages() -> list[Path]:
    folders = [Path(sys.base_prefix, "lib"), *map(Path, _LIBRARIES)]
    found = [path for folder in folders for path in folder.glob("python3*/*-packages")]
    return _distinct(path.resolve() for path in found)


def _distinct(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))


def _fill_site(site: Path) -> list[Path]:
    """Put what students have into `site`, and return the folders that it has links to.

    Each folder shown to the sandbox costs time at every start, so small things are copied.
    """
    site.mkdir()
    targets = []
    sources = [Path(coursework.__file__).parent]
    for distribution in _with_dependencies(PACKAGES):
        sources += _installed(distribution)
    for source in sources:
        here = site / source.name
        if here.exists():  # some packages share a folder
            continue
        if source.suffix in _INFORMATION:
            here.mkdir()
            for file in source.glob("METADATA"):
                shutil.copy(file, here)
        elif source.is_dir():
            here.symlink_to(source)
            targets.append(source.resolve())
        else:
            shutil.copy(source, here)
    return targets


def _with_dependencies(names: Iterable[str]) -> list[metadata.Distribution]:
    found: dict[str, metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            raise IsolationError(
                f"The package “{name}”, which students have, isn't installed in the "
                f"autograder's environment ({sys.prefix})."
            ) from None
        for line in found[name].requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return list(found.values())


def _installed(distribution: metadata.Distribution) -> list[Path]:
    """Return the folders and modules of a distribution, those beside the package too."""
    home = Path(str(distribution.locate_file("")))
    names = {file.parts[0] for file in distribution.files or ()}
    names -= {"..", "__pycache__", "bin", "share"}
    names = {name for name in names if not name.startswith("__editable__")}
    paths = [home / name for name in sorted(names) if not name.endswith(".pth")]
    if all(path.suffix in _INFORMATION for path in paths):
        # Installed in place (`pip install -e`), or without a list of files.
        name = canonicalize_name(distribution.metadata["Name"]).replace("-", "_")
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            origin = Path(spec.origin)
            paths.append(origin.parent if spec.submodule_search_locations else origin)
    return [path for path in paths if path.exists()]


def _compile_packages(environment: StudentEnvironment) -> None:
    """Import once what submissions import, as some installers leave packages uncompiled.

    In the sandbox nothing can be written, so each submission would compile them again.
    """
    if any((environment.site / "numpy" / "__pycache__").glob(f"*{sys.implementation.cache_tag}*")):
        return
    imports = "import sys; sys.path.append(sys.argv[1]); import numpy, coursework"
    command = [str(environment.python), "-s", "-S", "-c", imports, str(environment.site)]
    subprocess.run(command, env={}, check=False, capture_output=True)


def _write_font_list(folder: Path) -> None:
    from matplotlib import font_manager, get_data_path

    folder.mkdir()
    fonts = copy.copy(font_manager.fontManager)
    # Fonts of the machine can't be read in the sandbox; matplotlib's own are enough.
    fonts.ttflist = [font for font in fonts.ttflist if font.fname.startswith(get_data_path())]
    version = font_manager.FontManager.__version__
    font_manager.json_dump(fonts, folder / f"fontlist-v{version}.json")
