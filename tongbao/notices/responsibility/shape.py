"""Whether a document says who answers for what: the shape of a notice that decomposes tasks.

In: the material of a document. Out: whether a table of it has such columns, whether several of its paragraphs state
roles, and whether it announces a list of just as many items as follow.
"""

import re
from itertools import islice

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.responsibility.blocks import build_blocks
from tongbao.notices.responsibility.choosing import choose_items
from tongbao.notices.responsibility.lines import lines_of
from tongbao.notices.responsibility.statements import Speech
from tongbao.notices.rows import Material

_SEVERAL = 2
_FEWEST_LISTED = 3


def has_table(material: Material) -> bool:
    """Return whether a table decomposes tasks, and none says what became of them."""
    ledger = material.ledger
    return bool(ledger and ledger.rows and not ledger.tells_progress)


def has_roles(material: Material, lexicon: Lexicon) -> bool:
    """Return whether at least two lines of the prose state who leads, answers or helps; a ledger's are its own."""
    if material.ledger and material.ledger.rows:
        return False
    speech = Speech(lexicon, lexicon.looks_like_unit)
    stating = (line for line in lines_of(material.prose, lexicon, speech) if line.said.form)
    return len(list(islice(stating, _SEVERAL))) == _SEVERAL


def announces_list(material: Material, lexicon: Lexicon) -> bool:
    """Return whether the prose says how many tasks there are, and numbers just as many."""
    text = "".join("".join(paragraph.text.split()) for paragraph in material.prose)
    announced = {
        int(match["n"])
        for form in lexicon.claims.get("tasks", ())
        for match in re.finditer(form.replace("{n}", r"(?P<n>\d{1,4})"), text)
    }
    if not announced or material.ledger:
        return False
    speech = Speech(lexicon, lexicon.looks_like_unit)
    lines = lines_of(material.prose, lexicon, speech)
    chosen = choose_items(build_blocks(lines), lexicon)
    items = [item for item in chosen.items if not item.is_objective]
    return len(items) >= _FEWEST_LISTED and len(items) in announced
