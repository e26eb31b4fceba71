"""What a paper is, knowing nothing of mentoring: the Document record, registers and numbers, legal acts, stored files
behind a gate, and the engine (blocks to HTML, PDF and docx). May import schools.
"""
