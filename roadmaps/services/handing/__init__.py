"""«Спустить школам»: measures of a municipal roadmap become schools' own, in the schools' own roadmaps.

A school changes words, dates and persons of what came down as it likes; it may not throw it away, only say that it was
not held, with a reason. The municipality sees states and days (`selectors.handed`), nothing else.
"""

from .giving import HandedDown, hand_down
from .taking import TakenBack, take_back

__all__ = ["HandedDown", "TakenBack", "hand_down", "take_back"]
