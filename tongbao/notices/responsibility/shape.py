"""Whether a document says who answers for what: the shape of a notice that decomposes tasks.

In: the material of a document. Out: whether several of its paragraphs state roles, by label or by verb.
"""

from itertools import islice

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.responsibility.lines import lines_of
from tongbao.notices.responsibility.statements import Speech
from tongbao.notices.rows import Material

_SEVERAL = 2


def has_roles(material: Material, lexicon: Lexicon) -> bool:
    """Return whether at least two lines of the prose state who leads, answers or helps."""
    speech = Speech(lexicon, lexicon.looks_like_unit)
    stating = (line for line in lines_of(material.prose, lexicon, speech) if line.said.form)
    return len(list(islice(stating, _SEVERAL))) == _SEVERAL
