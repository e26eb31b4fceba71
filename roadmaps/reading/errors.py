class RoadmapUnreadable(Exception):
    """The file holds no roadmap that can be read; `str(error)` is a Russian sentence that says what to do."""
