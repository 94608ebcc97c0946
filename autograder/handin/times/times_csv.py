"""When things came in, by the instructor's own table: `times.csv`, named in `course.toml`."""

from __future__ import annotations

from autograder.course import Course
from autograder.handin.times.written_times import read_time
from autograder.handin.unpacking.csv_tables import TableError, read_table
from autograder.handin.unpacking.file_names import without_case

# By student, apart from case, and assignment: the time as it was written.
Timetable = dict[tuple[str, str], str]


def load_times(course: Course) -> Timetable:
    """Read the table of times: columns student, time, and assignment where it's of several.

    Raises
    ------
    TableError
        If it isn't there, lacks a column, or holds something that can't be read as a time.
    """
    if not course.times:
        return {}
    path = course.file(course.times)
    if not path.is_file():
        raise TableError(
            f"course.toml names the table of times {course.times}: there is no {path}."
        )
    table = read_table(path)
    header = [one.strip().casefold() for one in table.header]
    for names in (("student", "id"), ("time", "handed_in")):
        if not set(names) & set(header):
            raise TableError(f"{table.path} should have a column “{names[0]}”.")
    who = next(place for place, one in enumerate(header) if one in ("student", "id"))
    when = next(place for place, one in enumerate(header) if one in ("time", "handed_in"))
    known = [one.name for one in course.assignments]
    times: Timetable = {}
    for row, line in zip(table.rows, table.lines, strict=True):
        named = row[header.index("assignment")].strip() if "assignment" in header else ""
        if named and named not in known:
            raise TableError(f"{table.path}, line {line}: there is no assignment “{named}”.")
        text = row[when].strip()
        if text and read_time(text, course.zone, course.zone).at is None:
            raise TableError(
                f"{table.path}, line {line}: “{text}” can't be read as a time; write it as "
                "2027-01-24 08:00."
            )
        for assignment in [named] if named else known:
            key = (without_case(row[who].strip()), assignment)
            if key in times and row[when].strip():
                raise TableError(f"{table.path}, line {line}: a second time for {row[who]}.")
            times[key] = row[when].strip()
    return times
