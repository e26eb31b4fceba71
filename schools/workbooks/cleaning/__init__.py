"""From the text of a cell to a clean value, with what has to be said about it. One module for each kind of value."""

from schools.workbooks.cleaning.base import ERROR, INFO, WARNING, Finding, is_blank, shown, text_of
from schools.workbooks.cleaning.contacts import clean_email, clean_phone
from schools.workbooks.cleaning.dates import clean_birth_date, clean_date
from schools.workbooks.cleaning.names import NameParts, clean_name_part, split_full_name
from schools.workbooks.cleaning.representatives import Representative, parse_representatives
from schools.workbooks.cleaning.school import (
    clean_category,
    clean_gender,
    clean_grade,
    clean_post,
    clean_text,
    clean_years,
    split_subjects,
)

__all__ = [
    "ERROR",
    "INFO",
    "WARNING",
    "Finding",
    "NameParts",
    "Representative",
    "clean_birth_date",
    "clean_category",
    "clean_date",
    "clean_email",
    "clean_gender",
    "clean_grade",
    "clean_name_part",
    "clean_phone",
    "clean_post",
    "clean_text",
    "clean_years",
    "is_blank",
    "parse_representatives",
    "shown",
    "split_full_name",
    "split_subjects",
    "text_of",
]
