#!/usr/bin/env bash
# Configures llama.cpp the one way in which Eider builds it.
# usage: llama_cmake.sh SOURCE BUILD CMAKE-OPTION...
set -euo pipefail
source=$1 build=$2
cp "$(dirname "${BASH_SOURCE[0]}")/patient_pause.h" "$source/eider_patient_pause.h"
flags="-fno-gnu-unique -ffunction-sections -fdata-sections -ffile-prefix-map=$source=llama.cpp"
c_flags="$flags -include $source/eider_patient_pause.h"

cmake -S "$source" -B "$build" -G Ninja --log-level=WARNING \
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DBUILD_SHARED_LIBS=OFF \
  -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DGGML_CCACHE=OFF \
  -DCMAKE_C_FLAGS="$c_flags" -DCMAKE_CXX_FLAGS="$flags" \
  -DCMAKE_C_VISIBILITY_PRESET=hidden -DCMAKE_CXX_VISIBILITY_PRESET=hidden \
  -DCMAKE_VISIBILITY_INLINES_HIDDEN=ON \
  -DGGML_NATIVE=OFF -DGGML_OPENMP=OFF -DGGML_LLAMAFILE=ON \
  -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=OFF \
  -DLLAMA_BUILD_APP=OFF \
  -DLLAMA_OPENSSL=OFF -DLLAMA_USE_PREBUILT_UI=OFF "${@:3}"
