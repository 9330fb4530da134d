"""Reads every sheet with Ghostscript, Poppler, qpdf and MuPDF, and the plan that it was made of.

Usage: sheets.py DIRECTORY...   (each holds NAME.pdf beside NAME.plan.yaml, and referrals)

What is held: nothing is printed nearer to the edge than 12 mm, nothing but greys, fonts are embedded and cut,
the file is sound, there is a bookmark for every page that has a title, and the text that comes out again has
every load, plate and cue of the plan, in the order of reading, page after page.
"""

import re
import subprocess
import sys
from pathlib import Path

import yaml

from unfolded import unfolded

MARGIN = 12 * 72 / 25.4
# The last digits of Ghostscript's box are rounded.
ROUNDING = 0.05


def run(*command):
    done = subprocess.run(command, capture_output=True, check=False)
    text = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{text}")
    return text


def output(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def sizes(pdf):
    """Width and height of each page, points."""
    lines = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", output("pdfinfo", "-l", "-1", str(pdf)))
    return [(float(width), float(height)) for width, height in lines]


def margins(pdf, pages):
    text = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=bbox", str(pdf))
    boxes = re.findall(r"%%HiResBoundingBox: ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", text)
    assert len(boxes) == len(pages), f"{pdf}: {len(boxes)} of {len(pages)} pages"
    for number, ((width, height), box) in enumerate(zip(pages, boxes), 1):
        left, bottom, right, top = map(float, box)
        least = min(left, bottom, width - right, height - top)
        assert least >= MARGIN - ROUNDING, f"{pdf}, page {number}: {least / 72 * 25.4:.2f} mm from the edge"


def greys(pdf, pages):
    text = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=inkcov", "-o", "-", str(pdf))
    inks = re.findall(r"([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) CMYK OK", text)
    assert len(inks) == len(pages), f"{pdf}: {text}"
    for number, ink in enumerate(inks, 1):
        cyan, magenta, yellow, black = map(float, ink)
        assert cyan == magenta == yellow == 0 < black, f"{pdf}, page {number}: {ink}"


def fonts(pdf):
    rows = output("pdffonts", str(pdf)).splitlines()[2:]
    assert rows, f"{pdf}: no fonts"
    for row in rows:
        # Embedded, a subset, with a map to Unicode.
        assert re.search(r" yes yes yes +\d+ +\d+$", row) and re.match(r"[A-Z]{6}\+", row), f"{pdf}: {row}"


def bookmarks(pdf, pages):
    entries = [line for line in output("mutool", "show", str(pdf), "outline").splitlines() if line.strip()]
    numbers = [int(number) for number in re.findall(r"#page=(\d+)", "\n".join(entries))]
    assert numbers and numbers == sorted(numbers) and numbers[-1] <= len(pages), f"{pdf}: {entries}"
    return entries


def text_of(pdf, count):
    """The text of each page, without the breaks that a column makes."""
    pages = [output("mutool", "draw", "-q", "-F", "txt", str(pdf), str(page)) for page in range(1, count + 1)]
    return [" ".join(page.replace("\u00a0", " ").split()) for page in pages]


class Reading:
    """A place in the text of a sheet, from which everything has to be found further on."""

    def __init__(self, pdf, pages):
        self.pdf, self.text, self.at, self.found = pdf, "\f".join(pages), 0, 0

    def find(self, what, says):
        what = " ".join(str(what).replace("\u00a0", " ").split())
        at = self.text.find(what, self.at)
        if at < 0:
            sys.exit(f"{self.pdf}: “{what}” of {says} does not follow “…{self.text[max(0, self.at - 80):self.at]}”")
        self.at = at + len(what)
        self.found += 1


def lifts(reading, plan, week, session):
    says = f"{session['id']}, week {week['week']}"
    reading.find(f"Week {week['week']} of", says)
    work = [one for one in session["exercises"] if one["role"] == "work"]
    heaviest = max((one for lift in work for one in lift["sets"]), key=lambda one: float(one["load"].split()[0]))
    reading.find(heaviest["load"], says)
    for role in ("warm-up", "work"):
        for exercise in session["exercises"]:
            for one in exercise["sets"] if exercise["role"] == role else []:
                if "load" not in one:
                    continue
                reading.find(one["load"], says)
                plates = " + ".join(str(plate) for plate in one.get("per_side", []))
                if "per_side" in one:
                    reading.find(plates or "bar alone", says)
    coaching = plan["coaching"]
    for cue in [coaching["stop_set"], coaching["stop_session"], *coaching["setup"], *coaching["errors"]]:
        reading.find(cue, says)
    for cue in (coaching["breathing"], coaching["grip"], coaching["belt"]):
        reading.find(cue, says)
    for exercise in session["exercises"]:
        if exercise["role"] == "accessory":
            reading.find(plan["exercises"][exercise["exercise"]]["name"], says)
    for row in session.get("next_time", []):
        reading.find(row["when"], says)
        if "load" in row:
            reading.find(f"{row['load']}, {row['sets']} set", says)
        reading.find(row["then"], says)


def contents(pdf, plan, count):
    pages = text_of(pdf, count)
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {count}" in page, f"{pdf}: page {number} has no number"
        assert plan["id"] in page, f"{pdf}: page {number} does not say which plan it is of"
    reading = Reading(pdf, pages)
    for sign in plan["coaching"]["emergency"]:
        reading.find(sign, "the emergency signs")
    deadlifts = 0
    for week in plan["weeks"]:
        for session in week["sessions"]:
            if session["kind"] in ("deadlift", "second-deadlift"):
                lifts(reading, plan, week, session)
                deadlifts += 1
    # One page for each deadlift: none runs over to a second.
    titles = sum(len(re.findall(r"^Week \d+ of \d+ · ", page)) for page in pages)
    over = sum(len(re.findall(r"^Week \d+ of \d+: .*– continued", page)) for page in pages)
    assert (titles, over) == (deadlifts, 0), f"{pdf}: {deadlifts} deadlifts, {titles} pages, {over} run over"
    return reading.found


def main():
    sheets = found = 0
    for directory in map(Path, sys.argv[1:]):
        for pdf in sorted(directory.glob("*.pdf")):
            pages = sizes(pdf)
            run("qpdf", "--check", str(pdf))
            margins(pdf, pages)
            greys(pdf, pages)
            fonts(pdf)
            bookmarks(pdf, pages)
            plan = pdf.with_suffix(".plan.yaml")
            if plan.exists():
                found += contents(pdf, unfolded(yaml.safe_load(plan.read_text(encoding="utf-8"))), len(pages))
            sheets += 1
    assert sheets, "no sheets"
    print(f"{sheets} sheets: margins, greys, fonts and structure are sound, {found} loads, plates and cues in order")


if __name__ == "__main__":
    main()
