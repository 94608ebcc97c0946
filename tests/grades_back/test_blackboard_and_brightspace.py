"""Blackboard and Brightspace get their own files back with one column filled."""

import re

import pytest
from graded_class import COURSE
from graded_people import TITLE, written

from autograder.course import CourseError
from autograder.grades_back.export import export
from autograder.grades_back.filled_in_export import read_template

# Blackboard and Brightspace


BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t'
    f'"{TITLE} [Total Pts: 100 Score] |4321"\t"Total [Total Pts: up to 10 Score] |1"\n'
    '"O\'Neil, Jr."\t"Seán"\t"a_smith"\t"0012"\t"2027-01-20"\t"Yes"\t""\t"3"\n'
    '"Smith"\t"Bo"\t"b_smith"\t"0013"\t"2027-01-20"\t"Yes"\t"7"\t"3"\n'
)

BRIGHTSPACE = (
    f"OrgDefinedId,Username,Last Name,First Name,{TITLE} Points Grade "
    "<Numeric MaxPoints:100 Weight:5>,Quiz Points Grade,End-of-Line Indicator\r\n"
    "#0012,#a_smith,O'Neil,Seán,,3,#\r\n#0013,#b_smith,Smith,Bo,7,3,#\r\n"
)

BLACKBOARD_CLASS = {
    "a_smith": (0.5, {"platform": "blackboard", "ids": {"blackboard": "a_smith"}}),
    "b_smith": (1.0, {"platform": "blackboard", "ids": {"blackboard": "b_smith"}}),
}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8"])
def test_blackboard_gets_its_own_file_with_one_column_filled(class_of, tmp_path, encoding):
    template = written(tmp_path, BLACKBOARD, "theirs.xls", encoding)
    to = tmp_path / "out.xls"
    gradebook = class_of(BLACKBOARD_CLASS)
    said = export(gradebook, course=COURSE, form="blackboard", template=template, to=to)
    expected = BLACKBOARD.replace('\t""\t', '\t"48"\t').replace('\t"7"\t', '\t"96"\t')
    assert to.read_bytes() == expected.encode(encoding)
    assert said.unplaced == 0


def test_brightspace_gets_its_own_file_with_one_column_filled(class_of, tmp_path):
    template = written(tmp_path, BRIGHTSPACE)
    to = tmp_path / "out.csv"
    gradebook = class_of({"a_smith": (0.5, {}), "0013": (1.0, {})})
    said = export(gradebook, course=COURSE, form="brightspace", template=template, to=to)
    expected = BRIGHTSPACE.replace("Seán,,", "Seán,48,").replace("Bo,7,", "Bo,96,")
    assert to.read_bytes() == expected.encode()
    assert said.unplaced == 0


@pytest.mark.parametrize("form", ["blackboard", "brightspace", "moodle-worksheet", "moodle"])
def test_another_platforms_file_is_refused(class_of, tmp_path, form):
    template = written(tmp_path, "a,b\n1,2\n")
    with pytest.raises(CourseError, match=re.escape(str(template))):
        export(class_of(BLACKBOARD_CLASS), course=COURSE, form=form, template=template)


@pytest.mark.parametrize(
    "text",
    [
        'a,"b,\r\nc"\n"d ""e""",f',
        "a;b\r1;2\r\r3;4",
        "a\tb\n\t\n=1\t'2\n",
        'a,b\n1\n"",2\n,\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_template_without_new_cells_is_the_same_to_the_byte(tmp_path, text, encoding):
    path = written(tmp_path, text, encoding=encoding)
    assert read_template(path).filled({}) == path.read_bytes()
