"""The roster: who takes the course, and who of them a platform means."""

from autograder.handin.roster.people import NUMBERS, UNKNOWN, Clue, Match, Person, Roster
from autograder.handin.roster.roster_csv import load_roster, read_roster, write_roster

__all__ = [
    "NUMBERS",
    "UNKNOWN",
    "Clue",
    "Match",
    "Person",
    "Roster",
    "load_roster",
    "read_roster",
    "write_roster",
]
