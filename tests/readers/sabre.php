<?php
// Prints every event of a calendar as sabre/vobject reads it, after its own validation; as libical.c does.
require 'Sabre/VObject/autoload.php';
$calendar = Sabre\VObject\Reader::read(file_get_contents($argv[1]));
$wrong = array_filter($calendar->validate(), fn ($fault) => $fault['level'] > 1);
if ($wrong) {
    fwrite(STDERR, json_encode(array_column($wrong, 'message')));
    exit(1);
}
$text = function ($property) {
    $text = (string) $property;
    // Up to version 2 it leaves commas and semicolons escaped (docs/calendar.md).
    return class_exists('Sabre\VObject\Property\Text') ? $text : preg_replace('/\\\\([,;])/', '$1', $text);
};
$bound = fn ($property) => $property->hasTime() ? (string) $property->getDateTime()->getTimestamp() : $property->getDateTime()->format('Y-m-d');
foreach ($calendar->VEVENT as $event) {
    $fields = [$text($event->UID), $bound($event->DTSTART), $bound($event->DTEND), $text($event->SUMMARY), $text($event->DESCRIPTION ?? '')];
    echo implode("\x1f", $fields), "\x1e";
}
