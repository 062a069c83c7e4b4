#!/usr/bin/env python3
"""Makes the English-Chinese word list of text/translations out of ECDICT's database.

usage: ecdict.py DATABASE OUT

OUT: one line a word, sorted by bytes: the word in lower case, a tab, and at most 8 Chinese terms
of at most 5 characters with commas between, the commonest first; or = and the word that this one
is an irregular form of ("took", "=take"). Kept are words with a place in a frequency list, and
those whose translation reads like a name (a place, a people, a surname).
"""
import re
import sqlite3
import sys

MOST_TERMS = 8
MOST_CHARACTERS = 5
HAN = re.compile(r"[\u4e00-\u9fff]+")
KIND = re.compile(r"^[a-z]+\.\s*")
ASIDE = re.compile(r"\([^)]*\)|\uff08[^\uff09]*\uff09|\[[^\]]*\]|<[^>]*>")
BETWEEN = re.compile(r"[,;\uff0c\uff1b\u3001/]")
NAME = re.compile(
    "\u4eba\u540d|\u59d3\u6c0f|\u7537\u5b50\u540d|\u5973\u5b50\u540d|\u5730\u540d|"
    "[\u56fd\u5dde\u5e02\u6d32\u57ce\u6cb3\u5c9b\u5c71\u65cf\u8bed\u6559\u795e\u6c0f\u671d\u5bb6]|"
    "\u4eba$")


def terms_of(translation):
    terms = []
    for line in translation.split("\n"):
        if line.startswith("[\u7f51\u7edc]"):  # what the web says
            continue
        for part in BETWEEN.split(ASIDE.sub("", line)):
            term = KIND.sub("", part.strip())
            if len(term) > 2 and term.endswith("\u7684"):  # an adjective's ending
                term = term[:-1]
            if HAN.fullmatch(term) and len(term) <= MOST_CHARACTERS and term not in terms:
                terms.append(term)
    return terms[:MOST_TERMS]


def lemma_of(exchange):
    for form in (exchange or "").split("/"):
        if form.startswith("0:"):
            return form[2:].lower()
    return None


def regular_forms(word):
    """The forms that text/translations finds by their endings."""
    return {word + e for e in ("s", "es", "d", "ed", "ing")} | {
        word[:-1] + "ies", word[:-1] + "ied", word[:-1] + "ing",
        word + word[-1] + "ed", word + word[-1] + "ing"}


def entries_of(database):
    words, forms = {}, {}
    rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True).execute(
        "SELECT word, translation, coalesce(bnc, 0), coalesce(frq, 0), exchange FROM stardict "
        "WHERE translation IS NOT NULL ORDER BY id")
    for word, translation, bnc, frq, exchange in rows:
        word = word.lower()
        if not re.fullmatch("[a-z]{2,20}", word):
            continue
        common = bnc > 0 or frq > 0
        lemma = lemma_of(exchange)
        if common or (lemma is None and len(word) <= 14 and NAME.search(translation)):
            terms = terms_of(translation)
            if terms:
                words[word] = terms
        if lemma and lemma != word:
            forms[word] = lemma
    entries = {word: ",".join(terms) for word, terms in words.items()}
    for form, lemma in forms.items():
        if form not in entries and lemma in words and form not in regular_forms(lemma):
            entries[form] = "=" + lemma
    return entries


def main():
    database, out = sys.argv[1:]
    entries = entries_of(database)
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        for word in sorted(entries):
            file.write(f"{word}\t{entries[word]}\n")


main()
