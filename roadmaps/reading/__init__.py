"""From a file to a roadmap in words: .docx, .xlsx/.xls/.ods, pasted text. Knows no database and no people.

`read_file(content, filename)` and `read_text(text)` give a `RoadmapRead` or raise `RoadmapUnreadable`, whose text is a
Russian sentence that says what to do.
"""
