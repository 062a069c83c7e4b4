#!/usr/bin/env python3
"""Tables of what tasks_bench printed: each form of prompt, its quality and what it costs.

usage: tasks_report.py TASKS_FOLDER LINES.jsonl [--half choose|report|both]

A form is read in two ways: as it is, and with the prior taken off (its mean over texts that say
nothing). For yes or no, the threshold and the logistic curve are fitted on the half `choose`, whose
conditions the half `report` does not have. Intervals are 95 %: Wilson for a share, bootstrap over
rows (2,000 draws, fixed seed) for AUC and F1.
"""
import argparse
import collections
import json
import math
import os
import random

ROLES = ["subject", "object", "peer", "source", "speaker", "publisher", "advertisement"]
LABELS = ["financing", "earnings", "product", "personnel", "regulation", "contract"]
FIELDS = ["company", "amount", "unit", "date", "round"]


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def wilson(right, count):
    """Wilson 1927: the 95 % interval of a share."""
    if count == 0:
        return 0.0, 1.0
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(rows, measure, draws=2000):
    if not rows:
        return 0.0, 1.0
    chance = random.Random(1)
    values = sorted(measure(chance.choices(rows, k=len(rows))) for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws) - 1]


def auc(rows):
    """Of (value, is_yes): how often a yes stands above a no; ties count half."""
    ordered = sorted(rows)
    rank_sum, at, yes = 0.0, 0, sum(label for _, label in rows)
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        rank_sum += sum(label for _, label in ordered[at:end]) * (at + end + 1) / 2
        at = end
    no = len(rows) - yes
    return (rank_sum - yes * (yes + 1) / 2) / (yes * no) if yes and no else 0.5


def macro_f1(rows):
    """Of (label, chosen)."""
    scores = []
    for label in {label for label, _ in rows}:
        hit = sum(a == b == label for a, b in rows)
        said = sum(b == label for _, b in rows)
        wanted = sum(a == label for a, _ in rows)
        scores.append(2 * hit / (said + wanted))
    return sum(scores) / len(scores) if scores else 0.0


def logistic(rows, strength=0.1):
    """Platt 1999: (slope, shift) of P(yes) = 1 / (1 + exp(-(slope * value + shift)))."""
    mean = sum(value for value, _ in rows) / len(rows)
    scale = math.sqrt(sum((value - mean) ** 2 for value, _ in rows) / len(rows)) or 1.0
    slope, shift = fitted_curve([((value - mean) / scale, label) for value, label in rows], strength)
    return slope / scale, shift - slope * mean / scale


def fitted_curve(rows, strength):
    slope, shift = 0.0, 0.0
    targets = smoothed(rows)
    for _ in range(100):
        g = [strength * slope, 0.0]
        h = [[strength + 1e-9, 0.0], [0.0, 1e-9]]
        for (value, _), target in zip(rows, targets):
            p = sigmoid(slope * value + shift)
            w = p * (1 - p)
            g[0] += (p - target) * value
            g[1] += p - target
            h[0][0] += w * value * value
            h[0][1] += w * value
            h[1][1] += w
        determinant = h[0][0] * h[1][1] - h[0][1] ** 2
        if determinant <= 1e-12:
            break
        slope -= (h[1][1] * g[0] - h[0][1] * g[1]) / determinant
        shift -= (h[0][0] * g[1] - h[0][1] * g[0]) / determinant
    return slope, shift


def smoothed(rows):
    yes = sum(label for _, label in rows)
    no = len(rows) - yes
    return [(yes + 1) / (yes + 2) if label else 1 / (no + 2) for _, label in rows]


def sigmoid(x):
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, x))))


def best_threshold(rows):
    values = sorted({value for value, _ in rows})
    cuts = [(a + b) / 2 for a, b in zip(values, values[1:])] or [0.0]
    right = [sum((v > cut) == label for v, label in rows) for cut in cuts]
    top = max(right)
    middle = [cut for cut, count in zip(cuts, right) if count == top]
    return middle[len(middle) // 2]


class Form:
    """The lines of one form: those of rows by id, and the prior by what it is a prior of."""

    def __init__(self, rows, lines):
        self.rows = rows
        self.lines = {line["id"]: line for line in lines if "neutral" not in line}
        self.priors = {}
        sums = collections.defaultdict(list)
        for line in lines:
            if "neutral" in line:
                sums[self.prior_key(rows[line["id"]])].append(line["likelihoods"])
        for key, values in sums.items():
            self.priors[key] = [sum(column) / len(column) for column in zip(*values)]

    @staticmethod
    def prior_key(row):
        return row.get("condition") or row["script"] == "english"

    def likelihoods(self, row, corrected):
        values = self.lines[row["id"]]["likelihoods"]
        if not corrected:
            return values
        return [a - b for a, b in zip(values, self.priors[self.prior_key(row)])]

    def cost(self):
        lines = list(self.lines.values())
        count = len(lines)
        own, shared, seconds = (sum(line[name] for line in lines) / count
                                for name in ("own_tokens", "shared_tokens", "seconds"))
        return f"{own:4.0f} {shared:5.0f} {seconds:6.2f}"


def margin(values):
    return values[0] - values[1] if len(values) > 1 else values[0]


def say(name, how, measures, cost):
    cells = "  ".join(f"{what} {value:.3f} [{low:.3f}, {high:.3f}]"
                      for what, value, (low, high) in measures)
    print(f"  {name:18} {how:10} {cells}  {cost}")


def report_filter(name, form, half):
    for corrected in (False, True):
        values = {h: [(margin(form.likelihoods(row, corrected)), row["label"])
                      for row in form.rows.values()
                      if row["half"] == h and row["id"] in form.lines]
                  for h in ("choose", "report")}
        shown = values["choose"] + values["report"] if half == "both" else values[half]
        fitted = values["choose"] or shown
        if not shown:
            continue
        cut = best_threshold(fitted)
        slope, shift = logistic(fitted)
        right = sum((value > cut) == label for value, label in shown)
        zero = sum((sigmoid(slope * value + shift) > 0.5) == label for value, label in shown)
        within = within_auc(form, corrected, half)
        brier = sum((sigmoid(slope * v + shift) - label) ** 2 for v, label in shown) / len(shown)
        say(name, "prior off" if corrected else "as is",
            [("AUC", auc(shown), bootstrap(shown, auc)),
             ("accuracy", right / len(shown), wilson(right, len(shown))),
             ("by curve", zero / len(shown), wilson(zero, len(shown)))],
            f"{form.cost()}  in condition {within:.3f} Brier {brier:.3f} "
            f"curve {slope:.3f} {shift:+.3f} cut {cut:+.2f}")


def within_auc(form, corrected, half):
    by_condition = collections.defaultdict(list)
    for row in form.rows.values():
        if row["id"] in form.lines and half in (row["half"], "both"):
            by_condition[row["condition"]].append(
                (margin(form.likelihoods(row, corrected)), row["label"]))
    return sum(map(auc, by_condition.values())) / len(by_condition)


def report_choice(name, form, half, labels):
    for corrected in (False, True):
        pairs = []
        for row in form.rows.values():
            if row["id"] in form.lines and half in (row["half"], "both"):
                values = form.likelihoods(row, corrected)
                pairs.append((row["label"], labels[max(range(len(values)), key=values.__getitem__)]))
        if not pairs:
            continue
        right = sum(a == b for a, b in pairs)
        say(name, "prior off" if corrected else "as is",
            [("accuracy", right / len(pairs), wilson(right, len(pairs))),
             ("macro F1", macro_f1(pairs), bootstrap(pairs, macro_f1))], form.cost())


def normal(value):
    if isinstance(value, str):
        return "".join(value.replace(",", "").split()).casefold() or None
    return value


def is_right(field, wanted, said):
    if field == "amount" and isinstance(said, str):
        try:
            said = float(said.replace(",", ""))
        except ValueError:
            return False
    return normal(said) in [normal(each) for each in wanted]


def grounded(field, value, text):
    """A string that the text does not have is no value of it."""
    if isinstance(value, str) and field != "unit" and normal(value) not in normal(text):
        return None
    return value


def report_extract(name, form, half):
    for tidy in (False, True):
        rows = []
        broken = 0
        for row in form.rows.values():
            if row["id"] not in form.lines or half not in (row["half"], "both"):
                continue
            try:
                said = json.loads(form.lines[row["id"]]["text"])
            except ValueError:
                broken, said = broken + 1, {}
            if tidy:
                said = {f: grounded(f, v, row["text"]) for f, v in said.items()}
                if said.get("amount") is None:
                    said["unit"] = None
            rows.append([(f, row["fields"][f], said.get(f)) for f in FIELDS])
        if not rows:
            continue
        cells = [cell for row in rows for cell in row]
        right = sum(is_right(*cell) for cell in cells)
        say(name, "grounded" if tidy else "as is",
            [("fields", right / len(cells), wilson(right, len(cells))),
             ("F1", field_f1(rows), bootstrap(rows, field_f1))],
            f"{form.cost()}  not JSON {broken}  " + " ".join(
                f"{f} {sum(is_right(*c) for c in cells if c[0] == f) / len(rows):.2f}"
                for f in FIELDS))


def field_f1(rows):
    """Micro F1 over the fields that have a value or were given one."""
    hit = said = wanted = 0
    for cell in (cell for row in rows for cell in row):
        right = is_right(*cell)
        hit += right and cell[2] is not None
        said += cell[2] is not None
        wanted += cell[1][0] is not None
    return 2 * hit / (said + wanted) if said + wanted else 0.0


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("folder")
    options.add_argument("lines", nargs="+")
    options.add_argument("--half", default="report", choices=["choose", "report", "both"])
    given = options.parse_args()
    forms = collections.defaultdict(list)
    for line in (line for path in given.lines for line in read_lines(path)):
        forms[line.get("model", ""), line["task"], line["form"]].append(line)
    shown = None
    for (model, task, name), lines in forms.items():
        rows = {row["id"]: row for row in read_lines(os.path.join(given.folder, task + ".jsonl"))}
        if (model, task) != shown:
            shown = model, task
            print(f"{task} {model}, half {given.half}; at the end: tokens read for a row alone, "
                  "read for several together, seconds a row")
        form = Form(rows, lines)
        if task == "filter":
            report_filter(name, form, given.half)
        elif task == "extract":
            report_extract(name, form, given.half)
        else:
            report_choice(name, form, given.half, ROLES if task == "role" else LABELS)


if __name__ == "__main__":
    main()
