#!/usr/bin/env bash
# Out: what the tests look at pages with. Debian's chromium and a Chinese font; node, npm and java for
# the packages of package.json (axe-core, vnu-jar, acorn, Chromium 69), which are installed as locked.
# What is missing and cannot be installed is said loudly; under CI that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

missing() {
  command -v chromium >/dev/null 2>&1 || echo chromium
  if ! fc-list :lang=zh 2>/dev/null | grep -q .; then echo fonts-noto-cjk; fi
  if ! { command -v node && command -v npm; } >/dev/null 2>&1; then echo npm; fi
  command -v java >/dev/null 2>&1 || echo default-jre-headless
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo --non-interactive "$@"
  fi
}

install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  echo "正在安装浏览器测试所需的 $* ……"
  as_root apt-get update --quiet --quiet &&
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install --yes --quiet --no-install-recommends "$@"
}

# npm empties node_modules before it installs, so that the stamp goes with a set that is not whole.
packages() {
  local stamp=node_modules/installed.json
  if cmp --silent package-lock.json "$stamp"; then return; fi
  echo '正在按 package-lock.json 安装检查网页所需的软件包（只在首次或清单变动后进行）……'
  npm ci --ignore-scripts && node scripts/old_browser.js && cp package-lock.json "$stamp"
}

loudly() {
  {
    echo '========================================================================'
    printf '%s\n' "$@"
    echo '========================================================================'
  } >&2
  if [ -n "${CI:-}" ]; then exit 1; fi
}

mapfile -t wanted < <(missing)
if [ "${#wanted[@]}" -gt 0 ]; then
  install "${wanted[@]}" || true
  mapfile -t wanted < <(missing)
fi
if [ "${#wanted[@]}" -gt 0 ]; then
  loudly "注意：缺少 ${wanted[*]}，用到它们的测试无法进行，将被跳过。" \
    "请安装：sudo apt-get install ${wanted[*]}"
fi
if command -v npm >/dev/null 2>&1 && ! packages; then
  loudly '注意：package.json 里的软件包没有装全，用到它们的测试无法进行，将被跳过。' \
    '请检查网络（或 npm 的镜像设置），再运行 make test。'
fi
