"""What a page says to people, and what it asks of them, read from its HTML."""

import re
from html.parser import HTMLParser

SILENT = {"script", "style", "code", "svg", "template"}
SPOKEN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-count", "data-before", "label", "content")
VOID = {"input", "br", "img", "meta", "link", "hr", "col", "source", "wbr", "use", "path"}


class Page(HTMLParser):
    """`said`: pieces of text that people see or hear; `fields`: names of the first form's inputs; `links`, `actions`: addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.forms: list[dict[str, list[str]]] = []
        self.links: list[str] = []
        self.actions: list[str] = []
        self._silent = 0
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self._silent += 1
        for name in SPOKEN_ATTRIBUTES:
            if given.get(name) and tag != "meta":
                self.said.append(given[name])
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.said.append(given.get("value", ""))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        for name in ("action", "formaction", "hx-post"):
            if given.get(name):
                self.actions.append(given[name])
        if tag == "form":
            self.forms.append({"method": [given.get("method", "get")], "action": [given.get("action", "")]})
        if tag == "select":
            self._select = given.get("name", "")
        if self.forms and tag in ("input", "textarea", "select", "button") and given.get("name"):
            self.forms[-1].setdefault(f"field {given['name']}", []).append(given.get("value", ""))
        if self.forms and tag == "option" and self._select and "selected" in given:
            self.forms[-1].setdefault(f"field {self._select}", []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.said.append(data.strip())

    def fields(self) -> dict[str, list[str]]:
        """Fields of all forms that are sent by POST."""
        found: dict[str, list[str]] = {}
        for form in self.forms:
            if form["method"] == ["post"]:
                found |= {
                    name.removeprefix("field "): given for name, given in form.items() if name.startswith("field ")
                }
        found.pop("csrfmiddlewaretoken", None)
        return found


# Words that Russian pages write in Latin letters.
LATIN = {
    "pdf",
    "jpeg",
    "png",
    "word",
    "excel",
    "xlsx",
    "xls",
    "ods",
    "docx",
    "ics",
    "pt",
    "serif",
    "times",
    "new",
    "roman",
    "liberation",
    "libreoffice",
    "jpg",
}
ADDRESS = re.compile(r"(https?://|www\.)\S+|\S+@\S+|/[\w/.-]+|\b[\w-]+\.(xlsx|xls|ods|docx|pdf|ru|example|org)\b")
HASH = re.compile(r"\b[0-9a-f]{16,}\b")
WORD = re.compile(r"[A-Za-z]{2,}")
ROMAN = re.compile(r"\b[IVXLCDM]+\b")


# Words after which a name does not stand in the nominative; those before a colon or in another element do not count.
GOVERNING = re.compile(
    r"(?:^|[\s(«])(за|у|для|от|из-за|к|ко|с|со|о|об|про|без|вместо|кроме|на|карточку|карточки|согласи[ея]|пару|"
    r"назначить|пригласить|удалить|отправить|закрепить|снять|заменить|вернуть|данные|доступ|"
    r"наставник(?:а|у|ом)|наставляем(?:ого|ому|ым)|куратор(?:а|у|ом)|обучающ(?:егося|ейся|уюся|емуся)|"
    r"представител(?:я|ю|ем)|родител(?:я|ю|ем)|сотрудник(?:а|у|ом)|человека)\s$",
    re.IGNORECASE,
)


def undeclined(html: str, names: set[str]) -> list[str]:
    """Pieces of the page where one of these names, all of them in the nominative, stands after a word that governs a case."""
    found = []
    for piece in Page(html).said:
        line = " ".join(piece.split())
        for name in names:
            at = line.find(name)
            while at >= 0:
                if GOVERNING.search(line[:at]):
                    found.append(line)
                at = line.find(name, at + 1)
    return found


def english(html: str, *, known: set[str] = frozenset()) -> list[str]:
    """Pieces of the page with Latin words in them, but for addresses, file names, hashes and `known` words (logins)."""
    found = []
    for piece in Page(html).said:
        rest = ROMAN.sub(" ", HASH.sub(" ", ADDRESS.sub(" ", piece)))
        if [word for word in WORD.findall(rest) if word.lower() not in LATIN | known]:
            found.append(piece)
    return found
