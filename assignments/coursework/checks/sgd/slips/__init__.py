"""The likeliest slips in optimization, which the visible checks tell by their values.

They are part of the catalogue of mistakes, too (see `coursework.expecting.naming`).
"""

from coursework.checks.sgd.slips.measuring import *  # noqa: F403
from coursework.checks.sgd.slips.searching import *  # noqa: F403
from coursework.checks.sgd.slips.stepping import *  # noqa: F403
