"""The numbers of the headline on nulls: read from a page, and counted anew from `nulls.csv`."""

import re


def headline_numbers(text):
    """Return the numbers that a page's headline says of each null."""
    pattern = r"\*\*`(\w+)`\*\* .*?: ([\d.]+) hold, (\d+) to (\d+); .*? in (\d+)% of draws(.*)"
    return {found[0]: found[1:] for found in re.findall(pattern, text)}


def recounted(table, null):
    """Return the same numbers from `nulls.csv` alone, by plain counting."""
    rows = [row for row in table.to_dict("records") if row["tier"] == "core"]
    rows = [row for row in rows if row["null"] == null]
    numbers = [
        sum(letter == "h" for letter in column)
        for column in zip(*(row["by_draw"] for row in rows), strict=True)
    ]
    model = sum(row["result"] == "holds" for row in rows)
    mean = sum(numbers) / len(numbers)
    share = 100 * sum(number >= model for number in numbers) / len(numbers)
    return (f"{mean:.1f}", str(min(numbers)), str(max(numbers)), f"{share:.0f}"), model, len(rows)
