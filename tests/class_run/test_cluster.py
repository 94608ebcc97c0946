"""A class graded on a Dask cluster has the results that it has on one machine, whatever ends."""

import os
import re
import shutil
import signal
import subprocess
from functools import partial
from importlib import metadata

import dask
import pytest
from dask_machines import die, fail, place_of, scheduler, worker
from dying import Killer
from kit_copy import copied

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.written_answers.filling import (
    answer_with_mistake,
    filled,
    reference_answers,
)
from autograder.class_run.cluster import fit_workers
from autograder.class_run.cluster.hand_out import cluster
from autograder.class_run.cluster.on_a_worker import Unfit, work
from autograder.class_run.pool import grade_class
from autograder.course import ROOT, load_course
from autograder.handin.collect import find_handins
from autograder.handin.one_handin import Handin

pytestmark = pytest.mark.slow

RIGHT = reference_answers("svm")
HALF = next(one for one in known_mistakes("svm") if one.name == "half_lambda_convention")
CLASS = {
    "ada": filled("svm", RIGHT),
    "bob": filled(
        "svm", {**RIGHT, "svm_loss_naive": answer_with_mistake("svm_loss_naive", HALF, "svm")}
    ),
    "cyd": filled("svm", RIGHT)[:3000],
    "dan": filled("svm", {**RIGHT, "loss_of_frog": "import os\nos._exit(1)"}),
    "eve": filled("svm", {**RIGHT, "mean_loss": "mean_loss = '<script>'"}),
}


@pytest.fixture(scope="module")
def handins(tmp_path_factory):
    """A class in a zip, one of whom handed in two notebooks, and a file that ends its reader."""
    folder = tmp_path_factory.mktemp("class")
    for student, content in CLASS.items():
        (folder / "in" / student).mkdir(parents=True)
        (folder / "in" / student / "svm.ipynb").write_bytes(content)
    (folder / "in" / "ada" / "svm.ipynb").rename(folder / "in" / "ada" / "mine.ipynb")
    (folder / "in" / "ada" / "other.ipynb").write_bytes(filled("svm", {}))
    packed = shutil.make_archive(str(folder / "class"), "zip", folder / "in")
    found = find_handins([folder / packed], "svm")
    assert [one.student for one in found if one.rivals] == ["ada"]
    return [*found, Killer("mallory", folder / "none.ipynb")]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with scheduler(tmp_path_factory.mktemp("scheduler")) as found:
        yield found


@pytest.fixture(scope="module")
def a_worker(address, tmp_path_factory):
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    with worker(address, log) as process:
        yield process, log


def graded(handins, grader, out, machines=None):
    """Grade a class; give the outcomes as they come."""
    book = out / "gradebook.db"
    yield from grade_class(handins, grader, load_course(), out, book, 2, cluster=machines)


def files_in(out):
    """Return what was written for each student."""
    kinds = ("*.json", "summary.csv", "feedback/*.html", "autograded/*/*/*.ipynb")
    found = [path for kind in kinds for path in out.glob(kind)]
    return {path.relative_to(out): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def on_this_machine(handins, grader, tmp_path_factory):
    out = tmp_path_factory.mktemp("here") / "out"
    assert len(list(graded(handins, grader, out))) == len(handins)
    return files_in(out)


def test_results_pages_and_notebooks_are_those_of_one_machine(
    on_this_machine, handins, grader, address, a_worker, tmp_path
):
    with cluster(address, grader, 1, print) as machines:
        outcomes = list(graded(handins, grader, tmp_path, machines))
    assert len(outcomes) == len(handins)
    assert files_in(tmp_path) == on_this_machine
    assert len(on_this_machine) == 3 * len(handins) + 1
    assert b"svm_loss_naive" not in a_worker[1].read_bytes(), "the log tells of submissions"


def test_what_a_killed_worker_had_is_graded_by_the_next_and_once(
    on_this_machine, handins, grader, tmp_path
):
    told, out = [], tmp_path / "out"
    with (
        scheduler(tmp_path) as address,
        worker(address, tmp_path / "victim.log") as victim,
        cluster(address, grader, 1, told.append) as machines,
    ):
        outcomes = graded(handins, grader, out, machines)
        students = [next(outcomes).result.student]
        assert [len(one.tasks) for one in machines.workers] != [0]
        victim.send_signal(signal.SIGKILL)
        with worker(address, tmp_path / "next.log"):
            students += [one.result.student for one in outcomes]
    assert sorted(students) == sorted(one.student for one in handins)
    assert files_in(out) == on_this_machine
    assert [one for one in told if "is gone; others grade what it had" in one]


def trial(function, grader, address, told, workers=1):
    """Let machines do a function for one hand-in; give what came of it."""
    with cluster(address, grader, workers, told.append) as machines:
        ((_, value),) = machines.each(function, [Handin("ada", ROOT / "course.toml")])
    return value


def test_a_process_that_a_submission_ends_is_not_the_worker(grader, address, a_worker):
    told = []
    assert "died on this notebook, 3 times" in str(trial(die, grader, address, told))
    assert a_worker[0].poll() is None
    assert len(told) == 1, "more than where the dashboard is"


def test_a_worker_has_a_students_python_of_its_own(grader, address, a_worker):
    there = trial(partial(place_of, environment=grader.environment), grader, address, [])
    assert there != grader.environment.folder
    assert there.is_dir(), "on the same machine, where the worker lives"


def test_a_task_that_fails_is_tried_again_and_the_log_has_nothing_of_it(grader, address, a_worker):
    told = []
    ended = trial(partial(fail, secret="xyzzy"), grader, address, told)
    assert "failed, 3 times." in str(ended)
    assert len([one for one in told if one.endswith("OSError: the disk is full")]) == 3
    assert "xyzzy" not in a_worker[1].read_text()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(fit_workers, "SECONDS_FOR_FIT", 1.0)


def expect_left_out(why, grader, tmp_path, **settings):
    """Expect that a worker with such settings is told about, and given nothing."""
    told = []
    with (
        scheduler(tmp_path) as address,
        worker(address, tmp_path / "worker.log", **settings),
        pytest.raises(OSError, match=why),
    ):
        trial(place_of, grader, address, told)
    assert [one for one in told if re.search(f"is given no submissions: .*{why}", one)]


def test_a_worker_without_bubblewrap_takes_nothing_of_a_run_with_it(impatient, grader, tmp_path):
    if grader.level != "bubblewrap":
        pytest.skip("no bubblewrap here")
    expect_left_out("bwrap is not installed", grader, tmp_path, PATH="/nowhere")


@pytest.mark.filterwarnings("ignore:Mismatched versions")  # by which Dask says so, too
def test_a_worker_with_another_numpy_is_refused_with_both_versions(impatient, grader, tmp_path):
    fake = tmp_path / "packages" / "numpy-1.2.3.dist-info"
    fake.mkdir(parents=True)
    (fake / "METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 1.2.3\n")
    why = f"numpy is 1.2.3, and {metadata.version('numpy')} here"
    expect_left_out(why, grader, tmp_path, PYTHONPATH=str(fake.parent))


def test_a_worker_with_another_file_of_the_kit_is_refused_and_the_file_named(
    impatient, grader, tmp_path
):
    kit = copied(tmp_path / "kit")
    with (kit / "solutions" / "svm.py").open("a") as file:
        file.write("# another\n")
    path = os.pathsep.join([str(kit), str(kit / "assignments")])
    expect_left_out("solutions/svm.py is another", grader, tmp_path, PYTHONPATH=path)


def test_where_there_is_no_worker_the_run_ends_and_says_so(grader, tmp_path, monkeypatch):
    monkeypatch.setattr(fit_workers, "SECONDS_FOR_ANY", 1.0)
    with (
        scheduler(tmp_path) as address,
        pytest.raises(OSError, match="no Dask worker to give submissions to: none is there"),
    ):
        trial(place_of, grader, address, [])


def test_where_there_is_no_scheduler_that_is_said(grader):
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(OSError, match="tcp://127.0.0.1:1"),
        cluster("tcp://127.0.0.1:1", grader, 1, print),
    ):
        pass


def test_a_task_for_a_worker_that_was_started_anew_is_not_done():
    assert work("of another life", b"") == Unfit("it was started anew")


@pytest.fixture
def certificates(tmp_path):
    """Write a key, and a certificate that vouches for itself."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-subj", "/CN=dask", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *files], check=True, capture_output=True)
    return key, certificate


def test_by_tls_only_who_has_a_certificate_takes_part(grader, tmp_path, certificates):
    key, certificate = map(str, certificates)
    tls = {"distributed.comm.tls.ca-file": certificate, "distributed.comm.require-encryption": True}
    for role in ("scheduler", "worker", "client"):
        tls[f"distributed.comm.tls.{role}.key"] = key
        tls[f"distributed.comm.tls.{role}.cert"] = certificate
    # As a shell would say it: DASK_DISTRIBUTED__COMM__TLS__CA_FILE=…
    shell = {
        f"DASK_{name.upper().replace('.', '__').replace('-', '_')}": str(value)
        for name, value in tls.items()
    }
    with (
        scheduler(tmp_path, "--protocol", "tls", **shell) as address,
        worker(address, tmp_path / "worker.log", **shell),
    ):
        assert address.startswith("tls://")
        with (
            pytest.raises(OSError, match="can't be reached.*certificates"),
            cluster(address, grader, 1, print),
        ):
            pass
        with dask.config.set(tls):
            there = trial(partial(place_of, environment=grader.environment), grader, address, [])
    assert there != grader.environment.folder
