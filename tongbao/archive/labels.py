"""The labels that the bag-info.txt of a bag of ours bears: those of BagIt, and those that begin with ``Tongbao-``.

In: nothing. Out: the labels, in the order in which they are written, and the identifier of a bag.
"""

SOURCE_ORGANIZATION = "Source-Organization"
EXTERNAL_DESCRIPTION = "External-Description"
EXTERNAL_IDENTIFIER = "External-Identifier"
BAGGING_DATE = "Bagging-Date"
PAYLOAD_OXUM = "Payload-Oxum"
SOFTWARE_AGENT = "Bag-Software-Agent"
MONTH = "Tongbao-Month"
EDITION = "Tongbao-Edition"
REVISION = "Tongbao-Revision"
REASON = "Tongbao-Revision-Reason"
AS_OF = "Tongbao-As-Of"
SEQUENCE = "Tongbao-Sequence"
REBUILT = "Tongbao-Rebuilt"
PREVIOUS_BAG = "Tongbao-Previous-Bag"
PREVIOUS_MANIFEST = "Tongbao-Previous-Manifest-SHA256"
PREVIOUS_TAGMANIFEST = "Tongbao-Previous-Tagmanifest-SHA256"

IDENTICAL = "identical"


def identifier(edition: str, month: str, revision: int) -> str:
    """Return the External-Identifier of a bag, ``tongbao:intranet:2022-07:r1``."""
    return f"tongbao:{edition}:{month}:r{revision}"
