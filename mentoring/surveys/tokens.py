"""The personal link: twelve signs to type, computed from the ticket's nonce and the installation's secret.

31 signs to the power of 12 are 59 bits; together with the throttling of wrong codes (`services/throttling.py`) they cannot be
enumerated. The database keeps only the nonce and the hash: whoever holds it without the secret holds no links.
"""

import hmac
import uuid

from django.conf import settings

from schools.access.tokens import ALPHABET, hash_of

GROUPS, SIGNS = 3, 4


def token_of(nonce: uuid.UUID) -> str:
    """«k7mp-2hqx-9rtw», the same whenever it is asked for."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"survey ticket " + nonce.bytes, "sha512").digest()
    number = int.from_bytes(digest)
    signs = ""
    for _ in range(GROUPS * SIGNS):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return "-".join(signs[start : start + SIGNS] for start in range(0, len(signs), SIGNS))


def ticket_hash(nonce: uuid.UUID) -> str:
    return hash_of(token_of(nonce))
