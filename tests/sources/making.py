"""Small source files for the tests: a hand-written PDF, and Word and Excel files in memory."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document as WordDocument


@dataclass
class PdfPage:
    """A page under construction; distances are in points from its top left corner."""

    width: int = 595
    height: int = 842
    content: list[str] = field(default_factory=list)
    picture: bool = False

    def text(self, x: float, top: float, text: str, size: float = 12) -> "PdfPage":
        """Print a line: Chinese characters as wide as the type size, ASCII half as wide."""
        code = text.encode("utf-16-be").hex()
        y = self.height - top - 0.88 * size
        self.content.append(f"BT /F1 {size} Tf {x} {y:.2f} Td <{code}> Tj ET")
        return self

    def lines(
        self, x: float, top: float, lines: Iterable[str], size: float = 12, pitch: float = 16
    ) -> "PdfPage":
        for number, line in enumerate(lines):
            self.text(x, top + number * pitch, line, size)
        return self

    def rule(self, x0: float, top0: float, x1: float, top1: float) -> "PdfPage":
        self.content.append(f"0.5 w {x0} {self.height - top0} m {x1} {self.height - top1} l S")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> "PdfPage":
        """Rule a table with all its lines."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self


def pdf_of(*pages: PdfPage) -> bytes:
    """Return an uncompressed PDF of these pages."""
    first = 6
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    font = (
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000/W[1 95 500 814 939 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Ascent 880/Descent -120>>>>"
    )
    picture = (
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        "/BitsPerComponent 8/Length 1>>\nstream\nA\nendstream"
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        font,
        picture,
    ]
    for index, page in enumerate(pages):
        content = "\n".join(page.content)
        if page.picture:
            content += f"\nq {page.width} 0 0 {page.height} 0 0 cm /P1 Do Q"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.width} {page.height}]"
            f"/Resources<</Font<</F1 3 0 R>>/XObject<</P1 5 0 R>>>>"
            f"/Contents {first + 2 * index + 1} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    return _assembled(objects)


def _assembled(objects: Sequence[str]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    out.write(trailer.encode())
    return out.getvalue()


def docx_of(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(*paragraphs: str) -> WordDocument:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document
