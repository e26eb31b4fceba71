"""The second factor: a code from a telephone besides the password (TOTP, RFC 6238), served by allauth's MFA.

Everybody may switch it on; an organisation may require it of those who see all of its data. The key of a person lies in
the database encrypted with the installation's SECRET_KEY; spare codes open when the telephone is lost.
"""

import base64
import hashlib
from collections.abc import Iterable

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from schools.enums import Role
from schools.journal.services import record
from schools.models import Membership, Organisation, User

from .adapter import TOO_MANY
from .qr import qr_svg
from .roles import HEADS, STAFF, acts_as, roles_in

# Of whom an organisation may require it: whoever sees the data of all its people.
ASKED_OF = STAFF | {Role.COORDINATOR}


def is_on(user: AbstractBaseUser) -> bool:
    """Whether the user signs in with a code."""
    return Authenticator.objects.filter(user=user.pk, type=Authenticator.Type.TOTP).exists()


def owes_second_factor(user: User, organisation: Organisation, roles: Iterable[str]) -> bool:
    """Whether the organisation requires a code of a user with these roles, who has not switched it on."""
    asked = organisation.legal_entity.second_factor_required and bool(frozenset(roles) & ASKED_OF)
    return asked and not is_on(user)


def is_confirmed(request: HttpRequest) -> bool:
    """Whether this very session gave a code (of the telephone or a spare one), or none is asked of its user.

    The sign-in asks for it; a session begun by the password alone, before the code was switched on, has yet to give one.
    """
    given = any(one.get("method") == "mfa" for one in get_authentication_records(request, request.user))
    return given or not is_on(request.user)  # type: ignore[arg-type]  # signed in


@transaction.atomic
def begin_with_code(request: HttpRequest) -> None:
    """The code was switched on in this session, which gave it; all other sessions of the user end.

    Whoever knew the password alone might sit in one of them.
    """
    record_authentication(request, request.user, "mfa", type=Authenticator.Type.TOTP)
    mine = str(request.user.pk)
    open_ones = Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=request.session.session_key)
    ended = [one.pk for one in open_ones.iterator() if one.get_decoded().get(SESSION_KEY) == mine]
    Session.objects.filter(pk__in=ended).delete()


def requiring(user: User) -> list[Organisation]:
    """Organisations that require a code of the user today."""
    held = Membership.objects.near().filter(user=user, role__in=ASKED_OF, organisation__second_factor_required=True)
    return sorted({one.organisation for one in held.select_related("organisation")}, key=str)


@transaction.atomic
def require(organisation: Organisation, required: bool, by: User) -> Organisation:
    """Require a code of the organisation's head, curator and coordinator, or cease to. The head's own deed.

    Whoever requires it signs in with a code already: nobody shuts the door behind himself.
    """
    place = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.legal_entity.pk)
    roles = roles_in(by, place)
    if not roles & HEADS and not by.is_superuser:
        raise ValidationError("Требовать вход с кодом решает руководитель.")
    if required and not is_on(by):
        raise ValidationError("Сначала включите вход с кодом у себя, потом требуйте его от других.")
    if place.second_factor_required != required:
        place.second_factor_required = required
        place.save(update_fields=["second_factor_required"])
        deed = "вход с кодом стал обязательным" if required else "вход с кодом перестал быть обязательным"
        record(deed, place, organisation=place, user=by, on_behalf=acts_as(roles))
    return place


@transaction.atomic
def switch_off(user: User, by: User | None) -> bool:
    """Take the code and the spare codes away: the telephone is lost, and the spare codes too. False when there were none."""
    rows = Authenticator.objects.filter(user=user)
    if not rows.exists():
        return False
    rows.delete()
    record_change("вход с кодом отключён администратором", user, by)
    return True


def record_change(deed: str, user: User, by: User | None) -> None:
    """To the journal of every organisation whose data the user sees: they should know how well the door is locked."""
    held = Membership.objects.near().filter(user=user, role__in=ASKED_OF).select_related("organisation")
    for place in {one.organisation for one in held}:
        record(deed, user, organisation=place, user=by, after={"кто": user.get_full_name()})


class SecondFactorAdapter(DefaultMFAAdapter):
    """Allauth's MFA in our words, with the keys encrypted and our drawing of QR codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Ваша организация требует вход с кодом: выключить его нельзя.",
        "cannot_generate_recovery_codes": "Сначала включите вход с кодом.",
        "incorrect_code": "Код не подходит. Возьмите новый: он меняется каждые 30 секунд. Проверьте время на телефоне.",
        "rate_limited": TOO_MANY,
    }

    def get_totp_issuer(self) -> str:
        return "Наставничество"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url)

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not requiring(authenticator.user)


def _box() -> MultiFernet:
    """Opens with the former keys of the installation too (SECRET_KEY_FALLBACKS)."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = (hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
