"""The Python that a student has: the standard library and the course's packages, no more.

Each run has its own in a temporary folder, as a copy of one that is kept. What the grader has
besides (the reference solutions, the checks, nbgrader) isn't in it, and its folders can't be
read either.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name

import coursework
from autograder.course import ROOT
from autograder.machine.leftovers import temporary_folder
from autograder.sandbox.inside.limits import NOBODY
from autograder.sandbox.student_python.interpreter import (
    IsolationError,
    StudentPython,
    student_packages,
    student_python,
)

__all__ = ["IsolationError", "StudentEnvironment", "student_environment"]

KEPT = ROOT / "build" / "student" / "environments"
_SANDBOXED = Path(__file__).resolve().parent.parent / "inside"
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
_FILES_OF_THE_SYSTEM = (
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/ssl/openssl.cnf",
    "/usr/share/zoneinfo",
)
_INFORMATION = (".dist-info", ".egg-info")
_PREPARING = """
import compileall, copy, sys
site, scripts, lists = sys.argv[1:]
for folder in (scripts, site):
    compileall.compile_dir(folder, maxlevels=0, quiet=2)
sys.path.append(site)
import coursework
from matplotlib import font_manager, get_data_path
fonts = copy.copy(font_manager.fontManager)
fonts.ttflist = [font for font in fonts.ttflist if font.fname.startswith(get_data_path())]
version = font_manager.FontManager.__version__
font_manager.json_dump(fonts, f"{lists}/fontlist-v{version}.json")
"""


@dataclass(frozen=True)
class StudentEnvironment:
    """The paths of a student's Python; plain data, to be handed to other processes.

    Attributes
    ----------
    folder : Path
        The temporary folder.
    python : Path
        The interpreter.
    version : tuple of int
        Its version, such as (3, 13).
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
    version: tuple[int, int]
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
    def work(self) -> Path:
        """The folder with those in which sandboxes may write; each sees its own."""
        return self.folder / "work"

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
        If the students' Python or one of their packages isn't to be had.
    """
    python = student_python()
    with temporary_folder() as folder:
        _copy_in(folder, python)
        linked = [one.resolve() for one in (folder / "site").iterdir() if one.is_symlink()]
        environment = StudentEnvironment(
            folder=folder,
            python=python.python.resolve(),
            version=python.short_version,
            readable=(*_of_the_interpreter(python), folder, *sorted(linked)),
            hidden=tuple(_other_packages(python)),
            lent_group=lent_group,
        )
        if os.name == "posix" and os.geteuid() == 0:
            _open_to_nobody(environment)
            owner = _owner_of_what_is_private(environment.readable)
            environment = dataclasses.replace(environment, read_as=owner)
        environment.work.mkdir()
        environment.work.chmod(0o711)  # whatever the umask is: each sandbox goes through to its own
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


def _of_the_interpreter(python: StudentPython) -> list[Path]:
    wanted = (*map(Path, (*_LIBRARIES, *_FILES_OF_THE_SYSTEM)), python.stdlib)
    paths = [python.python, python.base / "lib", *wanted]
    return _distinct(path.resolve() for path in paths if path.exists())


def _other_packages(python: StudentPython) -> list[Path]:
    folders = [python.base / "lib", *map(Path, _LIBRARIES)]
    found = [path for folder in folders for path in folder.glob("python3*/*-packages")]
    return _distinct(path.resolve() for path in found)


def _distinct(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))


def _copy_in(folder: Path, python: StudentPython) -> None:
    """Fill a folder with what the sandbox needs of the kit's and of the students' packages.

    To look all that up, and to compile it, takes longer than to grade a notebook. So it is kept
    below `build/`, under the digest of what it was made from.
    """
    packages = python.with_dependencies(student_packages())
    kept = KEPT / _digest(packages, python)
    if not kept.is_dir():
        try:
            KEPT.mkdir(parents=True, exist_ok=True)
            making = Path(tempfile.mkdtemp(dir=KEPT, prefix="."))
        except OSError:  # the kit is installed where only others may write
            _fill(folder, packages, python)
            return
        try:
            _fill(making, packages, python)
            with suppress(OSError):  # another run has just made the same
                making.rename(kept)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    shutil.copytree(kept, folder, symlinks=True, dirs_exist_ok=True)


def _digest(packages: Iterable[metadata.Distribution], python: StudentPython) -> str:
    """Return what tells whether an environment would be made the same again."""
    named = [f"{one.name} {one.version} {one.locate_file('')}" for one in packages]
    ours = [*_SANDBOXED.glob("*.py"), *Path(coursework.__file__).parent.rglob("*.py")]
    # When they were written, too: what is compiled of them is for that time.
    files = [f"{path} {path.stat().st_mtime_ns}" for path in (*ours, Path(__file__))]
    about = [python.version, str(python.python), *sorted(named), *sorted(files)]
    return sha256("\0".join(about).encode(errors="surrogateescape")).hexdigest()[:32]


def _fill(folder: Path, packages: Iterable[metadata.Distribution], python: StudentPython) -> None:
    _fill_site(folder / "site", packages)
    shutil.copytree(_SANDBOXED, folder / "scripts", ignore=shutil.ignore_patterns("__*__*"))
    _prepare(folder, python)


def _fill_site(site: Path, packages: Iterable[metadata.Distribution]) -> None:
    """Put what students have into `site`.

    Each folder shown to the sandbox costs time at every start, so small things are copied.
    """
    site.mkdir()
    sources = [Path(coursework.__file__).parent]
    for distribution in packages:
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
            here.symlink_to(source.resolve())
        else:
            shutil.copy(source, here)


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


def _prepare(folder: Path, python: StudentPython) -> None:
    """Do once what each submission would do again, as it can't write where it would be kept.

    Our own modules are compiled, and what some installers leave uncompiled of the packages that
    all submissions import. matplotlib gets a list of its own fonts, as those of the machine
    can't be read in the sandbox.
    """
    (folder / "matplotlib").mkdir()
    places = (folder / "site", folder / "scripts", folder / "matplotlib")
    # Not -I, by which matplotlib's own list, from which this one is made, would not be found.
    interpreter = str(python.python.resolve())
    command = [interpreter, "-s", "-S", "-c", _PREPARING, *map(str, places)]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(command, env=ours, check=False, capture_output=True)
