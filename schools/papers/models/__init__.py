from .acquaintance import Acquaintance
from .act import LegalAct
from .document import Document
from .file import StoredFile
from .job import Job
from .register import Register
from .settings import PaperSettings, Wording

__all__ = ["Acquaintance", "Document", "Job", "LegalAct", "PaperSettings", "Register", "StoredFile", "Wording"]
