#!/usr/bin/env bash
# The main job, shown: news files -> one DuckDB file -> search, cited answers, a theme; then a stock
# DuckDB reads the file.
# usage: demo.sh EIDER [FOLDER]
#   EIDER the program; FOLDER where the database goes, build/demo if not said
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
eider=${1:?the eider program}
folder=${2:-$root/build/demo}
file=$folder/news.duckdb
python=${EIDER_CACHE:-$HOME/.cache/eider}/parts/py156/bin/python

show() {  # show WHAT COMMAND...: the command as a user would type it, then what it prints
  local what=$1 word line=eider
  shift
  for word in "${@:2}"; do
    word=${word/#"$root/"/}
    [[ $word == *[!a-zA-Z0-9_./-]* ]] && line+=" '$word'" || line+=" $word"
  done
  printf '\n-- %s\n$ %s\n' "$what" "$line"
  "$@"
}

rm -rf "$folder" && mkdir -p "$folder"
cd "$root"

show 'read a folder of news into one file' "$eider" load "$file" examples/news
show 'find passages, by words and by meaning' "$eider" search "$file" '液冷服务器产能' -k 3
show 'a question that the news answer' "$eider" ask "$file" \
  '临江市的算力中心什么时候投入使用？'
show 'a question in traditional script on a page in simplified' "$eider" ask "$file" \
  '青嶼市首批投放了多少輛無人駕駛出租車？'
show 'a question that they do not answer' "$eider" ask "$file" '海康威视的董事长是谁？'
show 'a stock index for a theme' "$eider" theme "$file" '人工智能' \
  --companies examples/companies.csv
show 'read every citation again' "$eider" verify "$file"

printf '\n-- the same file in a stock DuckDB without Eider (Python)\n'
"$python" - "$file" <<'PYTHON'
import sys

import duckdb

database = duckdb.connect(sys.argv[1], read_only=True)
print(f"DuckDB {duckdb.__version__}; rows in schema eider:")
tables = database.sql("""
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'eider' AND table_type = 'BASE TABLE' ORDER BY 1""").fetchall()
for (name,) in tables:
    rows = database.sql(f'SELECT count(*) FROM eider."{name}"').fetchone()[0]
    if rows:
        print(f"  {name:<16} {rows:>6}")
print(database.sql("""
    SELECT title, language, published_at::DATE AS published, strlen(text) AS bytes
    FROM eider.document WHERE status = 'ok' ORDER BY path LIMIT 5"""))
print(database.sql("""
    SELECT company, security, round(100 * weight, 1) AS "weight %", hits
    FROM eider.index_member WHERE weight > 0 ORDER BY weight DESC, company LIMIT 5"""))
PYTHON
