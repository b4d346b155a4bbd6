#!/usr/bin/env bash
# In: a requirements file. Out: .venv with exactly those packages, each checked against its hash.
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=$1

find_python() {
  local name
  for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  echo '错误：找不到 Python 3.11 或更新的版本。' >&2
  echo '请先安装，例如：sudo apt-get install python3 python3-venv' >&2
  echo '装在别处的，用 make PYTHON=/路径/python3 site 指明。' >&2
  return 1
}

make_environment() {
  local python=$1
  rm -rf .venv
  if ! "$python" -m venv .venv; then
    rm -rf .venv
    echo '错误：建不了 Python 虚拟环境，多半是没有装 python3-venv。' >&2
    echo '请先安装：sudo apt-get install python3-venv' >&2
    return 1
  fi
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  python=$(find_python)
  make_environment "$python"
fi

echo "正在按 $requirements 安装所需的软件包（只在首次或清单变动后进行）……"
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check \
  --require-hashes --requirement "$requirements"; then
  echo "错误：$requirements 里的软件包没有装全。请检查网络（或 pip 的镜像设置）后再试。" >&2
  exit 1
fi
