"""Our papers: kinds of documents, one file each under kinds/, and the deeds that span rooms.

May import every room to its left; only home imports it.
"""
