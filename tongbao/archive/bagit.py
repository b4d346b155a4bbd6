"""BagIt 1.0 (RFC 8493) as text: manifests, bag-info.txt, and the tag files that make a folder a bag.

In: digests by path, labels with values. Out: the texts of the tag files, and back. Nothing here touches the disk;
what cannot be read of a text is handed back as a value.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DECLARATION = "bagit.txt"
DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO = "bag-info.txt"
PAYLOAD = "data/"

_LINE_END = re.compile(r"\r\n|\r|\n")
# Two spaces as sha256sum prints them; RFC 8493 lets other programs write any run of blanks.
_MANIFEST_LINE = re.compile(r"([0-9A-Fa-f]{32,})(?:  (?=.)|[ \t]+(?=[^ \t]))(.+)", re.DOTALL)
_STRAY_PERCENT = re.compile(r"%(?!0A|0D|25)", re.IGNORECASE)
_ENCODED = re.compile(r"%(?:0A|0D|25)", re.IGNORECASE)
_MANIFEST_NAME = re.compile(r"(tag)?manifest-([a-z0-9_]+)\.txt")


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line of a manifest that names no file, or one that was named before; lines count from 1."""

    number: int
    text: str
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read: digests in lower case by path, and the lines that could not be read."""

    digests: Mapping[str, str]
    wrong: tuple[WrongLine, ...] = ()


def manifest_name(algorithm: str, *, tags: bool = False) -> str:
    """Return ``manifest-sha256.txt``, or ``tagmanifest-sha256.txt`` where it lists the tag files."""
    return f"{'tag' if tags else ''}manifest-{algorithm}.txt"


def algorithm_of(name: str, *, tags: bool = False) -> str | None:
    """Return the algorithm that the name of a manifest of this kind states; None for other names."""
    match = _MANIFEST_NAME.fullmatch(name)
    return match[2] if match and bool(match[1]) == tags else None


def is_payload(path: str) -> bool:
    """Tell whether a path of a bag is payload rather than one of its tag files."""
    return path.startswith(PAYLOAD)


def manifest_text(digests: Mapping[str, str]) -> str:
    """Return the manifest of digests by path, sorted by path, as ``sha256sum -c`` reads it.

    A line feed, a carriage return and a percent sign in a path are percent-encoded; that much RFC 8493 asks for.
    """
    return "".join(f"{digests[path]}  {_encoded(path)}\n" for path in sorted(digests))


def read_manifest(text: str) -> Manifest:
    """Return what a manifest lists; the inverse of ``manifest_text``."""
    digests: dict[str, str] = {}
    wrong: list[WrongLine] = []
    for number, line in enumerate(_LINE_END.split(text), 1):
        match = _MANIFEST_LINE.fullmatch(line)
        if match is None or _STRAY_PERCENT.search(match[2]):
            if line:
                wrong.append(WrongLine(number, line))
        elif (path := _decoded(match[2])) in digests:
            wrong.append(WrongLine(number, line, twice=True))
        else:
            digests[path] = match[1].lower()
    return Manifest(digests, tuple(wrong))


def info_text(pairs: Sequence[tuple[str, str]]) -> str:
    """Return bag-info.txt. No value is wrapped; what follows a line break in one stands indented below."""
    return "".join(f"{label}: {_folded(value)}\n" for label, value in pairs)


def read_info(text: str) -> tuple[tuple[str, str], ...]:
    """Return the labels with their values, in order; the inverse of ``info_text``.

    A line that has no label is skipped: that the file is not as it was sealed, its digest tells.
    """
    pairs: list[tuple[str, str]] = []
    for line in _LINE_END.split(text):
        label, colon, value = line.partition(":")
        if line.startswith((" ", "\t")) and pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}\n{line.strip()}")
        elif colon and label.strip():
            pairs.append((label.strip(), value.strip()))
    return tuple(pairs)


def one_value(text: str) -> str:
    """Return a text as a value of bag-info.txt can hold it: no blanks around its lines, no empty lines."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def payload_oxum(sizes: Mapping[str, int]) -> str:
    """Return ``bytes.files`` of the payload among the files of a bag, as Payload-Oxum states them."""
    payload = [size for path, size in sizes.items() if is_payload(path)]
    return f"{sum(payload)}.{len(payload)}"


def tag_files(
    payload: Mapping[str, Mapping[str, str]], info: Sequence[tuple[str, str]]
) -> dict[str, bytes]:
    """Return the tag files of a bag by name.

    Args:
        payload: by algorithm, the digests of the payload by path; each path begins with ``data/``.
        info: the labels of bag-info.txt with their values, in order.

    Returns:
        bagit.txt, bag-info.txt and, for each algorithm, a manifest and a tagmanifest that covers all of these.
    """
    texts = {DECLARATION: DECLARED, INFO: info_text(info)}
    for algorithm, digests in payload.items():
        texts[manifest_name(algorithm)] = manifest_text(digests)
    files = {name: text.encode() for name, text in texts.items()}
    listed = tuple(files.items())
    for algorithm in payload:
        digests = {name: hashlib.new(algorithm, content).hexdigest() for name, content in listed}
        files[manifest_name(algorithm, tags=True)] = manifest_text(digests).encode()
    return files


def _folded(value: str) -> str:
    return one_value(value).replace("\n", "\n  ")


def _encoded(path: str) -> str:
    """The percent sign comes first, or the others would be encoded twice."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _decoded(path: str) -> str:
    return _ENCODED.sub(lambda found: chr(int(found[0][1:], 16)), path)
