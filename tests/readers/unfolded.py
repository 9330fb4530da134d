"""Plans of the second edition with every session whole: its routines' exercises, every set, the words of "next time"."""


def exercise(written):
    sets = [{key: value for key, value in one.items() if key != "sets"} for one in written["sets"] for _ in range(one.get("sets", 1))]
    return {**written, "sets": sets}


def session(plan, written):
    steps = written.get("exercises", [{"routine": written["routine"]}] if "routine" in written else [])
    exercises = [one for step in steps for one in (plan["routines"][step["routine"]] if "routine" in step else [step])]
    rows = [{**plan["next_time"][row["case"]], **row} for row in written.get("next_time", [])]
    return {**written, "exercises": [exercise(one) for one in exercises], "next_time": rows}


def unfolded(plan):
    weeks = [{**week, "sessions": [session(plan, one) for one in week["sessions"]]} for week in plan["weeks"]]
    return {**plan, "weeks": weeks}
