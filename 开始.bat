@echo off
rem Double-clicked: sets everything up the first time, then shows the menu.
rem This file is ASCII: old consoles lose their place in a batch file with other signs. What is said lies in scripts\start.
chcp 65001 >nul
rem pushd gives a network folder a letter; cd cannot go there.
pushd "%~dp0"
set PYTHONUTF8=1
set RUN=.venv\Scripts\python.exe
fc /b requirements.txt .venv\ready.txt >nul 2>nul && %RUN% -c "" >nul 2>nul && goto menu
set PY=
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set PY=py -3
if defined PY goto setup
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set PY=python
if not defined PY goto nopython
:setup
type scripts\start\first.txt
if exist .venv rmdir /s /q .venv
%PY% -m venv .venv || goto failed
%RUN% -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt || goto failed
copy /y requirements.txt .venv\ready.txt >nul
:menu
%RUN% build.py menu %*
if errorlevel 1 pause
popd
exit /b
:nopython
type scripts\start\no-python.txt
goto stop
:failed
type scripts\start\failed.txt
:stop
pause
popd
exit /b 1
