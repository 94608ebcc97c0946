"""Answers and texts on a page, and a page with hostile text wherever a student can write."""

from __future__ import annotations

from made_results import HOSTILE, TEXT, hostile
from shown_pages import feedback_page

ANSWERS = {
    "loss_of_frog": "loss_of_frog = 10.9\n",
    "hinge_loss": (
        "def hinge_loss(scores, label, delta=1.0):\n"
        '    """Return the hinge loss of one example."""\n'
        "    margins = np.maximum(0, scores - scores[label] + delta)\n"
        "    margins[label] = 0  # the right class adds nothing\n"
        "    return float(margins.sum())\n"
    ),
}

TEXTS = {
    TEXT: (
        "With `W` close to 0 all scores are *equal*, so each of the **C − 1** wrong classes adds "
        "max(0, 0 − 0 + 1) = 1.\n\n- a first test of the code\n- and it costs nothing\n\n"
        "$$L = \\sum_{j \\neq y} 1 = C - 1$$"
    )
}


def hostile_page() -> str:
    code = f'x = "{HOSTILE}"\n</pre></details>{HOSTILE}\n'
    text = (
        f"{HOSTILE}\n\n![x](http://evil.example/y.png) [click](javascript:alert(3)) "
        "[there](http://evil.example/) <http://evil.example/auto>\n\n"
        '<iframe src="http://evil.example/frame"></iframe>\n\n'
        '<p style="background: url(http://evil.example/z.png)" onclick="alert(4)">p</p>\n\n'
        "```\n</code></pre><script>alert(5)</script>\n```\n\n[a]: javascript:alert(6)\n\n[a]"
    )
    return feedback_page(hostile(), HOSTILE, {"q": code, HOSTILE: code}, {"text": text})
