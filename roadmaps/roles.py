"""Who has to do with plans: the one home of the sets of roles and of the organisations that have schools under them."""

from schools.access.roles import STAFF
from schools.enums import OrganisationKind, Role

# Organisations whose plan is a municipal one.
OFFICES = frozenset({OrganisationKind.MUNICIPAL_OFFICE, OrganisationKind.REGION})

# Who writes plans: the curator of an organisation, in a municipal office its coordinator too.
EDITORS = frozenset({Role.CURATOR, Role.COORDINATOR})
# Who sees the plans of an organisation: its staff, and the coordinators of a municipal office.
READERS = STAFF | {Role.COORDINATOR}
# Who reports on measures: everybody who reads the plan, and participants on their own.
DOERS = READERS | {Role.PARTICIPANT}
