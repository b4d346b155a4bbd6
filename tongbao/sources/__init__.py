"""PDF, Word, Excel and text files -> one ``Document`` of blocks and tables, each with its place.

``read`` is the door: it tells a file by its content, opens the one library that it needs, and
either returns the document or raises ``Problems`` with one message. The values it returns stand
in ``document``. Whoever keeps the bytes as well takes them first (``take``) and reads what was taken (``document_of``).
"""

from tongbao.sources.read import document_of, read
from tongbao.sources.taking import Taken, take

__all__ = ["Taken", "document_of", "read", "take"]
