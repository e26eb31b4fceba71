from .dictionary import MentoringForm, MentoringKind, Topic
from .mentee import Mentee, MenteeRequest
from .mentor import Mentor, MentorStrength

__all__ = ["Mentee", "MenteeRequest", "Mentor", "MentorStrength", "MentoringForm", "MentoringKind", "Topic"]
