"""Calendar programs, each as a function from a file to the events that it reads there."""

import datetime
import functools
import os
import pathlib
import re
import subprocess
import tempfile
import time
import urllib.request

import icalendar
import vobject

from events import UTC, Event, instant

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
FIELD, RECORD = "\x1f", "\x1e"


def run(*command, home=None, zone=None, cwd=None):
    """What a program prints. Nothing of the caller's own settings is read or written."""
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")} if home else {}
    environment = {**os.environ, **places, "LC_ALL": "C.UTF-8", **({"TZ": zone} if zone else {})}
    done = subprocess.run([str(part) for part in command], env=environment, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(str(part) for part in command)}: {done.stderr}")
    return done.stdout


def printed(output):
    """Events as the small programs of this folder print them."""
    def value(text):
        return int(text) if re.fullmatch(r"-?\d+", text) else text

    records = [record.split(FIELD) for record in output.split(RECORD) if record.strip()]
    return [Event(uid, value(start), value(end), title, text) for uid, start, end, title, text in records]


def of_python(value):
    """A bound as Python's libraries have it."""
    return int(value.timestamp()) if isinstance(value, datetime.datetime) else value.isoformat()


def read_icalendar(calendar, zone=None):
    parsed = icalendar.Calendar.from_ical(pathlib.Path(calendar).read_bytes())
    faults = [fault for part in parsed.walk() for fault in part.errors]
    if faults:
        raise SystemExit(f"{calendar}: icalendar: {faults}")
    return [from_event(event) for event in parsed.walk("VEVENT")]


def from_event(event):
    return Event(str(event["UID"]), of_python(event.decoded("DTSTART")), of_python(event.decoded("DTEND")), str(event["SUMMARY"]), str(event.get("DESCRIPTION", "")))


def read_vobject(calendar, zone=None):
    parsed = vobject.readOne(pathlib.Path(calendar).read_bytes().decode())
    parsed.validate(raiseException=True)
    return [
        Event(event.uid.value, of_python(event.dtstart.value), of_python(event.dtend.value), event.summary.value, event.description.value if hasattr(event, "description") else "")
        for event in parsed.vevent_list
    ]


@functools.cache
def compiled():
    """The program around libical."""
    program = ROOT / "target/readers/libical"
    program.parent.mkdir(parents=True, exist_ok=True)
    run("cc", "-O1", "-Wall", "-Wextra", "-Werror", "-o", program, HERE / "libical.c", "-lical")
    return program


def read_libical(calendar, zone=None):
    return printed(run(compiled(), calendar))


def read_ical_js(calendar, zone=None):
    return printed(run("node", HERE / "ical.mjs", pathlib.Path(calendar).resolve(), cwd=ROOT / "target/readers/npm"))


def read_sabre(calendar, zone=None):
    return printed(run("php", "-d", "error_reporting=1", HERE / "sabre.php", calendar))


class Khal:
    """khal with an empty collection of its own, offline."""

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

    def __init__(self, zone):
        self.zone = zone
        self.folder = tempfile.TemporaryDirectory()
        self.home = pathlib.Path(self.folder.name)
        (self.home / "plan").mkdir()
        (self.home / "config").write_text(self.CONFIG.format(home=self.home, zone=zone), encoding="utf-8")

    def khal(self, *arguments):
        return run("khal", "--config", self.home / "config", *arguments, home=self.home, zone=self.zone)

    def add(self, calendar):
        self.khal("import", "--batch", "-a", "plan", calendar)

    def listed(self, first, last):
        """The events that khal lists, those that it marks as cancelled apart."""
        fields = FIELD.join(["{uid}", "{start-long}", "{end-long}", "{title}", "{description}", "{cancelled}"])
        output = self.khal("list", "--once", "--day-format", "", "--format", fields + RECORD, first, last)
        live, cancelled = [], []
        for record in filter(str.strip, output.split(RECORD)):
            uid, start, end, title, text, mark = record.lstrip("\n").split(FIELD)
            event = Event(uid, self.bound(start), self.bound(end, last_day=True), title, text.strip("\n"))
            (cancelled if mark.strip() else live).append(event)
        return live, cancelled

    def bound(self, text, last_day=False):
        if len(text) == 10:
            # khal shows the last day of an event, the file has the day after.
            return (datetime.date.fromisoformat(text) + datetime.timedelta(days=last_day)).isoformat()
        return instant(datetime.datetime.strptime(text, "%Y-%m-%d %H:%M"), self.zone)

    def close(self):
        self.folder.cleanup()


def span(events):
    """Days around all of the events, as ISO dates."""
    def day(bound):
        return bound if isinstance(bound, str) else datetime.datetime.fromtimestamp(bound, UTC).date().isoformat()

    def shifted(text, days):
        return (datetime.date.fromisoformat(text) + datetime.timedelta(days=days)).isoformat()

    return shifted(min(day(event.start) for event in events), -2), shifted(max(day(event.end) for event in events), 2)


def read_khal(calendar, zone):
    khal = Khal(zone)
    try:
        khal.add(calendar)
        return khal.listed(*span(read_icalendar(calendar)))[0]
    finally:
        khal.close()


def read_calcurse(calendar, zone):
    """calcurse keeps no ids, shows an event of several days once for each of them, takes every time for one
    of the machine's zone, and says so in a remark under the text (docs/calendar.md)."""
    first, last = span(read_icalendar(calendar))
    days = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days
    with tempfile.TemporaryDirectory() as home:
        run("calcurse", "-q", "-D", home, "-i", calendar, home=home, zone=zone)
        timed = FIELD.join(["%(start:epoch)", "%(end:epoch)", "%m", "%N"]) + RECORD
        whole = FIELD.join(["", "", "%m", "%N"]) + RECORD
        # Both kinds of appointment and both kinds of event have their own format.
        formats = [*(part for kind in ("apt", "recur-apt") for part in (f"--format-{kind}", timed)), *(part for kind in ("event", "recur-event") for part in (f"--format-{kind}", whole))]
        start = datetime.date.fromisoformat(first).strftime("%m/%d/%Y")
        output = run("calcurse", "-q", "-D", home, "-Q", "--filter-type", "cal", "--from", start, "--days", days, *formats, home=home, zone=zone)
    found = []
    day = None
    for record in output.split(RECORD):
        # Each day begins with its date on a line of its own.
        header = re.match(r"\n*(\d\d)/(\d\d)/(\d\d):\n", record)
        if header:
            day = f"20{header[3]}-{header[1]}-{header[2]}"
            record = record[header.end():]
        if not record.strip("\n"):
            continue
        start, end, title, note = record.split(FIELD)
        text = "\n".join(line.removeprefix("\t") for line in note.split("\n")).split("\n-- \nImport: ")[0].strip("\n")
        if start:
            found.append(Event("", int(start), int(end), title, text))
        else:
            following = (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
            found.append(Event("", day, following, title, text))
    return found


class Radicale:
    """Radicale on loopback, with an empty store of its own, spoken to by PyPI's caldav."""

    def __init__(self, port=5232):
        import caldav

        self.folder = tempfile.TemporaryDirectory()
        config = pathlib.Path(self.folder.name, "config")
        config.write_text(
            f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[storage]\nfilesystem_folder = {self.folder.name}/store\n[logging]\nlevel = error\n",
            encoding="utf-8",
        )
        self.server = subprocess.Popen(["radicale", "--config", str(config)], stderr=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}/"
        for _ in range(100):
            if self.server.poll() is not None:
                raise SystemExit("Radicale did not start")
            try:
                urllib.request.urlopen(url, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        self.client = caldav.DAVClient(url, username="lifter", password="")

    def collection(self, name):
        return self.client.principal().make_calendar(name=name, cal_id=name)

    def put(self, collection, calendar):
        """Stores each event where its id says, as a client that imports does: a known id is replaced."""
        for uid, text in single_events(calendar):
            answer = self.client.put(f"{collection.url}{uid.replace('@', '%40')}.ics", text, {"Content-Type": "text/calendar; charset=utf-8"})
            if answer.status not in (201, 204):
                raise SystemExit(f"{calendar}: Radicale answers {answer.status} to {uid}")

    def listed(self, collection):
        """What the server gives back, what is cancelled apart."""
        live, cancelled = [], []
        for item in collection.events():
            for event in icalendar.Calendar.from_ical(item.data).walk("VEVENT"):
                (cancelled if event.get("STATUS") == "CANCELLED" else live).append(event)
        return [from_event(event) for event in live], [from_event(event) for event in cancelled]

    def close(self):
        self.server.terminate()
        self.server.wait()
        self.folder.cleanup()


def single_events(calendar):
    """Each event of a file as a calendar of its own, with the zone's rules: what CalDAV stores."""
    text = pathlib.Path(calendar).read_bytes().decode()
    head, *events = text.split("BEGIN:VEVENT\r\n")
    for event in events:
        uid = re.search(r"^UID:(.*)\r$", event.replace("\r\n ", ""), re.M)[1]
        yield uid, head + "BEGIN:VEVENT\r\n" + event.removesuffix("END:VCALENDAR\r\n") + "END:VCALENDAR\r\n"
