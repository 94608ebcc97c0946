"""autograder/setup.sh, run for real in a small checkout whose Python and uv are stand-ins.

The stand-ins note each call in `calls`, so that "does nothing" is a fact and not a
measured time. Nothing is downloaded.
"""

import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
INPUTS = (
    "autograder/setup.sh",
    "requirements.lock",
    "pyproject.toml",
    "assignments/pyproject.toml",
)
# What the script may use of the system; its PATH holds these and the stand-ins alone.
TOOLS = (
    "sh",
    "env",
    "dirname",
    "id",
    "cat",
    "cksum",
    "mkdir",
    "chmod",
    "rm",
    "cp",
    "awk",
    "grep",
    "sed",
    "tail",
)

# Answers the script's questions to a Python; `-m venv` puts stand-ins of Python and uv there.
PYTHON = """#!/bin/sh
version={version} venv={venv}
case "$*" in
    *find_spec*) echo "$version $venv $0" ;;
    -c*) echo "$version" ;;
    "-m venv"*)
        echo "venv" >>calls
        mkdir -p .venv/bin && cp "$0" .venv/bin/python && cp "{uv}" .venv/bin/uv ;;
    "-m pip config list") [ -n "$PIP_USER" ] || echo "{config}" ;;
    "-m pip install"*) echo "pip install $(cat build/uv.txt | grep ==)" >>calls; {pip} ;;
esac
"""
UV = """#!/bin/sh
echo "uv $* from ${{UV_DEFAULT_INDEX:-nowhere special}}" >>calls
{uv}
"""


def program(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a space in its name, and a PATH without any Python."""
    folder = tmp_path / "my course"
    for name in INPUTS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    path = tmp_path / "bin"
    path.mkdir()
    for tool in TOOLS:
        (path / tool).symlink_to(shutil.which(tool))

    def python(name="python3", version="3.12", venv=True, pip="true", uv="true", config=""):
        program(tmp_path / "uv", UV.format(uv=uv))
        text = PYTHON.format(version=version, venv=venv, pip=pip, config=config, uv=tmp_path / "uv")
        program(path / name, text)
        return path / name

    def setup(**environment):
        """Run the script; return its exit status, what it said and what it called."""
        calls = folder / "calls"
        calls.unlink(missing_ok=True)
        done = subprocess.run(
            ["sh", str(folder / "autograder/setup.sh")],
            env={"PATH": str(path), "HOME": str(tmp_path), **environment},
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        called = calls.read_text().splitlines() if calls.exists() else []
        return SimpleNamespace(
            status=done.returncode, said=done.stdout, error=done.stderr, calls=called
        )

    return SimpleNamespace(folder=folder, path=path, python=python, setup=setup)


def one_sentence(run):
    assert run.status == 1
    assert run.error.count("\n") == 1
    return run.error


# --- a Python --------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["3.9", "3.10", "3.14"])
def test_a_python_too_old_or_too_new_is_named_with_the_remedy(checkout, version):
    checkout.python(version=version)
    sentence = one_sentence(checkout.setup())
    assert f"Python 3.11, 3.12 or 3.13 is needed, but python3 is {version}" in sentence
    assert "conda env create -f environment.yml" in sentence
    assert not (checkout.folder / ".venv").exists()


def test_the_remedy_is_a_package_that_this_system_has(checkout):
    checkout.python(version="3.10")
    program(checkout.path / "apt-cache", '#!/bin/sh\n[ "$2" = python3.11-venv ]\n')
    assert "apt install python3.11 python3.11-venv" in one_sentence(checkout.setup())


def test_no_python_at_all_is_said(checkout):
    assert "but none is found as python3" in one_sentence(checkout.setup())


def test_a_missing_venv_module_is_named_by_its_package(checkout):
    checkout.python(version="3.12", venv=False)
    assert "apt install python3.12-venv" in one_sentence(checkout.setup())


def test_a_python_that_does_not_run_or_does_not_fit_is_passed_over(checkout):
    program(checkout.path / "python3", "#!/bin/sh\necho 'shim: not found' >&2\nexit 127\n")
    checkout.python("python3.13", venv=False)
    checkout.python("python3.11", version="3.11")
    run = checkout.setup()
    assert run.status == 0
    assert f"with {checkout.path / 'python3.11'}" in run.said


def test_the_python_that_is_asked_for_is_taken_or_refused_but_not_replaced(checkout):
    checkout.python("python3", version="3.12")
    old = checkout.python("old python", version="3.9")
    assert f"{old} is 3.9" in one_sentence(checkout.setup(PYTHON=str(old)))
    new = checkout.python("new python", version="3.13")
    assert f"with {new}" in checkout.setup(PYTHON=str(new)).said


# --- what is run -----------------------------------------------------------------------


def test_uv_comes_from_the_lock_and_installs_the_lock_then_the_kit_in_place(checkout):
    checkout.python()
    venv, pip, sync, editable = checkout.setup().calls
    (locked,) = [
        line for line in (ROOT / "requirements.lock").read_text().splitlines() if "uv==" in line
    ]
    assert venv == "venv"
    assert pip == f"pip install {locked}"
    assert "pip sync requirements.lock" in sync
    assert "-e ." in editable


def test_a_second_run_does_nothing(checkout):
    checkout.python()
    assert checkout.setup().calls
    again = checkout.setup()
    assert (again.status, again.said, again.error, again.calls) == (0, "", "", [])


def test_a_second_run_does_nothing_with_the_same_python_asked_for(checkout):
    python = str(checkout.python())
    checkout.setup()
    assert checkout.setup(PYTHON=python).calls == []


def test_a_changed_lock_is_installed_into_the_same_environment(checkout):
    checkout.python()
    checkout.setup()
    with (checkout.folder / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    calls = checkout.setup().calls
    assert "venv" not in calls
    assert any("pip sync" in call for call in calls)
    assert checkout.setup().calls == []


def test_another_python_a_moved_checkout_and_a_python_that_is_gone_make_it_anew(checkout):
    checkout.python()
    checkout.setup()
    other = checkout.python("python3.13", version="3.13")
    assert "venv" in checkout.setup(PYTHON=str(other)).calls

    moved = checkout.folder.rename(checkout.folder.parent / "moved")
    moved.joinpath("calls").unlink()
    checkout.folder.symlink_to(moved)
    assert "venv" in checkout.setup().calls

    (moved / ".venv/bin/python").unlink()
    assert "venv" in checkout.setup().calls


@pytest.mark.parametrize("step", ["pip", "uv"])
def test_after_an_interruption_the_next_run_starts_afresh_and_ends_well(checkout, step):
    checkout.python(**{step: "kill -9 $$"})
    assert checkout.setup().status == 1
    checkout.python()
    again = checkout.setup()
    assert again.status == 0
    assert "venv" in again.calls
    assert checkout.setup().calls == []


def test_an_interrupted_change_is_not_taken_for_done_when_the_lock_is_put_back(checkout):
    checkout.python()
    checkout.setup()
    lock = checkout.folder / "requirements.lock"
    before = lock.read_text()
    lock.write_text(before + "# changed\n")
    program(checkout.folder / ".venv/bin/uv", "#!/bin/sh\nkill -9 $$\n")
    assert checkout.setup().status == 1
    lock.write_text(before)
    assert "venv" in checkout.setup().calls


def test_pips_mirror_is_passed_to_uv_unless_uv_has_its_own(checkout):
    checkout.python(config="global.index-url='mirror-of-pip'")
    assert checkout.setup(PIP_USER="1").calls[-1].endswith("from mirror-of-pip")
    shutil.rmtree(checkout.folder / ".venv")
    assert checkout.setup(UV_DEFAULT_INDEX="mine").calls[-1].endswith("from mine")


# --- what goes wrong -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("error: Failed to fetch: dns error: failed to lookup address", "check the network"),
        ("NewConnectionError: Temporary failure in name resolution", "check the network"),
        ("cause: invalid peer certificate: UnknownIssuer", "SSL_CERT_FILE="),
        ("OSError: [Errno 28] No space left on device", "make room"),
        ("error: Hash mismatch for numpy", "not the one in requirements.lock"),
        ("error: Permission denied (os error 13)", "give it to your user"),
        ("error: something nobody thought of", "something nobody thought of"),
    ],
)
@pytest.mark.parametrize("step", ["pip", "uv"])
def test_a_failed_download_is_one_sentence_with_the_remedy(checkout, step, said, remedy):
    checkout.python(**{step: f"echo '{said}' >&2; exit 2"})
    sentence = one_sentence(checkout.setup())
    assert remedy in sentence
    assert said in (checkout.folder / "build/setup.log").read_text()


def test_a_folder_that_may_not_be_written_is_said(checkout):
    checkout.python()
    (checkout.path / "mkdir").unlink()  # root may write everywhere, so it is mkdir that refuses
    program(checkout.path / "mkdir", "#!/bin/sh\necho 'Read-only file system' >&2\nexit 1\n")
    assert f"You may not write in {checkout.folder}" in one_sentence(checkout.setup())
