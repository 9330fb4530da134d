#!/usr/bin/env python3
"""Imports the calendars of successive revisions of a plan, one after the other, into khal and Radicale.

Usage: tests/readers/reimport.py REVISION.ics REVISION.ics...

Beside each REVISION.ics lies its REVISION.plan.yaml. After every import each program must show exactly
the live events of that revision: none doubled, none left over, each at its new time with its new title
and text. An event is live where the program does not say that it is cancelled: both keep a cancelled
event, khal with the mark CANCELLED, Radicale with STATUS:CANCELLED.
"""

import pathlib
import sys

import events
import programs
from calendars import compared


def main(revisions):
    zone = events.plan_of(revisions[0])["time_zone"]
    khal, radicale = programs.Khal(zone), programs.Radicale(port=5233)
    right = True
    seen, taken_back = [], set()
    try:
        collection = radicale.collection("plan")
        for revision in revisions:
            plan = events.plan_of(revision)
            live, cancelled = events.of_file(revision)
            dropped = {f"{session['id']}.{plan['id']}@rehinge" for session in plan.get("dropped", [])}
            if not dropped <= {event.uid for event in cancelled}:
                raise SystemExit(f"{revision}: a dropped session is not cancelled")
            sessions = {uid for uid, _, _ in events.of_plan(plan)}
            if "stopped" not in plan and not sessions <= {event.uid for event in live}:
                raise SystemExit(f"{revision}: a session is missing")
            # Looked for is wherever an event of any revision was.
            seen += live + cancelled
            taken_back |= {event.uid for event in cancelled}
            khal.add(revision)
            radicale.put(collection, revision)
            for program, (shown, off) in {"khal": khal.listed(*programs.span(seen)), "Radicale": radicale.listed(collection)}.items():
                right &= compared(revision.name, program, live, shown)
                if {event.uid for event in off} - taken_back:
                    right = False
                    print("  cancelled of itself:", sorted({event.uid for event in off} - taken_back))
    finally:
        khal.close()
        radicale.close()
    raise SystemExit(0 if right else 1)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main([pathlib.Path(name) for name in sys.argv[1:]])
