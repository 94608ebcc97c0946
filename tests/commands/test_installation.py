"""Both packages, installed by plain pip and by uv from a checkout and from a git URL.

The only index is a folder that offers hostile packages under our names and under
`coursework`, all of them newer, and empty stand-ins of what we depend on.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from autograder.authoring.solved_notebook import STUDENT_PACKAGE, released, solved_notebook
from autograder.course import ROOT, load_course
from autograder.sandbox.student_python.interpreter import student_packages

pytestmark = pytest.mark.slow

KIT = "deep-learning-coursekit"
FOLDERS = {KIT: ".", STUDENT_PACKAGE: "assignments"}
MODULES = {KIT: ["autograder", "coursework", "solutions"], STUDENT_PACKAGE: ["coursework"]}
HOSTILE = {"coursework", "autograder", "solutions", *FOLDERS}
HOSTILE_VERSION, STAND_IN_VERSION = "6666.0", "9999.0"
# Where numpy and the like are really to be had. No .pth file of it counts, so not its kit.
LIBRARIES = metadata.distribution("numpy").locate_file("")
REPOSITORY = "https://git.example.org/course"
GIT = ["git", "-c", "user.name=Kit", "-c", "user.email=kit@example.org"]


def pyproject(folder):
    return tomllib.loads((ROOT / folder / "pyproject.toml").read_text(encoding="utf-8"))


def requirements(package):
    wanted = pyproject(FOLDERS[package])["project"]["dependencies"]
    return {Requirement(text).name for text in wanted}


def run(*command, cwd, **environment):
    """Run a command that knows no index and no settings of this machine."""
    ours = ("PYTHON", "PIP_", "UV_", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env |= {"PIP_CONFIG_FILE": os.devnull, "UV_NO_CONFIG": "1", **environment}
    command = [str(part) for part in command]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=600)


# --- an index, a checkout, a repository -------------------------------------------------


def make_wheel(folder, name, version, files):
    base = f"{name.replace('-', '_')}-{version}"
    of_wheel = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {
        f"{base}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{base}.dist-info/WHEEL": of_wheel,
        **files,
    }
    record = f"{base}.dist-info/RECORD"
    with ZipFile(folder / f"{base}-py3-none-any.whl", "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
        wheel.writestr(record, "".join(f"{path},,\n" for path in (*files, record)))


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """A folder of wheels, hostile ones among them."""
    folder = tmp_path_factory.mktemp("index")
    for name in HOSTILE:
        files = {f"{module}/__init__.py": "hostile = True\n" for module in MODULES[KIT]}
        make_wheel(folder, name, HOSTILE_VERSION, files)
    for name in (requirements(KIT) | requirements(STUDENT_PACKAGE)) - HOSTILE:
        make_wheel(folder, name, STAND_IN_VERSION, {})
    setuptools = metadata.distribution("setuptools")  # builds ours, so it is the real one
    files = {
        str(path): path.locate().read_bytes()
        for path in setuptools.files or ()
        if ".." not in path.parts and path.suffix != ".pyc" and path.name != "RECORD"
    }
    make_wheel(folder, "setuptools", setuptools.version, files)
    return folder


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of all that is packaged, as installers leave their traces in it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    leave_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
    for name in ("assignments", "autograder", "solutions"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave_out)
    return folder


@pytest.fixture(scope="module")
def repository(checkout, tmp_path_factory):
    """A git repository with the files of the checkout, to be had as REPOSITORY; its settings.

    Not at a file:// URL, as the pip that comes with Python 3.11 takes none after a name.
    """
    folder = tmp_path_factory.mktemp("repository")
    shutil.copytree(
        checkout,
        folder,
        ignore=shutil.ignore_patterns("build", "*.egg-info"),
        dirs_exist_ok=True,
    )
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "."],
        ["commit", "--quiet", "--message=as in the checkout"],
    ):
        subprocess.run([*GIT, *command], cwd=folder, check=True)
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{folder}.insteadOf",
        "GIT_CONFIG_VALUE_0": REPOSITORY,
    }


def place_of(package, way, checkout):
    folder = FOLDERS[package]
    below = "" if folder == "." else f"#subdirectory={folder}"
    return {
        "checkout": [checkout / folder],
        "in place": ["-e", checkout / folder],
        "git": [f"{package} @ git+{REPOSITORY}@main{below}"],
    }[way]


def install(python, installer, index, *what, **environment):
    """Install with no other options than where the index is."""
    commands = {
        "pip": ["pip", "--python", python, "install", "--no-cache-dir"],
        "uv": ["uv", "pip", "install", "--python", python, "--no-cache"],
    }
    source = ["--no-index", "--find-links", index]
    done = run(sys.executable, "-m", *commands[installer], *source, *what, cwd=index, **environment)
    assert done.returncode == 0, done.stderr


def empty_environment(folder, *options):
    made = run(sys.executable, "-m", "venv", *options, folder / "venv", cwd=folder)
    assert made.returncode == 0, made.stderr
    return folder / "venv" / "bin" / "python"


LOOK = """
import importlib, json, sys
from importlib import metadata
installed = {one.metadata["Name"]: one.version for one in metadata.distributions()}
sys.path.append(sys.argv[1])
files = {name: importlib.import_module(name).__file__ for name in sys.argv[2:]}
print(json.dumps([installed, files]))
"""


def seen_from(python, *modules):
    """Return an environment's distributions with their versions, and each module's file."""
    done = run(python, "-I", "-c", LOOK, LIBRARIES, *modules, cwd=python.parent)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def contents(package):
    files = (path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {str(path.relative_to(package)): path.read_bytes() for path in files}


# --- what is installed ------------------------------------------------------------------


def test_the_index_would_give_hostile_packages_to_whoever_asks_by_name(index, tmp_path):
    python = empty_environment(tmp_path, "--without-pip")
    install(python, "pip", index, *HOSTILE)
    installed, files = seen_from(python, "coursework")
    assert installed == dict.fromkeys(HOSTILE, HOSTILE_VERSION)
    assert "hostile" in Path(files["coursework"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("package", FOLDERS)
@pytest.mark.parametrize("way", ["checkout", "in place", "git"])
@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_only_ours_and_what_it_names_is_installed(
    installer, way, package, index, checkout, repository, tmp_path
):
    python = empty_environment(tmp_path, "--without-pip")
    install(python, installer, index, *place_of(package, way, checkout), **repository)
    installed, files = seen_from(python, *MODULES[package])
    version = pyproject(FOLDERS[package])["project"]["version"]
    stand_ins = dict.fromkeys(requirements(package), STAND_IN_VERSION)
    assert installed == {package: version, **stand_ins}

    home = checkout if way == "in place" else tmp_path / "venv"
    for module, file in files.items():
        assert Path(file).is_relative_to(home), module
    package_folder = Path(files["coursework"]).parent
    assert contents(package_folder) == contents(checkout / "assignments" / "coursework")


def test_the_first_cell_does_not_take_another_coursework_for_ours(
    index, checkout, repository, tmp_path
):
    course = replace(load_course(), repository=REPOSITORY, branch="main")
    notebook = released(solved_notebook("svm", course))
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    python = empty_environment(tmp_path)
    install(python, "pip", index, "coursework")
    settings = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index), **repository}
    done = run(python, "-c", first.source, cwd=tmp_path, **settings)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    _, files = seen_from(python, "coursework")
    ours = checkout / "assignments" / "coursework" / "__init__.py"
    assert Path(files["coursework"]).read_bytes() == ours.read_bytes()


# --- one list for two packages ----------------------------------------------------------


def test_the_names_are_the_same_everywhere():
    names = {folder: pyproject(folder)["project"]["name"] for folder in FOLDERS.values()}
    assert names == {folder: package for package, folder in FOLDERS.items()}


def test_the_kit_and_the_sandbox_have_what_the_students_package_needs():
    ours, theirs = (pyproject(FOLDERS[one])["project"]["dependencies"] for one in FOLDERS)
    assert set(theirs) <= set(ours)
    assert requirements(STUDENT_PACKAGE) <= set(student_packages())


# --- the kit away from a course ---------------------------------------------------------


@pytest.fixture(scope="module")
def installed_kit(index, checkout, repository, tmp_path_factory):
    """The Python of an environment with the kit from a git URL."""
    folder = tmp_path_factory.mktemp("installed")
    python = empty_environment(folder, "--without-pip")
    install(python, "pip", index, *place_of(KIT, "git", checkout), **repository)
    return python


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "demo",
        "demo --out class",
        "selftest",
        "grade svm . --out results",
        "export gradebook.db",
        "roster students.csv",
    ],
)
def test_away_from_a_course_a_command_says_where_it_should_be_run(installed_kit, command, tmp_path):
    (tmp_path / "gradebook.db").write_bytes(b"a gradebook")
    (tmp_path / "students.csv").write_text("id\njane\n", encoding="utf-8")
    before = set(tmp_path.iterdir())
    autograder = installed_kit.parent / "autograder"
    done = run(autograder, *command.split(), cwd=tmp_path, PYTHONPATH=str(LIBRARIES))
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("There is no course.toml in ")
    assert "run `make setup`, or `pip install -e .`" in done.stderr
    assert done.stderr.count("\n") == 1
    assert set(tmp_path.iterdir()) == before


def test_the_sandbox_of_an_installed_kit_has_coursework_and_nothing_of_the_instructors(
    installed_kit, tmp_path
):
    script = (
        "from autograder.sandbox.student_python.environment import student_environment\n"
        "with student_environment() as made:\n"
        "    print(*(path.resolve() for path in made.site.iterdir()), sep='\\n')\n"
    )
    # Which packages students have is told by the course.
    (site,) = installed_kit.parent.parent.glob("lib/python*/site-packages")
    course = shutil.copy(ROOT / "course.toml", site)
    try:
        done = run(installed_kit, "-c", script, cwd=tmp_path, PYTHONPATH=str(LIBRARIES))
    finally:
        os.remove(course)
    assert done.returncode == 0, done.stderr
    shown = {path.name: path for path in map(Path, done.stdout.splitlines())}
    assert shown["coursework"].is_relative_to(installed_kit.parent.parent)
    assert not shown.keys() & {"autograder", "solutions"}
