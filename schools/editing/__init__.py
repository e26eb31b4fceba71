"""Two people at one row: what each showed, what each changed, and who is told. Rooms give the rows, the words and the deeds."""
