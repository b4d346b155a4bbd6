#!/bin/sh
# Double-clicked, or run as ./开始.sh: sets everything up the first time, then shows the menu.
cd "$(dirname "$0")" || exit 1
if [ ! -f .venv/site.stamp ]; then
  scripts/environment.sh requirements.txt || { printf '按回车关闭窗口'; read -r _; exit 1; }
  touch .venv/site.stamp
fi
exec .venv/bin/python build.py menu "$@"
