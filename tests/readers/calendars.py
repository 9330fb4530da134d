#!/usr/bin/env python3
"""Reads every NAME.ics of a directory with real calendar programs and compares it with NAME.plan.yaml.

Usage: tests/readers/calendars.py DIRECTORY

Every program must read every event with its id, its start and end as instants, its title and its text;
and the events must be the plan's sessions and what belongs to them. What a program does otherwise by
itself is in docs/calendar.md, and marked here.
"""

import dataclasses
import datetime
import pathlib
import sys

import events
import programs
from events import Event


def each_day(event):
    """The event as calcurse keeps it: without its id, once for each of its days."""
    plain = dataclasses.replace(event, uid="")
    if not isinstance(event.start, str):
        return [plain]
    first, end = (datetime.date.fromisoformat(day) for day in (event.start, event.end))
    days = [first + datetime.timedelta(days=day) for day in range((end - first).days)]
    return [dataclasses.replace(plain, start=day.isoformat(), end=(day + datetime.timedelta(days=1)).isoformat()) for day in days]


PROGRAMS = {
    "icalendar": (programs.read_icalendar, lambda event: [event]),
    "vobject": (programs.read_vobject, lambda event: [event]),
    "libical": (programs.read_libical, lambda event: [event]),
    "ical.js": (programs.read_ical_js, lambda event: [event]),
    "sabre/vobject": (programs.read_sabre, lambda event: [event]),
    "khal": (programs.read_khal, lambda event: [event]),
    "calcurse": (programs.read_calcurse, each_day),
}


def differences(expected, found):
    """What is missing and what is there too much, shortly."""
    missing = [event for event in expected if event not in found]
    more = [event for event in found if event not in expected]

    def short(event):
        return f"{event.uid} {event.start} {event.end} {event.title!r} {event.text[:60]!r}"

    return [f"  missing: {short(event)}" for event in missing[:3]] + [f"  not planned: {short(event)}" for event in more[:3]]


def compared(name, program, expected, found):
    """Whether a program read exactly what is expected."""
    expected, found = sorted(expected, key=str), sorted(found, key=str)
    right = expected == found
    print(f"{name}: {program}: {len(found)} of {len(expected)} events{'' if right else ', WRONG'}")
    if not right:
        print("\n".join(differences(expected, found)) or "  doubled")
    return right


def main(directory):
    calendars = sorted(pathlib.Path(directory).glob("*.ics"))
    if not calendars:
        raise SystemExit(f"no calendars in {directory}")
    right = True
    radicale = programs.Radicale()
    try:
        for calendar in calendars:
            plan = events.plan_of(calendar)
            live, _ = events.of_file(calendar)
            sessions = events.of_plan(plan)
            ids = {uid for uid, _, _ in sessions}
            right &= compared(calendar.name, "plan", [Event(*session, "") for session in sessions], [Event(e.uid, e.start, e.end, "") for e in live if e.uid in ids])
            for program, (read, as_kept) in PROGRAMS.items():
                expected = [kept for event in live for kept in as_kept(event)]
                right &= compared(calendar.name, program, expected, read(calendar, plan["time_zone"]))
            collection = radicale.collection(calendar.stem)
            radicale.put(collection, calendar)
            right &= compared(calendar.name, "Radicale", live, radicale.listed(collection)[0])
    finally:
        radicale.close()
    raise SystemExit(0 if right else 1)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
