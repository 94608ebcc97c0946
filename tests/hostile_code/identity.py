"""All hand-ins that claim to be somebody else's."""

from hostile_code import odd_names, odd_names_on_canvas
from hostile_code.imitations import in_each_layout

WAYS = [*in_each_layout(), *odd_names_on_canvas.WAYS, *odd_names.WAYS]
