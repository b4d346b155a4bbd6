"""How our YAML says that a task ended: the field ``ended`` of its file, written as a person would."""

from collections.abc import Sequence
from pathlib import Path


def end(root: Path, task: str, kind: str, into: Sequence[str], day: str, reason: str) -> None:
    """Write into the file of a task, ``plan/id``, that it ended, into which tasks, on which day and why."""
    path = Path(root) / "content" / "tasks" / f"{task}.yml"
    lines = ["ended:", f"  kind: {kind}", f"  date: {day}"]
    if into:
        lines.append(f"  into: [{', '.join(into)}]")
    lines.append(f"  reason: {reason}")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\n") + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
