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


def in_each_layout() -> list[Way]:
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
