"""What the course's notebooks share: data sets, plots and instant checks."""

from coursework.instant import check
from coursework.instant_feedback.needs import needs

__all__ = ["check", "needs"]
