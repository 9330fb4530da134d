// Prints every event of a calendar as ical.js reads it in strict mode; as libical.c does.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const ICAL = (await import(createRequire(process.cwd() + '/').resolve('ical.js'))).default;
ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
const bound = (time) => (time.isDate ? time.toString() : String(time.toUnixTime()));
for (const part of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(part, { strictExceptions: true });
  const fields = [event.uid, bound(event.startDate), bound(event.endDate), event.summary, event.description ?? ''];
  process.stdout.write(fields.join('\x1f') + '\x1e');
}
