"""The list of those who owe consents, narrowed by words and by state."""

from collections.abc import Iterable

from schools.russian import search_key

from .consent_lines import Signer


def narrowed(signers: Iterable[Signer], q: str, only: str) -> list[Signer]:
    """Search by words (of the participant or of the one who signs) and by state; `only` is a code of `SHOWN`."""
    words = search_key(q).split()
    kept = [signer for signer in signers if all(word in _searched(signer) for word in words)]
    tests = {
        "owed": lambda signer: bool(signer.owes),
        "unprinted": lambda signer: any(line.is_unprinted for line in signer.owes),
        "prepared": lambda signer: any(line.state == "prepared" for line in (*signer.lines, *signer.offered)),
        "withdrawn": lambda signer: any(line.state == "withdrawn" for line in signer.lines),
        "parents": lambda signer: signer.is_minor,
        "eighteen": lambda signer: signer.of_age_on is not None,
    }
    return [signer for signer in kept if tests[only](signer)] if only in tests else kept


def _searched(signer: Signer) -> str:
    kin = [link.representative.search_text for link in signer.person.represented_by.all()] if signer.is_minor else []
    return " ".join([signer.person.search_text, *kin])
