"""The deeds of papers: files, numbers, documents, long work, legal acts."""
