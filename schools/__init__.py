"""The ground: organisations as a tree, people, posts, roles, academic years.

Packages inside: access (who sees what), journal (append-only audit), russian (declension), workbooks (messy tables in,
tidy tables out), papers (what a paper is). May import nothing of the project outside itself, and nothing of papers.
"""
