from .mentee import MenteeForm
from .mentor import MentorForm
from .topic import TopicForm

__all__ = ["MenteeForm", "MentorForm", "TopicForm"]
