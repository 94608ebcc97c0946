"""Cells of questions, as an author writes them into the text of a notebook."""

HEAD = """\
---
given:
  IMAGES: worked_example("three-images")["value"]
  FROG: IMAGES["losses"][2]
---

"""

NUMBER = """\
asks: What is the loss?
right: FROG
wrong:
- value: FROG - 2
  name: slip_of_slide
  hint: >-
    A slip: look
    again.
- value: 1e3
  name: far_off
  hint: Far off.
"""

LIST = """\
- **A**: one
- **B**: two
- **C**: three
"""

CHOICE = """\
asks: Which one?
right: B
wrong:
- value: A
  name: first_one
  hint: No.
points: 3
"""


def cell(name: str, body: str) -> str:
    return f"```{{code-cell}} ipython3\n:question: {name}\n{body}```\n\n"
