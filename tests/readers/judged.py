#!/usr/bin/env python3
"""Holds schemas to what the tests say of them, with a validator of another maker.

Each file has a schema and values: what it must take, what it must refuse, and what it should refuse in all but a few
cases, because the reader does. The defaults and examples of the schemas of docs/schemas are judged too.

Usage: judged.py FILE...
"""

import json
import pathlib
import sys

from jsonschema import Draft7Validator

ROOT = pathlib.Path(__file__).parent.parent.parent
# What a schema cannot see compares fields, units, or the way in which a number is written: one in so many at most.
ONE_IN = 20


def validator(schema):
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def judge(path, faults):
    whole = json.loads(path.read_text())
    schema, cases = validator(whole["schema"]), whole["cases"]
    loose = []
    for case in cases:
        wrong = [f"{list(one.path)}: {one.message}" for one in schema.iter_errors(case["value"])]
        if case["must"] == "take" and wrong:
            faults.append(f"{path.name}: refused: {wrong}\n{case['text']}")
        elif case["must"] == "refuse" and not wrong:
            faults.append(f"{path.name}: taken:\n{case['text']}")
        elif case["must"] == "should refuse" and not wrong:
            loose.append(case["text"])
    if len(loose) * ONE_IN >= len(cases):
        faults.append(f"{path.name}: {len(loose)} of {len(cases)} are taken that the reader refuses:\n" + "\n".join(loose))
    return len(cases)


def fields(schema):
    """Every part of a schema that a value can stand in."""
    if isinstance(schema, dict):
        yield schema
        for inner in schema.values():
            yield from fields(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from fields(inner)


def judge_examples(path, faults):
    whole = json.loads(path.read_text())
    seen = 0
    for field in fields(whole):
        examples = field.get("examples")
        values = examples if isinstance(examples, list) else []
        values = values + ([field["default"]] if "default" in field and "type" in field else [])
        for value in values:
            seen += 1
            for one in validator({**field, "definitions": whole.get("definitions", {})}).iter_errors(value):
                faults.append(f"{path.name}: {value} is an example or default, and {one.message}")
    return seen


def main(paths):
    faults = []
    cases = sum([judge(pathlib.Path(path), faults) for path in paths])
    examples = sum([judge_examples(path, faults) for path in (ROOT / "docs/schemas").glob("*.schema.json")])
    if len(paths) < 5 or cases < 1000 or examples <= 20:
        faults.append(f"{len(paths)} files, {cases} values and {examples} examples: too few")
    print("\n".join(faults) if faults else f"{cases} values and {examples} examples are judged as they should be")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
