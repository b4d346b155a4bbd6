"""How our YAML says that a task ended: the field ``ended`` of its file."""


def end(root, task, kind, into, day, reason):
    path = root / "content" / "tasks" / f"{task}.yml"
    lines = ["ended:", f"  kind: {kind}", f"  date: {day}"]
    if into:
        lines.append(f"  into: [{', '.join(into)}]")
    lines.append(f"  reason: {reason}")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\n") + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
