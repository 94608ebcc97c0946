"""Edits of a copy of the kit, and for which assignments each counts."""

import json

from autograder.course import load_course

ASSIGNMENTS = [one.name for one in load_course().assignments]


def appended(text):
    return lambda before: f"{before}\n{text}\n"


def with_one_more_answer(text):
    notebook = json.loads(text)
    cells = notebook["cells"]
    stub = next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("solution"))
    more = json.loads(json.dumps(stub))
    more["id"] = more["metadata"]["nbgrader"]["grade_id"] = "one_more"
    cells.append(more)
    return json.dumps(notebook)


def with_answers_turned_round(text):
    told = json.loads(text)
    return json.dumps({**told, "order": told["order"][::-1]})


COMMENT = appended("# a comment")
ALL = ASSIGNMENTS
LINEAR_LOSSES = ["svm", "softmax"]

EDITS = {
    "a reference": ("solutions/knn.py", COMMENT, {"reference": ["knn"]}),
    "a reference that another assignment's checks use": (
        "solutions/svm.py",
        COMMENT,
        {"reference": ["svm"], "other_references": ["backprop"]},
    ),
    "a catalogue": (
        "autograder/assignments/knn/mistakes/voting.py",
        COMMENT,
        {"mistakes": ["knn"]},
    ),
    "a catalogue of two": (
        "autograder/assignments/any_loss/mistakes/means.py",
        COMMENT,
        {"mistakes": LINEAR_LOSSES},
    ),
    "how mistakes are recognised": (
        "autograder/grading/recognising_mistakes.py",
        COMMENT,
        {"grader": ALL},
    ),
    "a hidden check": (
        "autograder/assignments/knn/checks/voting.py",
        lambda text: text.replace("points=", "points = ", 1),
        {"checks": ["knn"]},
    ),
    # Backprop has its own checks of SVM losses, and uses only what draws the data from there.
    "one check of SVM": (
        "autograder/assignments/svm/checks.py",
        lambda text: text.replace("size=5), 2, delta)", "size=6), 2, delta)"),
        {"checks": ["svm"]},
    ),
    "one check of several answers": (
        "autograder/assignments/svm/checks.py",
        lambda text: text.replace("random_loss=3", "random_loss=4"),
        {"checks": ["svm"]},
    ),
    "what checks of several answers are made with": (
        "autograder/assignments/svm/checks.py",
        lambda text: text.replace("    LOSS,\n    problem,", "    LOSS,\n    draw_problem,"),
        {"checks": ["svm"]},
    ),
    "a check that some assignments ask for": (
        "autograder/assignments/any_loss/checks.py",
        lambda text: text.replace("draw, 0, [0.0, 0.0, 0.0])", "draw, 0, [0.0, 0.0])"),
        {"checks": LINEAR_LOSSES, "shared": [*LINEAR_LOSSES, "backprop"]},
    ),
    "a visible check": (
        "assignments/coursework/checks/linear/__init__.py",
        lambda text: text.replace("(student: Asked)", "(student: 'Asked')", 1),
        {"checks": ["linear"]},
    ),
    "a hint on a wrong answer": (
        "autograder/assignments/generated_questions/linear.json",
        lambda text: text.replace("One column is enough", "A column is enough"),
        {"checks": ["linear"]},
    ),
    "a right answer": (
        "autograder/assignments/generated_questions/svm.json",
        lambda text: text.replace('"right": 12.9', '"right": 12.8'),
        {"checks": ["svm"]},
    ),
    "the order of the answers": (
        "autograder/assignments/generated_questions/svm.json",
        with_answers_turned_round,
        {"order": ["svm"]},
    ),
    "what students are told of the questions": (
        "assignments/coursework/questions.json",
        appended(""),
        {},
    ),
    "a text that isn't built yet": ("solutions/notebooks/svm.md", appended("More."), {}),
    "what checks of some assignments share": (
        "autograder/assignments/any_loss/checks.py",
        COMMENT,
        {"shared": [*LINEAR_LOSSES, "backprop"]},
    ),
    "what checks ask of any answer": (
        "autograder/assignments/any_answer/checks.py",
        COMMENT,
        {"shared": ALL},
    ),
    # Questions refer to them, too, but have their values since they were built.
    "the worked examples": (
        "data/worked_examples.json",
        appended(""),
        {"examples": ["linear", "svm", "backprop"]},
    ),
    "the students' worked examples": (
        "assignments/coursework/worked_examples.json",
        appended(""),
        {"examples": [one for one in ALL if one != "sgd"]},
    ),
    "a released notebook": (
        "assignments/knn/knn.ipynb",
        appended(""),
        {"released": ["knn"]},
    ),
    "the answers of a released notebook": (
        "assignments/knn/knn.ipynb",
        with_one_more_answer,
        {"released": ["knn"], "others": [one for one in ALL if one != "knn"]},
    ),
    "what the students' package compares with": (
        "assignments/coursework/expecting/values.py",
        COMMENT,
        {"coursework": ALL},
    ),
    "gates that one notebook gives out": (
        "assignments/coursework/gates.py",
        COMMENT,
        {"coursework": ["backprop"]},
    ),
    "plots that one notebook gives out": (
        "assignments/coursework/plots/sgd/plane.py",
        COMMENT,
        {"coursework": ["sgd"]},
    ),
    "what runs in the sandbox": ("autograder/sandbox/inside/worker.py", COMMENT, {"grader": ALL}),
    "how pages look": ("autograder/reports/templates/feedback.css", appended(""), {"pages": ALL}),
    "how pages are made": ("autograder/reports/feedback_page.py", COMMENT, {"pages": ALL}),
    "a title": (
        "course.toml",
        lambda text: text.replace('title = "Linear scores"', 'title = "Linear"'),
        {"pages": ["linear"]},
    ),
    "a due date": ("course.toml", lambda text: text.replace("2027-01-15T", "2027-01-16T"), {}),
    "the gradebook": ("autograder/nbgrader/gradebook.py", COMMENT, {}),
    "the demo": ("autograder/assignments/svm/demo.py", COMMENT, {}),
    "a variant": ("autograder/assignments/svm/variants.py", COMMENT, {}),
}
