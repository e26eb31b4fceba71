"""What a person reads when the database itself refuses a deed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

STALE = "Эти данные изменились, пока вы работали. Обновите страницу и попробуйте ещё раз."


@contextmanager
def told_as(refused: type[ValidationError], ruled: Sequence[type[models.Model]]) -> Iterator[None]:
    """One transaction whose broken database rules come out as `refused` with the Russian sentences of their constraints.

    `ruled`: the models whose constraints are looked through, in this order.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise refused([sentence_of(error, ruled)]) from error


def sentence_of(error: IntegrityError, ruled: Sequence[type[models.Model]]) -> str:
    """The sentence of the constraint that the database named; `STALE` for one without a sentence of its own."""
    said = str(error)
    for model in ruled:
        for constraint in model._meta.constraints:
            if constraint.name not in said and said != _by_columns(model, constraint):
                continue
            words = constraint.violation_error_message
            return STALE if words == constraint.default_violation_error_message else str(words)
    return STALE


def _by_columns(model: type[models.Model], constraint: models.BaseConstraint) -> str | None:
    """SQLite names the columns of a unique rule instead of the rule; None for other rules."""
    columns = [model._meta.get_field(name).column for name in getattr(constraint, "fields", ())]
    if not columns:
        return None
    return "UNIQUE constraint failed: " + ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
