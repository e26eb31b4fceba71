"""A wave as .xlsx: `book.workbook_of`. Imported where it is needed, for openpyxl is slow."""

from .book import workbook_of

__all__ = ["workbook_of"]
