"""Messy tables of people in, tidy tables out: workbooks as grids, their layout, cleaned values, problems by cell.

Pure Python: knows nothing of models or the database; the web import, the command and the tests share one reading.
May import schools.russian and nothing else of the project.
"""
