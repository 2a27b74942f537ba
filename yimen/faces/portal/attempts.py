"""How often one address may ask for a case by number: guessing four digits must not pay."""

from hashlib import sha256

from django.core.cache import cache

PER_CASE = 5  # 10,000 endings at 5 in 15 minutes: three weeks of trying for one case
PER_ADDRESS = 60  # a hall's shared machine serves many people
SPAN_S = 15 * 60


def counted(address: str, number: str) -> bool:
    """Counts one attempt; False when this address has used up its attempts for this case or for all."""
    pair = sha256(f"{address}|{number}".encode()).hexdigest()
    alone = sha256(address.encode()).hexdigest()
    return _below(f"progress-case-{pair}", PER_CASE) and _below(f"progress-address-{alone}", PER_ADDRESS)


def _below(key: str, most: int) -> bool:
    cache.add(key, 0, SPAN_S)
    try:
        return cache.incr(key) <= most
    except ValueError:  # ran out between the two lines: a new span has begun
        return True
