from .consents import PaperConsentForm, SignConsentForm, SignManyForm, WithdrawForm
from .issue import IssueForm
from .order import OrderForm
from .paper import PaperForm
from .wording import WordingForm

__all__ = [
    "IssueForm",
    "OrderForm",
    "PaperConsentForm",
    "PaperForm",
    "SignConsentForm",
    "SignManyForm",
    "WithdrawForm",
    "WordingForm",
]
