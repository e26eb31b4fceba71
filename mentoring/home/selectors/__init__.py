"""What waits for whom: each role's lines are collected from the rooms on the left."""
