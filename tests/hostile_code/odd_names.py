"""Names on other platforms that look like the marks of one, and are not."""

from hostile_code.imitations import MOODLE, NFD, Way

WAYS = [
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
