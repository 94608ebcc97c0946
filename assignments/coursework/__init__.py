"""What the course's notebooks share: data sets, plots and instant checks."""

from coursework.notebook.instant import check
from coursework.notebook.needs import needs

__all__ = ["check", "needs"]
