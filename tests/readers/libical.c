/* Prints every event of a calendar as libical reads it: UID, start, end (seconds of UTC, or a day), title, text.
   Fields end with U+001F, events with U+001E. Exit code 1: libical found a fault in the file. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static void bound(icalcomponent *calendar, icalproperty *property, struct icaltimetype time)
{
    if (icaltime_is_date(time)) {
        printf("%04d-%02d-%02d\x1f", time.year, time.month, time.day);
        return;
    }
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    if (parameter) {
        /* The rules in the file, not those of the system. */
        icaltimezone *zone = icalcomponent_get_timezone(calendar, icalparameter_get_tzid(parameter));
        if (!zone) {
            fprintf(stderr, "no rules for %s\n", icalparameter_get_tzid(parameter));
            exit(1);
        }
        time = icaltime_set_timezone(&time, zone);
        printf("%lld\x1f", (long long)icaltime_as_timet_with_zone(time, zone));
    } else {
        printf("%lld\x1f", (long long)icaltime_as_timet(time));
    }
}

int main(int argc, char **argv)
{
    for (int at = 1; at < argc; at++) {
        FILE *file = fopen(argv[at], "rb");
        if (!file) return 1;
        fseek(file, 0, SEEK_END);
        long size = ftell(file);
        rewind(file);
        char *text = calloc(size + 1, 1);
        if (fread(text, 1, size, file) != (size_t)size) return 1;
        fclose(file);
        icalcomponent *calendar = icalparser_parse_string(text);
        free(text);
        if (!calendar || icalcomponent_count_errors(calendar) || !icalrestriction_check(calendar)) {
            fprintf(stderr, "%s: %s\n", argv[at], calendar ? icalcomponent_as_ical_string(calendar) : "nothing");
            return 1;
        }
        icalcompiter events = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
        for (icalcomponent *event; (event = icalcompiter_deref(&events)); icalcompiter_next(&events)) {
            printf("%s\x1f", icalcomponent_get_uid(event));
            bound(calendar, icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY), icalcomponent_get_dtstart(event));
            bound(calendar, icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY), icalcomponent_get_dtend(event));
            const char *description = icalcomponent_get_description(event);
            printf("%s\x1f%s\x1e", icalcomponent_get_summary(event), description ? description : "");
        }
        icalcomponent_free(calendar);
    }
    return 0;
}
