#!/usr/bin/env python3
"""Reads every NAME.ics of a directory with real calendar programs and compares it with NAME.plan.yaml.

Usage: tests/readers/calendar.py DIRECTORY

khal imports each calendar into an empty collection of its own, offline; where PyPI's icalendar is
installed, it parses each one too. Both must show exactly the plan's sessions at their times.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

import yaml

try:
    import icalendar
except ImportError:
    icalendar = None

CONFIG = """
[calendars]
[[plan]]
path = {home}/plan
[sqlite]
path = {home}/khal.db
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def sessions(plan):
    """Every start, as the plan spells it: wall time of its zone."""
    return sorted(session["start"] for week in plan["weeks"] for session in week["sessions"])


def khal(calendar, plan):
    """The starts that khal lists after an import."""
    expected = sessions(plan)
    with tempfile.TemporaryDirectory() as home:
        config = pathlib.Path(home, "config")
        config.write_text(CONFIG.format(home=home, zone=plan["time_zone"]), encoding="utf-8")
        pathlib.Path(home, "plan").mkdir()
        # Nothing of the caller's own khal is read or written.
        places = {name: home for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}

        def run(*arguments):
            command = ["khal", "--config", str(config), *arguments]
            done = subprocess.run(command, env={**os.environ, **places}, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(f"{calendar}: khal {arguments[0]}: {done.stderr}")
            return done.stdout

        run("import", "--batch", "-a", "plan", str(calendar))
        if not expected:
            return []
        listed = run("list", "--once", "--day-format", "", "--format", "{start-long}", expected[0][:10], expected[-1][:10] + " 23:59")
        return sorted(line.strip().replace(" ", "T") for line in listed.splitlines() if line.strip())


def pypi(calendar):
    """The starts that PyPI's icalendar parses, every property without a fault."""
    parsed = icalendar.Calendar.from_ical(calendar.read_bytes())
    faults = [fault for part in parsed.walk() for fault in part.errors]
    if faults:
        raise SystemExit(f"{calendar}: icalendar: {faults}")
    return sorted(event.decoded("DTSTART").strftime("%Y-%m-%dT%H:%M") for event in parsed.walk("VEVENT"))


def main(directory):
    calendars = sorted(pathlib.Path(directory).glob("*.ics"))
    if not calendars:
        raise SystemExit(f"no calendars in {directory}")
    wrong = False
    for calendar in calendars:
        plan = yaml.safe_load(calendar.with_suffix(".plan.yaml").read_text(encoding="utf-8"))
        expected = sessions(plan)
        found = {"khal": khal(calendar, plan)}
        if icalendar:
            found["icalendar"] = pypi(calendar)
        for reader, starts in found.items():
            print(f"{calendar.name}: {reader}: {len(starts)} of {len(expected)} events")
            if starts != expected:
                wrong = True
                print(f"  missing {sorted(set(expected) - set(starts))}, not planned {sorted(set(starts) - set(expected))}")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
