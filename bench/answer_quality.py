#!/usr/bin/env python3
"""How many questions of a list are answered from the right file, and how many are rightly left.

usage: answer_quality.py EIDER DATABASE QUESTIONS.jsonl [--model NAME]

QUESTIONS has lines {question, file, answer}; file and answer are null where the documents hold no
answer. A question counts as answered when a cited sentence of that file holds the answer's words;
as left when the answer abstains. Prints a line a question and the counts with the mean seconds.
"""
import json
import statistics
import subprocess
import sys


def ask(eider, database, question, options):
    run = subprocess.run(
        [eider, "ask", database, question, "--json", *options], capture_output=True, text=True
    )
    if run.returncode != 0:
        raise SystemExit(run.stderr)
    return json.loads(run.stdout)


def is_right(wanted, answer):
    if wanted["answer"] is None:
        return answer["abstained"]
    citations = [c for s in answer["sentences"] for c in s["citations"]]
    return any(
        c["path"].endswith(wanted["file"]) and wanted["answer"] in c["quote"] for c in citations
    )


def main():
    eider, database, questions, *options = sys.argv[1:]
    right = {True: [], False: []}  # by: is there an answer
    seconds = []
    with open(questions, encoding="utf-8") as file:
        for line in file:
            wanted = json.loads(line)
            answer = ask(eider, database, wanted["question"], options)
            good = is_right(wanted, answer)
            right[wanted["answer"] is not None].append(good)
            seconds.append(answer["seconds"])
            print("ok   " if good else "WRONG", wanted["question"], "->", answer["answer"][:90],
                  flush=True)
    for has_answer, label in ((True, "answered rightly"), (False, "rightly left")):
        print(f"{label}: {sum(right[has_answer])} of {len(right[has_answer])}")
    print(f"seconds, mean {statistics.mean(seconds):.1f}, most {max(seconds):.1f}")


if __name__ == "__main__":
    main()
