"""Names on Canvas that look like the marks of the platform, and are not."""

from hostile_code.imitations import Way

WAYS = [
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
        "an anonymous class on Canvas",
        {"anon_Ab3xZ_1_svm.ipynb": "one", "LATE_anon_c5De9_2_222_9_svm.ipynb": "two"},
        {"anon_Ab3xZ": "one", "anon_c5De9": "two"},
        "canvas",
    ),
]
