"""The register of a site's sealed bags: archive/register.json, and archive/SHA256SUMS beside it.

In: the site's folder, and what has been sealed. Out: ``Sealed``, one a bag in the order of sealing; and the bytes of
both files. ``sha256sum -c SHA256SUMS``, run inside archive/, proves what the register says.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from tongbao.archive.bagit import manifest_name, manifest_text
from tongbao.archive.digests import SHA256
from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of
from tongbao.records.messages import shown
from tongbao.records.scalars import Date, Digest, Filled

ARCHIVE = "archive"
REGISTER = f"{ARCHIVE}/register.json"
SUMS = f"{ARCHIVE}/SHA256SUMS"
# Kept outside, so that it knows of an archive that is gone (``sealing_record``).
RECORD = "封存记录.csv"

Edition = Literal["intranet", "public", "full"]
# The editions whose bags lie in a folder of their own.
APART: tuple[Edition, ...] = ("public", "full")
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(?:0[1-9]|1[0-2])$")]
FOLDER = r"^(?:public/|full/)?\d{4}-(?:0[1-9]|1[0-2])(?:-r[1-9]\d*)?$"
Folder = Annotated[str, StringConstraints(pattern=FOLDER)]
Counted = Annotated[int, Field(strict=True, ge=0)]
Ordinal = Annotated[int, Field(strict=True, ge=1)]

# The version before was written when nothing was kept outside archive/.
_VERSION, _VERSION_BEFORE = 2, 1
_HINT = "从备份取回这个文件；它由 archive 命令写成，不用手改"
SEE_MANUAL = "从备份取回；找不回来的，看使用手册“核对归档”"


class Sealed(BaseModel):
    """One sealed bag; its zip lies beside it.

    ``folder`` and ``previous`` are places below archive/. Every edition is a chain of its own, so that a public bag
    says nothing of the others: ``sequence`` counts from 1 within it, in the order of sealing. ``manifest``,
    ``tagmanifest`` and ``zip`` are sha256; ``files`` and ``bytes`` are those of the payload.
    """

    folder: Folder
    month: Month
    revision: Ordinal
    edition: Edition
    as_of: Date
    sealed_on: Date
    why: Filled | None
    sequence: Ordinal
    manifest: Digest
    tagmanifest: Digest
    zip: Digest
    zip_bytes: Counted
    files: Counted
    bytes: Counted
    previous: Folder | None
    version: Filled

    model_config = ConfigDict(frozen=True, extra="forbid")


def folder_of(edition: str, month: str, revision: int) -> str:
    """Return where a bag lies below archive/: ``2022-07``, ``2022-07-r2``, ``public/2022-07``."""
    above = "" if edition == "intranet" else f"{edition}/"
    return f"{above}{month}" + (f"-r{revision}" if revision > 1 else "")


def chain_of(sealed: Iterable[Sealed], edition: Edition) -> tuple[Sealed, ...]:
    """Return the bags of an edition, in the order of sealing."""
    return tuple(bag for bag in sealed if bag.edition == edition)


def zip_of(folder: str) -> str:
    """Return where the zip of a bag lies below archive/."""
    return f"{folder}.zip"


def read_register(root: Path) -> tuple[Sealed, ...]:
    """Return the bags sealed so far, in order; none where nothing was ever sealed.

    Raises:
        Problems: where the file is gone, cannot be read, is no JSON or does not say what it must.
    """
    data = _data(root)
    return _sealed(data["sealed"]) if data else ()


def keeps_record(root: Path) -> bool:
    """Tell whether all that the register lists was recorded outside archive/ too; raises as ``read_register``."""
    data = _data(root)
    return bool(data) and data["version"] == _VERSION


def _data(root: Path) -> dict[str, Any]:
    """Return what the register holds, nothing where nothing was ever sealed."""
    try:
        text = (root / REGISTER).read_bytes().decode()
    except FileNotFoundError as error:
        if (root / SUMS).exists() or (root / RECORD).exists():
            raise _broken("登记不见了，这个站点封存过", SEE_MANUAL) from error
        return {}
    except OSError as error:
        raise _broken(f"登记读不出来：{reason_of(error)}", "检查文件的权限和所在的磁盘") from error
    except UnicodeDecodeError as error:
        raise _broken("登记不是 UTF-8 编码的文字") from error
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = Place(REGISTER, line=error.lineno, column=error.colno)
        raise Problems([Problem(place, "登记不是完整的 JSON", _HINT)]) from error
    except RecursionError as error:
        raise _broken("登记不是完整的 JSON") from error
    if not isinstance(data, dict) or data.get("version") not in (_VERSION, _VERSION_BEFORE):
        raise _broken(f"登记不是第 {_VERSION_BEFORE}、{_VERSION} 版的格式")
    if set(data) != {"version", "sealed"} or not isinstance(data["sealed"], list):
        raise _broken("登记里应只有 version 和 sealed 两项")
    return data


def register_files(sealed: Sequence[Sealed]) -> dict[str, bytes]:
    """Return the register and SHA256SUMS by path; they are written together or not at all."""
    return {REGISTER: register_text(sealed).encode(), SUMS: sums_text(sealed).encode()}


def register_text(sealed: Iterable[Sealed]) -> str:
    """Return the register as JSON, one bag a line."""
    rows = [json.dumps(bag.model_dump(), ensure_ascii=False) for bag in sealed]
    inside = "".join(f"\n{row}," for row in rows).removesuffix(",")
    return f'{{"version": {_VERSION}, "sealed": [{inside}\n]}}\n'


def sums_of(sealed: Iterable[Sealed]) -> Mapping[str, str]:
    """Return the digests that SHA256SUMS lists, by path below archive/."""
    sums: dict[str, str] = {}
    for bag in sealed:
        sums[f"{bag.folder}/{manifest_name(SHA256, tags=True)}"] = bag.tagmanifest
        sums[zip_of(bag.folder)] = bag.zip
    return sums


def sums_text(sealed: Iterable[Sealed]) -> str:
    """Return SHA256SUMS as ``sha256sum -c`` reads it."""
    return manifest_text(sums_of(sealed))


def _sealed(rows: Sequence[Any]) -> tuple[Sealed, ...]:
    sealed: list[Sealed] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        found = _one(row, number)
        if isinstance(found, Sealed):
            sealed.append(found)
        else:
            problems += found
    if problems:
        raise Problems(problems)
    return tuple(sealed)


def _one(row: Any, number: int) -> Sealed | list[Problem]:
    which = f"第 {number} 个归档包"
    if not isinstance(row, dict):
        return [Problem(Place(REGISTER), f"{which}不是一组“键: 值”", _HINT)]
    try:
        return Sealed.model_validate(row)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [Problem(Place(REGISTER), f"{which}{_said(one)}", _HINT) for one in found]


def _said(wrong: ErrorDetails) -> str:
    field = wrong["loc"][0]
    if wrong["type"] == "missing":
        return f"缺少“{field}”"
    if wrong["type"] == "extra_forbidden":
        return f"多了“{shown(field)}”这一项"
    return f"的“{field}”不能是“{shown(wrong['input'])}”"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice: of two values a reader of JSON silently takes the last."""
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise _broken(f"“{key}”写了两次")
    return dict(pairs)


def _broken(message: str, hint: str = _HINT) -> Problems:
    return Problems([Problem(Place(REGISTER), message, hint)])
