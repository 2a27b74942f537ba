"""How often one may ask for a case by number: guessing four digits must not pay."""

from yimen.faces.shared import counting

PER_CASE = 5  # of one address: a slip or two of the finger
PER_ADDRESS = 60  # a hall's shared machine serves many people
SPAN_S = 15 * 60
# Of all addresses: of 10,000 endings two open a case (number, telephone), so at 30 a day a guess takes a hundred days.
# Who is locked out by another's guessing still has the QR of the receipt.
PER_CASE_OF_ALL = 30
DAY_S = 24 * 60 * 60


def counted(address: str, number: str) -> bool:
    """Counts one attempt; False when this address has used up its own, or the case all of its attempts.

    What is refused for the address is not counted against the case, else one address could shut a case for all.
    """
    with counting.alone():
        return (
            counting.below(f"address|{address}", PER_ADDRESS, SPAN_S)
            and counting.below(f"pair|{address}|{number}", PER_CASE, SPAN_S)
            and counting.below(f"case|{number}", PER_CASE_OF_ALL, DAY_S)
        )
