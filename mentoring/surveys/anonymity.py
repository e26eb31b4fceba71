"""The one number of anonymity: how many people make a group."""

# Fewer than this is no group: its figures would be somebody's answers.
FEWEST = 5
