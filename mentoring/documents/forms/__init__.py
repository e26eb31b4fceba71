from .consents import PaperConsentForm, SignConsentForm, SignManyForm, WithdrawForm
from .issue import IssueForm
from .order import OrderForm
from .wording import WordingForm

__all__ = [
    "IssueForm",
    "OrderForm",
    "PaperConsentForm",
    "SignConsentForm",
    "SignManyForm",
    "WithdrawForm",
    "WordingForm",
]
