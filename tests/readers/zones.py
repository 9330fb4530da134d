#!/usr/bin/env python3
"""Holds the zone rules in calendars against PyPI's tzdata, event by event.

Usage: tests/readers/zones.py DIRECTORY

DIRECTORY has one calendar for each zone, with an event every week. libical goes by the rules in the file
alone, and must find the instants that PyPI's tzdata gives for those wall times; and there must be a
calendar for every zone of tzdata that stands for a place.
"""

import datetime
import pathlib
import sys
import zoneinfo

import events
import programs

# Clocks that were never set, and names that are files of the machine.
NO_PLACES = {"Factory", "localtime", "posixrules"}

# They changed their clocks, or stopped to, after most machines last heard of it.
LATELY = {"America/Vancouver", "America/Edmonton", "America/Havana", "Africa/Casablanca", "Africa/El_Aaiun"}


def comes_twice(second, zone):
    """Whether the wall clock shows the same time an hour, or half of one, later or earlier."""
    wall = datetime.datetime.fromtimestamp(second, zone).replace(tzinfo=zone)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def judged(calendar, zone):
    """How many starts come twice, and what is wrong with all that do not."""
    expected = {event.uid: event for event in events.of_file(calendar)[0]}
    twice, wrong = 0, []
    for event in programs.read_libical(calendar):
        told = expected.pop(event.uid)
        # RFC 5545 means the first of two, libical takes the second (docs/calendar.md). An end says which.
        double = comes_twice(told.start, zone)
        twice += double
        if (event.start != told.start and not double) or event.end != told.end:
            wrong.append(f"{zone.key}: {event.uid}: {event.start} to {event.end} by libical, {told.start} to {told.end} by tzdata")
    wrong += [f"{zone.key}: {uid} is missing" for uid in expected]
    return twice, wrong


def main(directory):
    wrong, count, twice, named = [], 0, 0, set()
    for calendar in sorted(pathlib.Path(directory).glob("*.ics")):
        text = calendar.read_text(encoding="utf-8")
        zone = zoneinfo.ZoneInfo(text.split("X-WR-TIMEZONE:")[1].split("\n")[0].strip())
        named.add(zone.key)
        count += text.count("BEGIN:VEVENT")
        double, faults = judged(calendar, zone)
        twice += double
        wrong += faults
    wrong += [f"no calendar for {name}" for name in sorted(zoneinfo.available_timezones() - NO_PLACES - named)]
    wrong += [f"{name} is not among them" for name in LATELY - named]
    print(f"{len(named)} zones, {count} events, {twice} starts that come twice, {len(wrong)} wrong")
    print("\n".join(wrong))
    raise SystemExit(1 if wrong or not count else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
