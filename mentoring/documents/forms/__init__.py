from .consents import PaperConsentForm, SignConsentForm, SignManyForm
from .order import IssueForm, OrderForm

__all__ = ["IssueForm", "OrderForm", "PaperConsentForm", "SignConsentForm", "SignManyForm"]
