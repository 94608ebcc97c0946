"""A roster, and the lists of people that each platform exports."""

from __future__ import annotations

from pathlib import Path

from autograder.course import Course
from autograder.handin.roster import Roster, load_roster

ROSTER = """\
Student ID;Name;E-Mail;Section;Group;Canvas ID;github;svm_handed_in;Notes
ada;Lovelace, Ada;ada@uni.example;A;red;111;countess;2027-01-22 23:10;
js1;John Smith;;A;red;222;;;left-handed
js2;Smith, John;;B;;333;;;
Åsa;Åsa Ångström;asa@uni.example;B;blue;;asa-a;;
0042;José de la Cruz;jose@uni.example;;;;janedoe;;
janedoe;Jane Doe;jane@uni.example;;;555;jane-gh;;
li;Wei Li;;;;666;;;
o'b;Seán O'Brien;;;;777;#9;;
"""


def roster(folder: Path, text: str = ROSTER) -> Roster:
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    course = Course("Course", "https://git.example/course", roster="roster.csv", folder=folder)
    found = load_roster(course)
    assert found is not None
    return found


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


# ------------------------------------------------------------------------ platforms' files

CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,"SVM, part 1 (9001)",Final Score
,,,,,Manual Posting,
    Points Possible,,,,,100,(read only)
"Lovelace, Ada",111,S1,ada,A and B,96,
"Smith, John",222,S2,js1,A,EX,
"Smith, John",333,S3,js2,B,,
"=""=1+1, Eve""",444,,,B,,
"Student, Test",999,,0123456789abcdef0123456789abcdef01234567,A,,
'''

MOODLE = """\
First name,Surname,Username,ID number,Institution,Email address,Assignment: SVM (Real)
Ada,Lovelace,al,S1,,ada@uni.example,96
Åsa,Ångström,,S7,,asa@uni.example,-
Bo,Li,,,,bo@uni.example,-
"""

WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Feedback comments"
"Participant 4711","Ada Lovelace",ada@uni.example,"Submitted for grading",,100.00,
"""

GRADESCOPE = """\
First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status
Ann,Smith,0017,ann@uni.example,A,90,100,Graded
Bo,Li,,bo@uni.example,B,,100,Missing
"""
