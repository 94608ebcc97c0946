"""Folders and zips as they are handed in, made for a test, and what is found in them."""

import io
import zipfile

from autograder.handin.collect import find_handins
from autograder.handin.unpacking.bounded_reading import TooLarge

MOODLE = "Ada Lovelace_4711_assignsubmission_file"


def put(path, content=b"{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(path, names, content="{}"):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return path


def students(*paths):
    return [handin.student for handin in find_handins(paths, "svm")]


def packed(names, content="{}"):
    """A student's own zip, as bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def class_zip(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def outcomes(path):
    """Each student's notebook, or why it can't be read."""
    found = {}
    for handin in find_handins([path], "svm"):
        try:
            found[handin.student] = handin.read()
        except (OSError, zipfile.BadZipFile, TooLarge) as error:
            found[handin.student] = str(error)
    return found
