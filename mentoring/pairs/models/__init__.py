from .pair import Pair, Seat

__all__ = ["Pair", "Seat"]
