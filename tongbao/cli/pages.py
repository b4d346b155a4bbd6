"""The commands that make the pages: ``build`` and ``serve``."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import click

from tongbao.cli.command_line import ChineseCommand, Number, OneOf
from tongbao.cli.site_folder import (
    in_site,
    out_folder,
    say,
    shown,
    tells_problems,
    today,
    writing,
)

Edition = Literal["intranet", "public"]


@click.command(
    "build",
    cls=ChineseCommand,
    short_help="生成站点",
    help="由 content/ 生成站点。有错误时什么也不写，原来的站点不动。",
    options_metavar="[选项]",
)
@in_site
@click.option(
    "--out",
    default="public",
    callback=out_folder,
    metavar="目录",
    help="结果放在哪里，相对站点文件夹，默认 public",
)
@click.option(
    "--edition",
    type=OneOf(("intranet", "public")),
    default="intranet",
    metavar="版本",
    help="intranet 内网版（默认），public 公开版，只含定为公开的内容",
)
@tells_problems
def build_site(root: Path, out: Path, edition: Edition) -> int:
    """Make the site of what is in content/."""
    from tongbao.archive.serving import build_with_archive

    begun = time.perf_counter()
    with writing(root, "build"):
        served = build_with_archive(root, out, edition)
    seconds = time.perf_counter() - begun
    made = served.written
    laid = f"，新放入存档 {served.laid} 份" if served.laid else ""
    click.echo(
        f"{shown(out)}：写入 {made.written}，保留 {made.kept}，删除 {made.removed}{laid}，用时 {seconds:.1f} 秒"
    )
    click.echo(f"用浏览器打开 {shown(out / 'index.html')}")
    return 0


@click.command(
    cls=ChineseCommand,
    short_help="在本机预览和核对，改动后自动刷新",
    help="在本机预览站点，并在浏览器里核对推断的和没有定的。改动后页面自动刷新，有问题时写在页面上方；按 Ctrl-C 结束。",
    options_metavar="[选项]",
)
@in_site
@click.option("--port", type=Number(1, 65535), default=8000, metavar="端口", help="默认 8000")
@click.option(
    "--open",
    "opened",
    type=OneOf(("site", "review")),
    metavar="哪里",
    help="打开浏览器：site 看网站，review 核对",
)
def serve(root: Path, port: int, opened: Literal["site", "review"] | None) -> int:
    """Show the site on this machine until Ctrl-C."""
    from tongbao.cli.unforeseen import as_problem
    from tongbao.output.build import build_with_notes
    from tongbao.output.preview import REVIEW
    from tongbao.output.preview_notes import Notes
    from tongbao.output.program_files import HOUSE
    from tongbao.output.serve import Extras
    from tongbao.output.serve import serve as follow
    from tongbao.review.desk import ReviewDesk

    def make(out: Path) -> Notes:
        with (
            as_problem(),
            writing(root, "serve"),
        ):  # so that no half of what another command writes is shown
            return build_with_notes(root, out)

    @contextmanager
    def answering() -> Iterator[None]:
        with as_problem(), writing(root, "核对"):
            yield

    desk = ReviewDesk(root, HOUSE / "templates", answering, today)
    pages = {"site": "/", "review": REVIEW}
    follow(make, root, HOUSE, port, say, Extras(desk, pages[opened] if opened else None))
    return 0
