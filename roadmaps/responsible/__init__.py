"""Who answers for a measure, read from prose: names of the staff in any case, roles and posts in any case and number.

`read_responsible` cuts the prose into those whom it names: a person, a role, or words that name nobody known. Nobody is
guessed: two who fit, and the words stay words. `role_of_post` tells the role that a post in the staff list carries,
`roles_of_post` all that it does, `names_anybody` whether a text names a person or a role at all.
`strangers_in` gives the names that nobody of the staff bears.
Pure functions: no models, no settings, no database.
"""

from .people import Named, strangers_in
from .prose import Found, names_anybody, read_responsible
from .roles import role_of_post, roles_of_post

__all__ = ["Found", "Named", "names_anybody", "read_responsible", "role_of_post", "roles_of_post", "strangers_in"]
