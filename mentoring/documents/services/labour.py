"""What a labour paper does to its pairs when it is annulled."""

from mentoring.pairs.services import release_pairs
from schools.models import User
from schools.papers.models import Document


def let_pairs_go(document: Document, by: User) -> None:
    """`Kind.on_annul` of an agreement and of a warning: the pairs stand with the one before it, or without."""
    release_pairs(document, by)
