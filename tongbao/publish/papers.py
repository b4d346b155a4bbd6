"""The papers that go with a zip to carry: ``SHA256SUMS`` and 说明.txt beside the site.

In: a folder whose site/ holds the built site, and who publishes it. Out: the two files, for whoever receives it: how to
unpack, to check, to mount, and whom to ask. The text is for Notepad: BOM and CRLF, and no sign that GBK lacks.
"""

from pathlib import Path

from tongbao.archive.bagit import read_manifest
from tongbao.publish.foreign_files import write_listing
from tongbao.records.settings import Settings

PAPER = "说明.txt"
SITE = "site"


def add_papers(folder: Path, settings: Settings) -> None:
    """Write both papers; the list names 说明.txt, too."""
    text = "\r\n".join(_lines(folder.name, settings))
    (folder / PAPER).write_bytes(("\ufeff" + text).encode())
    write_listing(folder)


def site_digests(text: str) -> dict[str, str]:
    """Return the digests of the site's files by path, of the list in a zip."""
    ahead = f"{SITE}/"
    digests = read_manifest(text).digests
    return {path[len(ahead) :]: one for path, one in digests.items() if path.startswith(ahead)}


def _lines(name: str, settings: Settings) -> tuple[str, ...]:
    publisher = settings.publisher
    return (
        f"{settings.title}：整站压缩包",
        "",
        f"发布单位：{publisher.name}",
        f"有问题找：{publisher.contact or publisher.name}",
        "",
        "一、先核对没有传坏",
        "1. Windows：在命令提示符里运行",
        f"     certutil -hashfile {name}.zip SHA256",
        "   得出的一串应与发布单位告知的相同（发布单位的“发布记录.csv”里有）。",
        "2. Linux：解开以后，在有 SHA256SUMS 的文件夹里运行",
        "     sha256sum -c --quiet SHA256SUMS",
        "   什么也不显示就是完好。",
        "3. 只核对一个文件：certutil -hashfile 文件 SHA256，与 SHA256SUMS 里同名的一行对照。",
        "",
        "二、解开，放上网站",
        f"1. 把整个压缩包解开。{name} 里的 site 文件夹就是网站，全部是普通网页，不需要数据库和程序。",
        "2. 把 site 里的东西放进网站的一个新文件夹，放在哪一级都行；再改名替换旧的，旧的留一份备用。",
        "3. IIS：在站点下添加虚拟目录，指向这个文件夹。里面的 web.config 放着就起作用。",
        "4. nginx：照 nginx-snippet.txt 开头的说明，放进 server 一段，重新载入。",
        "5. 不放上网站也能看：双击 site 里的 index.html。",
        "",
        "三、不要改动里面的文件",
        "要改内容，请找发布单位重新生成。下一次发布会整个替换。",
        "",
    )
