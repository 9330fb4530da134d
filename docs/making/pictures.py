#!/usr/bin/env python3
"""Makes the pictures of README.md from what the program prints: docs/summary.svg and docs/sheet.png.

Usage: pictures.py REHINGE [DIR]    REHINGE: the program; DIR: where to, `docs` by default.
Needs pdftoppm (poppler) for the sheet; where it is missing, only the summary is made.
"""
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROFILE = ROOT / "profiles" / "extension-eased.yaml"
TODAY = "2026-11-22"
# A session at the bar, by what stands on its page.
PAGE_HAS = "loading 3 of 7"
DPI = 80
CHARACTER, LINE, EDGE = 8.4, 18, 16


def lines_of_the_summary(program, directory):
    """The summary, without what to watch and the files."""
    command = [program, "plan", str(PROFILE), "--today", TODAY]
    text = subprocess.run(command, cwd=directory, check=True, capture_output=True, text=True).stdout
    summary = text.split("\nChanges to your own sessions")[0].rstrip()
    return ["$ rehinge plan me.yaml", *summary.splitlines()]


def svg(lines):
    """Text as a picture of a terminal."""
    width = round(max(len(line) for line in lines) * CHARACTER + 2 * EDGE)
    height = len(lines) * LINE + 2 * EDGE
    # Each character at its own place: the bars meet whatever font there is.
    rows = []
    for number, line in enumerate(lines):
        y = EDGE + (number + 0.75) * LINE
        for start, run in runs(line):
            x = EDGE + start * CHARACTER
            length = round(len(run) * CHARACTER, 1)
            rows.append(f'<text x="{x:.1f}" y="{y:.1f}" textLength="{length}" lengthAdjust="spacingAndGlyphs">{escape(run)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">\n'
        f'<title>The summary of a plan</title>\n<rect width="{width}" height="{height}" rx="6" fill="#1b1f24"/>\n'
        '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#e6e6e6" xml:space="preserve">\n'
        + "\n".join(rows)
        + "\n</g>\n</svg>\n"
    )


def runs(line):
    """Words of a line with where they begin."""
    start = None
    for at, character in enumerate(line + " "):
        if character == " ":
            if start is not None:
                yield start, line[start:at]
            start = None
        elif start is None:
            start = at


def sheet(directory, target):
    """The page of one session, as a picture."""
    pdf = directory / f"{PROFILE.stem}.pdf"
    pages = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    page = str(next(number for number, text in enumerate(pages, 1) if PAGE_HAS in text))
    command = ["pdftoppm", "-gray", "-r", str(DPI), "-f", page, "-l", page, "-singlefile", str(pdf), str(directory / "page")]
    subprocess.run(command, check=True)
    target.write_bytes(png((directory / "page.pgm").read_bytes()))


def png(pgm):
    """A grey picture with 16 shades: a page needs no more, and a quarter of the bytes."""
    magic, width, height, most, pixels = re.fullmatch(rb"(P5)\s+(\d+)\s+(\d+)\s+(\d+)\s(.*)", pgm, re.DOTALL).groups()
    assert magic == b"P5" and most == b"255"
    width, height = int(width), int(height)
    rows = b""
    for number in range(height):
        row = pixels[number * width:(number + 1) * width] + (b"\xff" if width % 2 else b"")
        shades = [(pixel * 15 + 127) // 255 for pixel in row]
        rows += b"\0" + bytes(left << 4 | right for left, right in zip(shades[::2], shades[1::2]))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        (target / "summary.svg").write_text(svg(lines_of_the_summary(program, made)), encoding="utf-8")
        if shutil.which("pdftoppm"):
            sheet(made, target / "sheet.png")


if __name__ == "__main__":
    main()
