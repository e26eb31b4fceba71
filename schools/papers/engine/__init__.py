"""The engine of papers: blocks → HTML → PDF, and blocks → .docx.

Knows nothing of people, pairs or the database and needs no Django: what it is given are blocks
(``blocks``), what it returns are bytes and markup. It imports nothing of ours outside itself, so
a packet can be printed in processes that start quickly.
"""
