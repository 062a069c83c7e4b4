#!/usr/bin/env bash
# Builds llama.cpp's own llama-bench and llama-server on the archives that Eider links, as peers in
# ./dev bench.
# usage: llama_bench.sh SOURCE WORK LLAMA OUT   LLAMA: the part llama; OUT gets bin/llama-bench, -server
# A program registers one CPU variant before main: EIDER_CPU (x64, haswell, icelake), or the best
# of this machine.
set -euo pipefail
source=$1 work=$2 llama=$3 out=$4
here=$(dirname "${BASH_SOURCE[0]}")
mkdir -p "$work" "$out/bin"

cat >"$work/register.cpp" <<'CPP'
#include <cstdlib>
#include <string_view>

#include "ggml-backend.h"

extern "C" {
ggml_backend_reg_t eider_cpu_reg_x64(void);
ggml_backend_reg_t eider_cpu_reg_haswell(void);
ggml_backend_reg_t eider_cpu_reg_icelake(void);
}

namespace {
std::string_view variant() {
  if (const char* wanted = std::getenv("EIDER_CPU")) return wanted;
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                    __builtin_cpu_supports("f16c") && __builtin_cpu_supports("bmi2");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512vbmi") &&
                      __builtin_cpu_supports("avx512vnni");
  return avx512 ? "icelake" : avx2 ? "haswell" : "x64";
}

const bool registered = [] {
  __builtin_cpu_init();
  const std::string_view name = variant();
  ggml_backend_register(name == "icelake"   ? eider_cpu_reg_icelake()
                        : name == "haswell" ? eider_cpu_reg_haswell()
                                            : eider_cpu_reg_x64());
  return true;
}();
}  // namespace
CPP
g++ -std=c++17 -O2 -I"$llama/include" -c "$work/register.cpp" -o "$work/register.o"

cpu="$work/register.o $llama/lib/libeider-cpu.a $llama/lib/libggml-base.a"
bash "$here/llama_cmake.sh" "$source" "$work/build" -DGGML_CPU=OFF \
  -DLLAMA_BUILD_COMMON=ON -DLLAMA_BUILD_TOOLS=ON -DLLAMA_BUILD_SERVER=ON -DLLAMA_BUILD_UI=OFF \
  -DCMAKE_CXX_STANDARD_LIBRARIES="$cpu -lpthread -lm"
ninja -C "$work/build" --quiet llama-bench llama-server
cp "$work"/build/bin/llama-{bench,server} "$out/bin/"
