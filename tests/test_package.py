"""The installed program: a wheel built without a network, in an empty venv, used in a folder of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.conftest import needed
from tests.forms import filling
from tongbao.forms.form_sheet import STATUS, TEXT
from tongbao.output.build import build

pytestmark = pytest.mark.long

HOUSE = Path(__file__).parent.parent
PARTS = ("tongbao", "templates", "static", "pyproject.toml", "setup.py", "README.md", "LICENSE")
SETUPTOOLS = 77
CHOSEN = """
bulletins:
  - period: 2022-05/2022-07
    date: 2022-08-20
    issue: 7
    number: null
    praised: []
    lagging: []
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; built in a copy, for setuptools leaves files behind."""
    found = version("setuptools")
    if int(found.partition(".")[0]) < SETUPTOOLS:
        remedy = (
            f"this environment has {found}; make .venv/test.stamp installs requirements-dev.txt"
        )
        needed(f"setuptools {SETUPTOOLS}, which builds the wheel,", remedy)
    copy = tmp_path_factory.mktemp("checkout")
    for name in PARTS:
        if (HOUSE / name).is_dir():
            shutil.copytree(HOUSE / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(HOUSE / name, copy / name)
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(copy / "wheels"), str(copy))
    return next((copy / "wheels").glob("*.whl"))


def pip(*words: str) -> None:
    offline = ("--no-index", "--no-deps", "--disable-pip-version-check", "--quiet")
    command = [sys.executable, "-m", "pip", *words, *offline]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A venv with the wheel in it, and the packages it needs lent from where the tests run."""
    venv = tmp_path_factory.mktemp("installed") / "环境"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    pip("--python", str(venv / "bin/python"), "install", str(wheel))
    packages = package_folder(venv).parent
    (packages / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    return venv


def package_folder(venv: Path) -> Path:
    return next(venv.glob("lib/python*/site-packages/tongbao"))


def environment(venv: Path) -> Mapping[str, str]:
    """Return what a fresh terminal has once the venv is activated."""
    path = f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_wheel_holds_the_program_and_nothing_of_a_site(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if ".dist-info/" not in name}
    code = {
        path.relative_to(HOUSE).as_posix()
        for path in (HOUSE / "tongbao").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert code <= names
    shipped = {name.removeprefix("tongbao/shipped/") for name in names - code}
    ours = {
        path.relative_to(HOUSE).as_posix()
        for folder in ("templates", "static")
        for path in (HOUSE / folder).rglob("*")
        if path.is_file()
    }
    assert ours - shipped == {"templates/bulletin/zhanhe-2022.txt"}
    assert shipped <= ours


def test_an_installed_program_builds_the_same_site(installed: Path, tmp_path: Path) -> None:
    site = shutil.copytree(HOUSE / "tests/site/small", tmp_path / "site")
    words = [str(installed / "bin/tongbao"), "build", "--out", "../installed"]
    subprocess.run(words, cwd=site / "content", env=environment(installed), check=True)
    build(site, tmp_path / "here")
    made = files_of(tmp_path / "installed")
    assert made == files_of(tmp_path / "here")
    assert len(made) > 100


def test_the_month_of_the_readme_runs_as_printed(installed: Path, tmp_path: Path) -> None:
    """Every line of the block, in order, in one terminal; a person's work between the lines is done here."""
    text = (HOUSE / "README.md").read_text("utf-8")
    block = re.search(r"## 一个月\n\n```\n(.*?)```", text, re.DOTALL)
    assert block
    shutil.copyfile(HOUSE / "tests/notices/000-ledger-2022-07.pdf", tmp_path / "台账.pdf")
    before = files_of(package_folder(installed))
    here, said = tmp_path, dict[str, str]()
    for printed in block[1].splitlines():
        line = printed.partition("#")[0].strip()
        if line.startswith("cd "):
            here /= line.removeprefix("cd ")
            continue
        name = line.split()[1]
        a_person_does_what_comes_before(name, here)
        said[name] = (previewed if name == "serve" else ran)(line, here, installed)
    assert "读到 48 大项、56 分项" in said["ingest"]
    assert "用浏览器打开 public/index.html" in said["build"]
    assert "没有填写" not in said["check"]
    assert "已收 1 份" in said["collect"]
    assert said["undo"].startswith("已撤销：收表")
    assert "已封存" in said["archive"]
    assert said["verify"].startswith("完好：核对了 1 份归档")
    assert "任务以外的不同，1处" in said["compare"]  # August's forms are out
    assert len(list((here / "bulletins").iterdir())) == 2
    assert (tmp_path / "门户/index.html").is_file()
    assert files_of(package_folder(installed)) == before


def a_person_does_what_comes_before(name: str, site: Path) -> None:
    if name == "ingest":
        path = site / "site.yml"
        settings = path.read_text("utf-8").replace("请填写发布单位", "中共湛河区委区政府督查局")
        district = "districts:\n  - {id: zhanhe, name: 湛河区, issuers: [中共湛河区委区政府督查局]}"
        path.write_text(settings.replace("districts: []", district), "utf-8")
    if name == "collect":
        (site.parent / "收回的表").mkdir()
        form = min((site / "forms/zhanhe-2022_2022-08").glob("区*.xlsx"))
        shutil.copyfile(form, filled := site.parent / "收回的表" / form.name)
        filling.fill(filled, {"": {STATUS: "积极推进", TEXT: "8月完成。"}})
    if name == "bulletin":
        with (site / "content/plans/zhanhe-2022.yml").open("a", encoding="utf-8") as plan:
            plan.write(CHOSEN.lstrip())


def ran(line: str, here: Path, installed: Path) -> str:
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=here,
        env=environment(installed),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (line, done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode()


def previewed(line: str, here: Path, installed: Path) -> str:
    """Follow a preview until it says where it is, then press Ctrl-C; another port, for one may be taken."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [str(installed / "bin/tongbao"), *line.split()[1:], "--port", str(port)]
    env = environment(installed)
    running = subprocess.Popen(
        words,
        cwd=here,
        env=env,
        stdout=subprocess.PIPE,
        # A job in the background, as these tests may be, hands on that Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        assert running.stdout
        said = running.stdout.readline().decode()
        running.send_signal(signal.SIGINT)
        running.wait(60)
    finally:
        running.kill()
        running.communicate()
    assert f"http://127.0.0.1:{port}/" in said
    return said
