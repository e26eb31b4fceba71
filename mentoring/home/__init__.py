"""The door: each role's desk, the health page, the demo. Nobody imports it."""
