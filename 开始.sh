#!/bin/sh
# Double-clicked, or run as ./开始.sh: sets everything up the first time, then shows the menu.
cd "$(dirname "$0")" || exit 1
if [ ! -x .venv/bin/python ] || [ ! -f .venv/site.stamp ] || [ requirements.txt -nt .venv/site.stamp ]; then
  scripts/environment.sh requirements.txt && touch .venv/site.stamp
fi && .venv/bin/python build.py menu "$@"
status=$?
# A window that was opened for this would take the last words with it.
if [ "$status" -ne 0 ] && [ -t 0 ]; then
  printf '按回车关闭窗口'
  read -r _
fi
exit "$status"
