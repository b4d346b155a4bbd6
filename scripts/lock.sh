#!/usr/bin/env bash
# In: the dependencies of pyproject.toml. Out: requirements.txt and requirements-dev.txt, each package
# at one version with the hashes of all its files, for every platform and Python from 3.11 on.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check 'uv==0.13.8'

lock() {
  "$tools/bin/uv" pip compile pyproject.toml "$@" --quiet --no-config --universal \
    --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' \
    --no-annotate
}

lock --output-file requirements.txt ${UPGRADE:+--upgrade}
lock --output-file requirements-dev.txt --extra dev --constraint requirements.txt ${UPGRADE:+--upgrade}
