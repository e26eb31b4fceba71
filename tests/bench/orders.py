"""The papers of a school, composed from the rooms: an order on ten pairs and a hundred consents."""

from datetime import timedelta

from tests.bench import papers

PAIRS, CONSENTS = 10, 100


def order() -> tuple[float, float]:
    """From the blocks of the school's order to its PDF, against one naive call for the same pages.

    Composing the blocks from the rows is left out on both sides. One process only on both sides, so its own time is
    counted: neighbours on the machine do not matter.
    """
    from mentoring.documents.composing import compose, stamp_of
    from mentoring.documents.pages.letterhead import page_of
    from mentoring.documents.services.orders import draft_order
    from schools.papers.engine.pdf import render_pdf
    from tests import world as cast

    world = cast.build()
    draft = draft_order(world.school, "teachers", _approved(world), cast.YEAR, world.anna, None)
    page = page_of(world.school)
    blocks = compose(draft, stamp_of(draft, "45-ОД", cast.TODAY))
    return papers.compare_one(lambda: render_pdf(blocks, page, draft.title, cast.TODAY), blocks, page)


def consents() -> tuple[float, float]:
    """A hundred sheets of the school, of every purpose by turns, as one PDF on both cores against a naive loop."""
    from mentoring.documents.composing import compose, stamp_of
    from mentoring.documents.kinds import all_kinds
    from mentoring.documents.pages.letterhead import sheet_page_of
    from schools.papers.models import Document
    from tests import world as cast

    world = cast.build()
    codes = [kind.code for kind in all_kinds().values() if kind.purpose]
    documents = []
    for number in range(CONSENTS):
        card = cast.person(world.school, f"Полетаева Вера Павловна {number}", "учитель химии")
        sheet = Document(
            organisation=world.school, kind=codes[number % len(codes)], data={"person": card.pk, "year": cast.YEAR}
        )
        documents.append(compose(sheet, stamp_of(sheet)))
    return papers.compare_packet(documents, sheet_page_of(world.school))


def _approved(world) -> list:
    """Ten approved pairs of teachers."""
    from mentoring.banks.models import MentoringForm
    from mentoring.pairs.services import approve_pairs, propose_pair, submit_pairs
    from tests import world as cast
    from tests.schools.papers.engine import samples

    form = MentoringForm.objects.get(code="teacher-teacher")
    pairs = []
    for (giver, giver_post), (taker, taker_post) in zip(samples.MENTORS[:PAIRS], samples.MENTEES[:PAIRS], strict=True):
        mentor = cast.mentor(cast.person(world.school, giver, giver_post))
        mentee = cast.mentee(cast.person(world.school, taker, taker_post))
        ends = cast.TODAY + timedelta(days=250)
        pairs.append(
            propose_pair(
                world.school,
                mentor,
                [mentee],
                form=form,
                kinds=[],
                starts=cast.TODAY,
                ends=ends,
                reason="",
                by=world.anna,
            )
        )
    return approve_pairs(submit_pairs(pairs, world.anna), world.gleb)
