"""Roadmaps that the product offers, in our own words, one TOML file each; README.md tells an editor how to write one.

`all_patterns()` gives them in the order of the list; `Pattern.build` makes the words of one for an organisation and a
year, with months of that year and the people whom the organisation names as head and curator. What is built goes through
the same laying out as an imported file.
"""

from .loading import Pattern, all_patterns

__all__ = ["Pattern", "all_patterns"]
