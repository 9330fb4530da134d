"""What a calendar file says, read as plainly as it is written, and what a plan file says of it.

A time is seconds of UTC by PyPI's tzdata, a day is its ISO form: neither the machine's zone data nor
a reader's has a say in what is expected.
"""

import dataclasses
import datetime
import re
import zoneinfo

import yaml

# PyPI's tzdata, whatever the machine has.
zoneinfo.reset_tzpath(())

UTC = datetime.timezone.utc


@dataclasses.dataclass(frozen=True, order=True)
class Event:
    """An event: its id, its bounds, its title, its text."""

    uid: str
    start: object
    end: object
    title: str
    text: str = ""


def instant(wall, zone):
    """Seconds of UTC at a wall time; the first where it comes twice."""
    return int(wall.replace(tzinfo=zoneinfo.ZoneInfo(zone)).timestamp())


def unescaped(text):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def bound(key, value):
    if "VALUE=DATE" in key:
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if value.endswith("Z"):
        return int(datetime.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())
    return instant(datetime.datetime.strptime(value, "%Y%m%dT%H%M%S"), key.split("TZID=")[1])


def of_file(path):
    """The events of a file, the live ones and the cancelled ones."""
    lines = path.read_bytes().decode().replace("\r\n ", "").split("\r\n")
    live, cancelled, fields, inside = [], [], {}, []
    for line in lines:
        key, _, value = line.partition(":")
        if key == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                fields = {}
        elif key == "END":
            if value == "VEVENT":
                bounds = {name: bound(*pair) for name, pair in fields.items() if name in ("DTSTART", "DTEND")}
                text = {name: unescaped(pair[1]) for name, pair in fields.items()}
                event = Event(text["UID"], bounds["DTSTART"], bounds["DTEND"], text["SUMMARY"], text.get("DESCRIPTION", ""))
                (cancelled if text["STATUS"] == "CANCELLED" else live).append(event)
            inside.pop()
        elif inside and inside[-1] == "VEVENT":
            fields[key.split(";")[0]] = (key, value)
    return live, cancelled


def plan_of(calendar):
    return yaml.safe_load(calendar.with_suffix(".plan.yaml").read_text(encoding="utf-8"))


def of_plan(plan):
    """Every session: its id, start and end."""
    zone = plan["time_zone"]
    sessions = [session for week in plan["weeks"] for session in week["sessions"]]

    def times(session):
        start = instant(datetime.datetime.fromisoformat(session["start"]), zone)
        return (f"{session['id']}.{plan['id']}@rehinge", start, start + 60 * session["minutes"])

    return sorted(times(session) for session in sessions)
