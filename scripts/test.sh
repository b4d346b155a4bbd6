#!/usr/bin/env bash
# Everything that must hold before a change is handed in: style, format, types, tests.
# Each part runs even where one before it failed, so that one run tells everything.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
python=.venv/bin/python
failed=()

part() {
  echo "== $*"
  "$python" -m "$@" || failed+=("$*")
}

part ruff check .
part ruff format --check .
part mypy
part pytest -n auto

if [ "${#failed[@]}" -gt 0 ]; then
  echo "没有通过：$(printf "%s；" "${failed[@]}")" >&2
  exit 1
fi
echo '全部通过'
