"""When? Time expressions as intervals, and which of them dates which statement.

`find_times` finds and reads the expressions of a text; `date_statements` binds them to statements.
"""

from laut.reading.timing.binding import date_statements
from laut.reading.timing.expressions import TimeExpression, find_times

__all__ = ["TimeExpression", "date_statements", "find_times"]
