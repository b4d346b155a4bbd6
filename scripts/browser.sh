#!/usr/bin/env bash
# Out: Debian's chromium and a Chinese font, which the browser tests need. Where they are missing and
# cannot be installed, says so loudly; under CI that is a failure.
set -euo pipefail

missing() {
  command -v chromium >/dev/null 2>&1 || echo chromium
  if ! fc-list :lang=zh 2>/dev/null | grep -q .; then echo fonts-noto-cjk; fi
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

mapfile -t wanted < <(missing)
if [ "${#wanted[@]}" -eq 0 ]; then exit 0; fi
install "${wanted[@]}" || true

mapfile -t wanted < <(missing)
if [ "${#wanted[@]}" -eq 0 ]; then exit 0; fi
{
  echo '========================================================================'
  echo "注意：缺少 ${wanted[*]}，浏览器测试无法进行，将被跳过。"
  echo "请安装：sudo apt-get install ${wanted[*]}"
  echo '========================================================================'
} >&2
if [ -n "${CI:-}" ]; then exit 1; fi
