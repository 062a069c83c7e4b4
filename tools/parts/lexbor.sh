#!/usr/bin/env bash
# Builds lexbor (the HTML parser) as a static, position-independent archive.
# usage: lexbor.sh SOURCE WORK OUT      OUT gets include/lexbor/ and lib/liblexbor_static.a
set -euo pipefail
source=$1 work=$2 out=$3
flags="-fvisibility=hidden -ffunction-sections -fdata-sections -ffile-prefix-map=$source=lexbor"

cmake -S "$source" -B "$work" -G Ninja --log-level=WARNING \
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DCMAKE_C_FLAGS="$flags" \
  -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_INSTALL_PREFIX="$out" -DCMAKE_INSTALL_LIBDIR=lib \
  -DLEXBOR_BUILD_SHARED=OFF -DLEXBOR_BUILD_STATIC=ON
ninja -C "$work" --quiet install
