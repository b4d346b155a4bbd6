"""PDF, Word, Excel and text files -> one ``Document`` of blocks and tables, each with its place.

``read`` is the door: it tells a file by its content, opens the one library that it needs, and
either returns the document or raises ``Problems`` with one message. The values it returns stand
in ``document``.
"""

from tongbao.sources.read import read

__all__ = ["read"]
