"""Nobody is graded as another, whatever they call their files."""

import zipfile

import pytest
from hostile_code.identity import WAYS

from autograder.handin.collect import find_handins
from autograder.handin.unpacking.entry import read_entry


def read(handins):
    """Who really wrote what each student is graded for."""
    return {
        one.student: read_entry(one.path, one.within, one.member, 100).decode() for one in handins
    }


@pytest.fixture(params=["folder", "zip"])
def packed(request, tmp_path):
    """Packs a class's files, and returns their path."""

    def pack(way):
        files = {**way.files, **way.texts}
        if request.param == "folder":
            for name, content in files.items():
                path = tmp_path / "in" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
            return tmp_path / "in"
        with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
            for name, content in files.items():
                if "\\" in name:
                    pytest.skip("a backslash in a zip is a separator")
                archive.writestr(name, content)
        return tmp_path / "class.zip"

    return pack


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_nobody_is_graded_as_another(way, packed):
    handins = find_handins([packed(way)], "svm")
    assert read(handins) == way.students
    assert {one.handed_in.platform for one in handins} >= {way.platform}
    assert tuple(sorted(one.student for one in handins if one.contested)) == way.contested
