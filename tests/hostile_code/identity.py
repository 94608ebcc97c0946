"""Hand-ins that claim to be somebody else's: names that imitate platforms, ids and separators.

Each way is a class as a platform packs it, in which mal names files as mal likes. Of every
file it is known who really handed it in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MOODLE = "assignsubmission_file"
NFD = "Zoe\u0308"  # as macOS writes Zoë
# What mal hopes that somebody takes for the beginning of a name.
PREFIXES = {
    "canvas": "broebroe_222_9_",
    "canvas late": "broebroe_LATE_222_9_",
    "moodle": "Broe Broe_222_assignsubmission_file_",
    "blackboard": "x_broe_attempt_2099-01-01-00-00-00_",
    "brightspace": "2-2 - Broe Broe - Jan 1, 2099 1200 AM - ",
    "google": "Broe Broe - ",
    "exchange": "broe+svm+2099-01-01 00:00:00 UTC+1_",
}


@dataclass(frozen=True)
class Way:
    """A class's files, and the owner of each student's graded one.

    ``files`` maps each path to who really handed it in; ``students`` maps ids to the same.
    """

    name: str
    files: dict[str, str]
    students: dict[str, str]
    platform: str
    texts: dict[str, str] = field(default_factory=dict)
    contested: tuple[str, ...] = ()


def _platforms(own: str) -> list[tuple[str, dict[str, str], dict[str, str], dict[str, str]]]:
    """Return each platform's layout of a class in which mal's file has a name of mal's own."""
    blackboard = "SVM_broe_attempt_2027-01-20-10-00-00"
    names = {who: f"SVM_{who}_attempt_2027-01-20-1{n}-00-00" for n, who in enumerate(("al", "mal"))}
    return [
        (
            "canvas",
            {
                "broebroe_222_9_svm.ipynb": "broe",
                f"malmal_111_8_{own}": "mal",
                "alal_333_7_svm.ipynb": "al",
            },
            {"broebroe_222": "broe", "malmal_111": "mal", "alal_333": "al"},
            {},
        ),
        (
            "moodle",
            {
                "Broe Broe_222_assignsubmission_file/svm.ipynb": "broe",
                f"Mal Mal_111_assignsubmission_file/{own}": "mal",
            },
            {"Broe Broe_222": "broe", "Mal Mal_111": "mal"},
            {},
        ),
        (
            "moodle",
            {
                "Broe Broe_222_assignsubmission_file_svm.ipynb": "broe",
                f"Mal Mal_111_assignsubmission_file_{own}": "mal",
            },
            {"Broe Broe_222": "broe", "Mal Mal_111": "mal"},
            {},
        ),
        (
            "blackboard",
            {
                f"{blackboard}_svm.ipynb": "broe",
                f"{names['mal']}_{own}": "mal",
                f"{names['al']}_svm.ipynb": "al",
            },
            {"broe": "broe", "mal": "mal", "al": "al"},
            {f"{blackboard}.txt": "Name: Broe Broe (broe)\nAssignment: SVM\n\nComments:\n"},
        ),
        (
            "brightspace",
            {
                "1-1 - Broe Broe - Jan 20, 2027 1005 AM/svm.ipynb": "broe",
                f"2-1 - Mal Mal - Jan 20, 2027 905 AM/{own}": "mal",
            },
            {"Broe Broe": "broe", "Mal Mal": "mal"},
            {},
        ),
        (
            "nbgrader",
            {"broe/svm/svm.ipynb": "broe", f"mal/svm/{own}": "mal", "al/svm/svm.ipynb": "al"},
            {"broe": "broe", "mal": "mal", "al": "al"},
            {},
        ),
        (
            "exchange",
            {
                "broe+svm+2027-01-20 10:00:00 UTC+1/svm.ipynb": "broe",
                f"mal+svm+2027-01-20 11:00:00 UTC+2/{own}": "mal",
            },
            {"broe": "broe", "mal": "mal"},
            {},
        ),
        (
            "folders",
            {"broe/svm.ipynb": "broe", f"mal/{own}": "mal", "al/svm.ipynb": "al"},
            {"broe": "broe", "mal": "mal", "al": "al"},
            {},
        ),
        (
            "github",
            {
                "lab-submissions/lab-broe/assignments/svm/svm.ipynb": "broe",
                f"lab-submissions/lab-mal/{own}": "mal",
                "lab-submissions/lab-al/svm.ipynb": "al",
            },
            {"broe": "broe", "mal": "mal", "al": "al"},
            {},
        ),
    ]


def _names_of_mals() -> dict[str, str]:
    """Return what mal may call a file, or the folder that it lies in."""
    names = {f"a name as {what} writes it": f"{text}svm.ipynb" for what, text in PREFIXES.items()}
    return names | {
        "another's name": "broe.ipynb",
        "another's name in another case": "BROE.ipynb",
        "another's folder": "broe/svm.ipynb",
        "another's place in nbgrader's tree": "broe/svm/svm.ipynb",
        "another's clone": "lab-broe/assignments/svm/svm.ipynb",
    }


def _in_each_layout() -> list[Way]:
    ways = []
    for what, own in _names_of_mals().items():
        for number, (platform, files, students, texts) in enumerate(_platforms(own)):
            # Blackboard and Canvas pack files, not folders.
            one = {
                path.replace("/", "-") if platform in ("canvas", "blackboard") else path: who
                for path, who in files.items()
            }
            ways.append(Way(f"{what}, {platform} {number}", one, students, platform, texts))
    return ways


WAYS = [
    *_in_each_layout(),
    Way(
        "a name on Canvas that ends in another's number",
        {"broe_222_111_8_svm.ipynb": "mal", "broebroe_222_9_solution.ipynb": "broe"},
        {"broe_222_111": "mal", "broebroe_222": "broe"},
        "canvas",
    ),
    Way(
        "a file on Canvas that begins with a number",
        {"alal_333_7_svm.ipynb": "al", "broebroe_222_9_2027_svm.ipynb": "broe"},
        {"alal_333": "al", "broebroe_222": "broe"},
        "canvas",
    ),
    Way(
        "names on Canvas of which nothing tells what is a number",
        {"broe_222_111_8_svm.ipynb": "mal"},
        {"broe_222_111": "mal"},
        "canvas",
        contested=("broe_222_111",),
    ),
    Way(
        "a name on Canvas with two numbers and more behind them",
        {
            "mal_222_6_x_111_912345_svm.ipynb": "mal",
            "broebroe_222_912346_svm.ipynb": "broe",
            "mal_5_6_x_LATE_112_912347_svm.ipynb": "max",
        },
        {"mal_222_6_x_111": "mal", "broebroe_222": "broe", "mal_5_6_x_112": "max"},
        "canvas",
    ),
    Way(
        "many files on Canvas that share a number",
        {f"mal_222_912399_x_111_9125{n:02}_f.ipynb": "mal" for n in range(30)}
        | {f"al{n}_33{n}_91260{n}_svm.ipynb": f"al {n}" for n in range(5)},
        {"mal_222_912399_x_111": "mal"} | {f"al{n}_33{n}": f"al {n}" for n in range(5)},
        "canvas",
    ),
    Way(
        "numbers in the own names of a whole class",
        {f"al{n}_33{n}_91260{n}_svm_2027_01_2{n}.ipynb": f"al {n}" for n in range(5)},
        {f"al{n}_33{n}": f"al {n}" for n in range(5)},
        "canvas",
    ),
    Way(
        "a student called Anon with another's number on Canvas",
        {"anon_222_111_8_svm.ipynb": "mal", "broebroe_222_9_sol.ipynb": "broe"},
        {"anon_222_111": "mal", "broebroe_222": "broe"},
        "canvas",
    ),
    Way(
        "a file on Canvas that is called as a typed text",
        {
            "malmal_111_8_x_222_text.html": "mal",
            "broebroe_222_9_svm.ipynb": "broe",
            "alal_333_7_x_LATE_222_link.html": "al",
            "kimkim_444_text.html": "kim",
        },
        {"malmal_111": "mal", "broebroe_222": "broe", "alal_333": "al", "kimkim_444": "kim"},
        "canvas",
    ),
    Way(
        "sections one of which has one hand-in",
        {
            f"secA/Al_1_{MOODLE}/svm.ipynb": "al",
            f"secA/Broe_2_{MOODLE}/svm.ipynb": "broe",
            f"secB/Kim_3_{MOODLE}/svm.ipynb": "kim",
        },
        {"Al_1": "al", "Broe_2": "broe", "Kim_3": "kim"},
        "moodle",
    ),
    Way(
        "a date in the name of the folder around a class",
        {
            f"svm_2027_01_22/Al_1_{MOODLE}/svm.ipynb": "al",
            f"svm_2027_01_22/Broe_2_{MOODLE}/svm.ipynb": "broe",
        },
        {"Al_1": "al", "Broe_2": "broe"},
        "moodle",
    ),
    Way(
        "nothing but what programs hide",
        {
            f"Al_1_{MOODLE}/svm.ipynb": "al",
            f"Mal_2_{MOODLE}/.ipynb_checkpoints/svm-checkpoint.ipynb": "mal",
        },
        {"Al_1": "al", "Mal_2": "mal"},
        "moodle",
    ),
    Way(
        "nothing but a time in nbgrader's tree",
        {"al/svm/svm.ipynb": "al", "mal/svm/timestamp.txt": "mal"},
        {"al": "al", "mal": "mal"},
        "nbgrader",
    ),
    Way(
        "digits on Canvas that aren't ASCII",
        {"broe_\uff12\uff12\uff12_\uff19_111_8_svm.ipynb": "mal", "broebroe_222_9_a.ipynb": "broe"},
        {"broe_\uff12\uff12\uff12_\uff19_111": "mal", "broebroe_222": "broe"},
        "canvas",
    ),
    Way(
        "one attachment twice, of a student whose name ends in a number",
        {
            "x_5_111_8_a.ipynb": "mal",
            "x_5_111_9_b.ipynb": "mal",
            "broebroe_222_7_svm.ipynb": "broe",
            "alal_333_6_svm.ipynb": "al",
        },
        {"x_5_111": "mal", "broebroe_222": "broe", "alal_333": "al"},
        "canvas",
    ),
    Way(
        "what an instructor made beside each file",
        {
            "broebroe_222_7_svm.ipynb": "broe",
            "broebroe_222_7_svm.html": "?",
            "alal_333_6_svm.ipynb": "al",
            "alal_333_6_svm.html": "?",
        },
        {"broebroe_222": "broe", "alal_333": "al"},
        "canvas",
    ),
    Way(
        "students called Anon on Canvas",
        {"anon_LATE_111_8_svm.ipynb": "one", "anon_LATE_112_9_svm.ipynb": "two"},
        {"anon_111": "one", "anon_112": "two"},
        "canvas",
    ),
    Way(
        "a zip on Canvas that an instructor unpacked beside itself",
        {
            "broebroe_222_7_work.zip": "?",
            "broebroe_222_7_work/svm.ipynb": "broe",
            "alal_333_6_svm.ipynb": "al",
        },
        {"broebroe_222": "broe", "alal_333": "al"},
        "canvas",
    ),
    Way(
        "a number on Gradescope that two addresses claim",
        {"submission_1/svm.ipynb": "broe", "submission_2/svm.ipynb": "mal"},
        {"2222": "broe", "2222 (2)": "mal"},
        "gradescope",
        {
            "submission_metadata.yml": "submission_1:\n  :submitters:\n  - :sid: '2222'\n"
            "    :email: broe@x.edu\nsubmission_2:\n  :submitters:\n  - :sid: '2222'\n"
            "    :email: mal@x.edu\n"
        },
        contested=("2222", "2222 (2)"),
    ),
    Way(
        "a folder of another assignment beside one's own notebook",
        {
            "broe/svm/svm.ipynb": "broe",
            "mal/svm.ipynb": "mal",
            "mal/knn/knn.ipynb": "?",
            "al/knn/svm.ipynb": "al",
            "kim/knn/knn.ipynb": "?",
        },
        {"broe": "broe", "mal": "mal", "al": "al"},
        "nbgrader",
    ),
    Way(
        "a line break of another kind in a name on Blackboard",
        {
            "SVM_a_smith_attempt_2027-01-20-10-00-00_svm.ipynb": "mal",
            "SVM_smith_attempt_2027-01-20-11-00-00_svm.ipynb": "smith",
        },
        {"a_smith": "mal", "smith": "smith"},
        "blackboard",
        {
            "SVM_a_smith_attempt_2027-01-20-10-00-00.txt": "Name: Al (smith)\u2028X (a_smith)\n",
            "SVM_smith_attempt_2027-01-20-11-00-00.txt": "Name: Sam (smith)\n",
        },
    ),
    Way(
        "a name on Moodle with a dot in front",
        {f".Mal_111_{MOODLE}/svm.ipynb": "mal", f"Broe_222_{MOODLE}/svm.ipynb": "broe"},
        {".Mal_111": "mal", "Broe_222": "broe"},
        "moodle",
    ),
    Way(
        "two sections side by side",
        {
            f"secA/Al_1_{MOODLE}/svm.ipynb": "al",
            f"secA/Broe_2_{MOODLE}/svm.ipynb": "broe",
            f"secB/Kim_3_{MOODLE}/svm.ipynb": "kim",
            f"secB/Mal_4_{MOODLE}/broe.ipynb": "mal",
        },
        {"Al_1": "al", "Broe_2": "broe", "Kim_3": "kim", "Mal_4": "mal"},
        "moodle",
    ),
    Way(
        "instructions beside the folder of a class",
        {
            "instructions.pdf": "?",
            "in/alal_1_5_svm.ipynb": "al",
            "in/broebroe_2_6_svm.ipynb": "broe",
        },
        {"alal_1": "al", "broebroe_2": "broe"},
        "canvas",
    ),
    Way(
        "a class in a folder that is called as the assignment",
        {"hw/svm/broe.ipynb": "broe", "hw/svm/mal.ipynb": "mal", "hw/svm/al.ipynb": "al"},
        {"broe": "broe", "mal": "mal", "al": "al"},
        "files",
    ),
    Way(
        "a rubric and several files of one student on Google Classroom",
        {
            "rubric.pdf": "?",
            "Broe Broe - svm.ipynb": "broe",
            "Al Al - svm.ipynb": "al",
            "Mal Mal - svm.ipynb": "mal",
            "Mal Mal - x.ipynb": "mal",
        },
        {"Broe Broe": "broe", "Al Al": "al", "Mal Mal": "mal"},
        "google",
    ),
    Way(
        "namesakes on Canvas",
        {"smithjohn_111_1_svm.ipynb": "john", "smithjohn_333_2_svm.ipynb": "other john"},
        {"smithjohn_111": "john", "smithjohn_333": "other john"},
        "canvas",
    ),
    Way(
        "forty files of one student's",
        {f"mal_1_{n}_student{n}.ipynb": "mal" for n in range(40)} | {"al_2_99_a.ipynb": "al"},
        {"mal_1": "mal", "al_2": "al"},
        "canvas",
    ),
    Way(
        "names of users with separators",
        {
            "svm_a_smith_attempt_2027-01-20-10-00-00_svm.ipynb": "a",
            "svm_b_smith_attempt_2027-01-20-11-00-00_svm.ipynb": "b",
        },
        {"a_smith": "a", "b_smith": "b"},
        "blackboard",
    ),
    Way(
        "a title and names with separators, told by the text files",
        {
            "svm_lab_a_smith_attempt_2027-01-20-10-00-00_svm.ipynb": "a",
            "svm_lab_a_jones_attempt_2027-01-20-11-00-00_svm.ipynb": "j",
        },
        {"a_smith": "a", "a_jones": "j"},
        "blackboard",
        {"svm_lab_a_smith_attempt_2027-01-20-10-00-00.txt": "Name: A Smith (a_smith)\n"},
    ),
    Way(
        "a text file that names somebody else, further down",
        {
            "SVM_mal_attempt_2027-01-20-10-00-00_svm.ipynb": "mal",
            "SVM_broe_attempt_2027-01-20-10-00-00_svm.ipynb": "broe",
        },
        {"mal": "mal", "broe": "broe"},
        "blackboard",
        {
            "SVM_mal_attempt_2027-01-20-10-00-00.txt": "Name: M (mal)\n\nName: Broe (broe)\n",
            "SVM_broe_attempt_2027-01-20-10-00-00.txt": "Name: Broe (broe)\n",
        },
    ),
    Way(
        "a text file of mal's own",
        {
            "SVM_mal_attempt_2027-01-20-10-00-00_svm.ipynb": "mal",
            "SVM_broe_attempt_2027-01-20-10-00-00_svm.ipynb": "broe",
        },
        {"mal": "mal", "broe": "broe"},
        "blackboard",
        {"SVM_mal_attempt_2027-01-20-10-00-00_x.txt": "Name: Broe (broe)\n"},
    ),
    Way(
        "Moodle's default group, which has no number",
        {"Default group_assignsubmission_file_B_2_assignsubmission_file_svm.ipynb": "mal"},
        {"Default group": "mal"},
        "moodle",
    ),
    Way(
        "an anonymous class on Canvas",
        {"anon_Ab3xZ_1_svm.ipynb": "one", "LATE_anon_c5De9_2_222_9_svm.ipynb": "two"},
        {"anon_Ab3xZ": "one", "anon_c5De9": "two"},
        "canvas",
    ),
    Way(
        "a title on Blackboard that looks like Canvas's numbers",
        {
            "lab_1_2_al_attempt_2027-01-20-10-00-00_svm.ipynb": "al",
            "lab_1_2_broe_attempt_2027-01-20-11-00-00_svm.ipynb": "broe",
        },
        {"al": "al", "broe": "broe"},
        "blackboard",
        {"lab_1_2_al_attempt_2027-01-20-10-00-00.txt": "Name: Al (al)\n"},
    ),
    Way(
        "ids that differ by case only",
        {"upper/svm/svm.ipynb": "one", "Upper/svm/svm.ipynb": "two"},
        {"Upper": "two", "upper (2)": "one"},
        "nbgrader",
        contested=("Upper", "upper (2)"),
    ),
    Way(
        "ids that differ by their Unicode form only",
        {"Zo\u00eb/svm/svm.ipynb": "one", f"{NFD}/svm/svm.ipynb": "two"},
        {"Zo\u00eb": "two", "Zo\u00eb (2)": "one"},
        "nbgrader",
        contested=("Zo\u00eb", "Zo\u00eb (2)"),
    ),
    Way(
        "a number behind a name that a second claimant would get",
        {"broe.ipynb": "broe", "BROE.ipynb": "mal", "broe (2).pdf": "al"},
        {"BROE": "mal", "broe (3)": "broe", "broe (2)": "al"},
        "files",
        contested=("BROE", "broe (3)"),
    ),
    Way(
        "a separator in a folder's name",
        {"a/svm/svm.ipynb": "a", "a\\svm\\svm.ipynb": "mal", "a+svm+x/svm/svm.ipynb": "b"},
        {"a": "a", "a+svm+x": "b", "a\\svm\\svm": "mal"},
        "nbgrader",
    ),
]
