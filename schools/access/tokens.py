"""One-time tokens of invitations: typed from paper, so without look-alike letters; only a hash is kept."""

import hashlib
import secrets

# No 0/o, 1/l/i; twenty signs of 31 are 99 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_token() -> str:
    """«k7mp-2hqx-…»: five groups of four."""
    signs = [secrets.choice(ALPHABET) for _ in range(20)]
    return "-".join("".join(signs[start : start + 4]) for start in range(0, 20, 4))


def hash_of(token: str) -> str:
    """The same for a token typed with capitals, spaces or without hyphens."""
    clean = "".join(sign for sign in token.lower() if sign.isalnum())
    return hashlib.sha256(clean.encode()).hexdigest()
