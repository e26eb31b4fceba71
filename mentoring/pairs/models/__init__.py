from .pair import Pair, Seat
from .preference import Preference

__all__ = ["Pair", "Preference", "Seat"]
