"""Orders that change issued ones by their points."""

from mentoring.documents.services.papers import begin_paper
from schools.papers.models import Document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.kinds_driver import Place
from tests.world import TODAY, YEAR, World

from .orders import appointing, drafted_in, organised, paying
from .sample import Maker, Sample


def change_of(place: Place, order: Document, **answers) -> Document:
    """A draft that changes the order."""
    document = begin_paper(place.organisation, "order_change", YEAR, place.curator, None, ground=order)
    document.data |= {"reason": "кадровыми изменениями"} | answers
    document.save()
    return document


def row(place: str, text: str = "", how: str = "edition", was: str = "", number: str = "") -> dict[str, str]:
    return {"place": place, "how": how, "number": number, "was": was, "text": text}


def issued_paper(draft: Document, by, number: str = "", day=TODAY) -> Document:
    from mentoring.documents.services.papers import issue_paper  # WeasyPrint is slow to import

    return issue_paper(Document.objects.get(pk=draft.pk), number=number, proposed="", day=day, by=by)


def changing_curator(world: World) -> Document:
    """Another curator, a new edition, a new point, a point out of force."""
    order = issued_paper(appointing(substitute=True)(world), world.anna)
    place = kinds_driver.school(world)
    coming = kinds_driver.staff(world.school, 4)[2]
    return change_of(
        place,
        order,
        leaving=order.data["curator"],
        coming=coming.pk,
        changes=[
            row("2.1", "вести банки наставников и наставляемых и обновлять их раз в полугодие;"),
            row("3", how="void"),
            row("new", "Разместить сведения о кураторе на официальном сайте до 1 октября 2026 г."),
            row("title", "О назначении и обязанностях куратора наставничества"),
        ],
    )


def changing_elsewhere(place_name: str, order_kind: str = "order_curator", n: int = 2) -> Maker:
    """In a kindergarten, in a college: the first of its people instead of the deputy."""

    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world, n)
        order = issued_paper(drafted_in(place, order_kind), place.curator)
        told = [one.pk for one in place.people]
        return change_of(place, order, leaving=order.data["curator"], coming=place.people[1].pk, told=told)

    return make


def changing_payments(world: World) -> Document:
    """A second change of an order that was changed already."""
    order = issued_paper(paying(n=3)(world), world.anna, "5")
    place = kinds_driver.school(world)
    first = change_of(place, order, changes=[row("2", "Бухгалтерии производить выплаты до 10 числа.")])
    issued_paper(first, world.anna, "6")
    return change_of(place, order, changes=[row("2", how="words", was="до 10 числа", text="до 15 числа")])


def changing_organised(world: World) -> Document:
    order = issued_paper(organised()(world), world.anna)
    place = kinds_driver.school(world)
    long = "Провести до 1 декабря 2026 г. совещание наставников:\n3.1. обсудить ход работы;\n3.2. уточнить планы."
    return change_of(place, order, changes=[row("4.4", how="words", was="15 июня", text="20 июня"), row("3", long)])


CHANGE = [
    "1. Внести в приказ от 14.09.2026 № 1 «О назначении куратора наставничества» следующие изменения:",
    "1.1. наименование изложить в следующей редакции: «О назначении и обязанностях куратора наставничества»;",
    "1.2. в пункте 1 слова «заместителя директора по учебно-воспитательной работе Ясную А.П.» заменить словами "
    "«учителя начальных классов Журавского А.И.»;",
    "1.3. подпункт 2.1 изложить в следующей редакции: «2.1. вести банки наставников и наставляемых и обновлять их раз "
    "в полугодие;»;",
    "1.4. пункт 3 признать утратившим силу;",
    "1.5. дополнить пунктом 5 следующего содержания: «5. Разместить сведения о кураторе на официальном сайте "
    "до 1 октября 2026 г.».",
    "2. В остальной части указанный приказ оставить без изменений.",
    "3. Контроль за исполнением настоящего приказа оставляю за собой.",
]

SAMPLES: dict[str, Sample] = {"order_change": (changing_curator, CHANGE)}
MORE: dict[str, Maker] = {
    "order_change: детский сад": changing_elsewhere("детский сад"),
    "order_change: колледж, сорок человек": changing_elsewhere("колледж", n=40),
    "order_change: выплаты, второе изменение": changing_payments,
    "order_change: об организации, пункт в несколько строк": changing_organised,
}
