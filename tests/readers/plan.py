#!/usr/bin/env python3
"""Reads plan files with PyYAML (YAML 1.1) and asserts that every value has the type it is meant to have.

Usage: plan.py FILE...   Exit code 77: PyYAML is not installed.
"""
import datetime
import re
import sys

try:
    import yaml
except ImportError:
    sys.exit(77)

DATES = {"created", "starts", "from", "to", "returns_on", "began", "last_lifted", "date", "made"}
DATE_IN = {"schedule": {"start"}}
COUNTS = {"revision", "week", "minutes", "reps", "up_to", "seconds", "rest_seconds", "loading_weeks", "episodes",
          "pain_free_days", "sessions_per_week", "now", "morning", "worst", "age", "pairs", "set", "sets",
          "cut_short", "gone_after_hours", "logged"}
FLOATS = {"percent", "weekly_rise", "volume"}
FLAGS = {"deload", "light", "movable", "each_side", "sudden", "full_range", "hip_problem"}
LOADS = {"working_weight", "top_load", "max_load", "bar"}
TIMES = {"at", "daily", "wakes"}
LOAD = re.compile(r"^\d+(\.\d{1,3})? (kg|lb)$")
TIME = re.compile(r"^\d\d:\d\d$")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")


def check(path, owner, key, value, wrong):
    def must(holds, what):
        if not holds:
            wrong.append(f"{path}: {value!r} ({type(value).__name__}) is not {what}")

    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                wrong.append(f"{path}: the key {name!r} is a {type(name).__name__}")
            check(f"{path}.{name}", key, name, inner, wrong)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            numbers = key in {"per_side", "dumbbells"}
            if numbers:
                if type(inner) not in (int, float):
                    wrong.append(f"{path}[{index}]: {inner!r} is not a number")
            else:
                # Repetitions, set by set, are counts as one of them is.
                named = isinstance(inner, dict) or key == "sets"
                check(f"{path}[{index}]", owner, key if named else "", inner, wrong)
    elif owner == "values":
        # What fills the gaps of a sentence, in words.
        must(type(value) is str, "a text")
    elif owner == "lighten" and key == "load" or key in FLOATS:
        must(type(value) is float, "a float")
    elif owner == "move":
        must(type(value) is str, "a text")
    elif key in DATES or key in DATE_IN.get(owner, ()):
        must(type(value) is datetime.date, "a date")
    elif key == "start":
        must(type(value) is str and MOMENT.match(value), "a time like 2026-12-10T18:00")
    elif key in COUNTS:
        must(type(value) is int, "a count")
    elif key in FLAGS:
        must(type(value) is bool, "true or false")
    elif key in LOADS or key == "load":
        must(type(value) is str and LOAD.match(value), "a load")
    elif key in TIMES:
        must(type(value) is str and TIME.match(value), "a time of day")
    elif key == "size":
        must(type(value) in (int, float), "a number")
    else:
        must(type(value) is str, "a text")


def main(files):
    wrong = []
    for file in files:
        with open(file, encoding="utf-8") as text:
            plan = yaml.safe_load(text)
        assert plan["schema"] == "rehinge/plan/v2", file
        check(file, "", "", plan, wrong)
    print("\n".join(wrong) if wrong else f"{len(files)} plan files: every type as meant")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
