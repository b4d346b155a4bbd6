@echo off
rem Double-clicked: sets everything up the first time, then shows the menu.
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
if exist .venv\ready.txt goto menu
set PY=
where py >nul 2>nul && set PY=py -3
if not defined PY where python >nul 2>nul && set PY=python
if not defined PY goto nopython
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul || goto nopython
echo 正在准备所需的软件包，只在第一次，请稍等……
if exist .venv rmdir /s /q .venv
%PY% -m venv .venv || goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt || goto failed
echo ready> .venv\ready.txt
:menu
.venv\Scripts\python build.py menu %*
if errorlevel 1 pause
exit /b
:nopython
echo 这台电脑上没有 Python 3.11 或更新的版本。
echo 请从 https://www.python.org/downloads/windows/ 下载安装，安装时勾选 Add python.exe to PATH，再双击“开始”。
pause
exit /b 1
:failed
echo 软件包没有装全。请检查网络（或请网管设置 pip 的镜像），再双击“开始”。
pause
exit /b 1
