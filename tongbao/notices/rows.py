"""The ledger rows of any document: from its tables, or from text that has lost them.

In: ``Document``. Out: ``Ledger`` or None. What comes after does not know which of the two it was.
"""

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.tables import Ledger, read_ledger
from tongbao.sources.document import Document


def ledger_of(document: Document, lexicon: Lexicon) -> Ledger | None:
    """Return the ledger of a document, None where there is none."""
    return read_ledger(document, lexicon)
