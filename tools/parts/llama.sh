#!/usr/bin/env bash
# Builds llama.cpp as static, position-independent archives whose CPU code is chosen at run time.
# usage: llama.sh SOURCE WORK OUT      SOURCE: llama.cpp's tree; OUT gets include/ and lib/
#
# libllama.a, libggml.a, libggml-base.a hold no CPU backend. libeider-cpu.a holds one object per
# instruction set, each a whole ggml-cpu whose only global symbol is
#   ggml_backend_reg_t eider_cpu_reg_<variant>(void);
# All others are local, so no AVX code can become a shared inline function of the final link.
# The caller picks one by cpuid and gives it to ggml_backend_register() before it loads a model.
# No variant uses AMX: g++ 12 miscompiles its tile intrinsics.
set -euo pipefail
source=$1 work=$2 out=$3
here=$(dirname "${BASH_SOURCE[0]}")

variants=(x64 haswell icelake)
declare -A features=(
  [x64]="SSE42"
  [haswell]="SSE42 AVX F16C FMA AVX2 BMI2"
  [icelake]="SSE42 AVX F16C FMA AVX2 BMI2 AVX512 AVX512_VBMI AVX512_VNNI"
)

configure() {  # configure FOLDER OPTION...
  bash "$here/llama_cmake.sh" "$source" "$1" \
    -DLLAMA_BUILD_COMMON=OFF -DLLAMA_BUILD_TOOLS=OFF "${@:2}"
}

install_headers() {
  mkdir -p "$out/include" "$out/lib"
  cp "$source"/include/llama.h "$out/include/"
  cp "$source"/ggml/include/{ggml,ggml-alloc,ggml-backend,ggml-cpu,ggml-opt,gguf}.h "$out/include/"
}

build_core() {
  configure "$work/core" -DGGML_CPU=OFF
  ninja -C "$work/core" --quiet llama
  if grep -q GGML_USE_CPU "$work/core/build.ninja"; then
    echo "llama.sh: the core was configured with a CPU backend" >&2
    return 1
  fi
  find "$work/core" -name '*.a' -exec cp {} "$out/lib/" \;
  give_random
}

# libstdc++'s std::random_device, which llama's sampler names, asks for arc4random of GLIBC_2.36.
# The sampler's object gets a hidden arc4random over getrandom: the result needs only glibc 2.25.
give_random() {
  local folder=$work/random
  mkdir -p "$folder"
  (
    cd "$folder"
    cat >arc4random.c <<'C'
#include <stdint.h>
#include <sys/random.h>
uint32_t arc4random(void) {
  uint32_t value;
  while (getrandom(&value, sizeof value, 0) != (ssize_t)sizeof value) {}
  return value;
}
C
    gcc -O2 -fPIC -fvisibility=hidden -c arc4random.c -o arc4random.o
    ar x "$out/lib/libllama.a" llama-sampler.cpp.o
    ld -r -o merged.o llama-sampler.cpp.o arc4random.o
    mv merged.o llama-sampler.cpp.o
    ar r "$out/lib/libllama.a" llama-sampler.cpp.o
  )
}

build_variant() {  # build_variant NAME: leaves $work/NAME.o with one global symbol
  local name=$1 options=() feature
  for feature in SSE42 AVX AVX_VNNI F16C FMA AVX2 BMI2 AVX512 AVX512_VBMI AVX512_VNNI \
    AVX512_BF16 AMX_TILE AMX_INT8 AMX_BF16; do
    if [[ " ${features[$name]} " == *" $feature "* ]]; then
      options+=("-DGGML_$feature=ON")
    else
      options+=("-DGGML_$feature=OFF")
    fi
  done
  configure "$work/$name" -DGGML_CPU=ON "${options[@]}"
  ninja -C "$work/$name" --quiet ggml-cpu
  # Without COMDAT groups the final link can't take one variant's inline functions for another's.
  ld -r --force-group-allocation -o "$work/$name.merged.o" \
    --whole-archive "$(find "$work/$name" -name libggml-cpu.a)"
  objcopy --redefine-sym ggml_backend_cpu_reg="eider_cpu_reg_$name" \
    --keep-global-symbol="eider_cpu_reg_$name" "$work/$name.merged.o" "$work/$name.o"
  local defined
  defined=$(nm --defined-only --extern-only --format=posix "$work/$name.o" | cut -d' ' -f1)
  if [[ $defined != "eider_cpu_reg_$name" ]]; then
    echo "llama.sh: variant $name defines global symbols: $defined" >&2
    return 1
  fi
}

mkdir -p "$work"
install_headers
build_core
for variant in "${variants[@]}"; do build_variant "$variant"; done

rm -f "$out/lib/libeider-cpu.a"
objects=()
for variant in "${variants[@]}"; do objects+=("$work/$variant.o"); done
ar rcs "$out/lib/libeider-cpu.a" "${objects[@]}"
