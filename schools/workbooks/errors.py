"""The one error of this package, and the sentences that several of its modules say."""

SAVE_AS = "Откройте файл в Excel или LibreOffice, сохраните как «Книга Excel (.xlsx)» и загрузите снова."
DAMAGED = (
    "Файл повреждён или загрузился не до конца, прочитать его не удалось. Откройте его в Excel, сохраните заново "
    "как «Книга Excel (.xlsx)» и загрузите снова."
)
PASSWORD = (
    "Файл защищён паролем. Снимите защиту (в Excel: «Файл» → «Сведения» → «Защита книги»), сохраните книгу "
    "и загрузите снова."
)
TOO_LARGE = (
    "В книге слишком много заполненных ячеек для списка людей. Скопируйте лист со списком в новую книгу и загрузите её."
)
UNPACKS_TOO_LARGE = (
    "Файл распаковывается в слишком большой объём, так не бывает у списка людей. Скопируйте список в новую книгу "
    "и загрузите её."
)

COPY_TABLE = "Скопируйте таблицу в Excel, сохраните как «Книга Excel (.xlsx)» и загрузите снова."


class WorkbookError(Exception):
    """The file cannot be read as a table of people; `str(error)` is a Russian sentence that says what to do."""

    def __init__(self, message_ru: str) -> None:
        super().__init__(message_ru)
        self.message_ru = message_ru
