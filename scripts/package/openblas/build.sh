#!/usr/bin/env bash
# OpenBLAS with the functions that juchu calls and nothing else: build.sh LIBRARY OUTPUT, where LIBRARY is Debian's libopenblas.so.0,
# beside which its archive stands. The kernels of every processor stay, those of double precision alone: 5 MB of 37, and no
# Fortran runtime. What it computes is compared with LIBRARY, bit by bit, as each kind of processor that this machine can be.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
library="$(readlink -f "$1")"
output="$(readlink -f "$(dirname "$2")")/$(basename "$2")"
archive="$(dirname "$library")/libopenblas.a"
[ -e "$archive" ] || { echo "$archive is missing: install libopenblas-dev" >&2; exit 1; }
functions=(cblas_dgemm cblas_dtrsm dpotrf_ dsyevd_ openblas_get_num_threads)
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
# A table of each processor names its kernels of all precisions; those that are not double lead to a trap that nothing calls.
mapfile -t tables < <(ar t "$archive" | grep '^setparam')
ar x "$archive" "${tables[@]}"
{
  printf 'static __attribute__((used, noreturn)) void missing(void) { __builtin_trap(); }\n'
  nm "${tables[@]}" | awk '$1 == "U" && $2 ~ /^i?[csz].*_[A-Z][A-Z0-9_]*$/ { print $2 }' | sort -u |
    sed 's/.*/__asm__(".globl &\\n.hidden &\\n.set &, missing");/'
} > missing.c
{ printf '{ global:'; printf ' %s;' "${functions[@]}"; printf ' local: *; };\n'; } > exports.map
gcc -O1 -fPIC -shared -Wl,-z,defs -Wl,--gc-sections -Wl,--version-script=exports.map -Wl,-soname,libopenblas.so.0 \
  "${functions[@]/#/-Wl,-u,}" -o "$output" "$here/fortran.c" missing.c "$archive" -lpthread -lm
strip --strip-unneeded "$output"

gcc -O1 -o check "$here/check.c" -ldl
kinds=(Prescott Core2 Nehalem)
! grep -qw avx /proc/cpuinfo || kinds+=(Sandybridge)
! grep -qw avx2 /proc/cpuinfo || kinds+=(Haswell Zen)
! grep -qw avx512vl /proc/cpuinfo || kinds+=(SkylakeX)
[ "$(uname -m)" = x86_64 ] || kinds=("")
for kind in "${kinds[@]}"; do OPENBLAS_NUM_THREADS=1 OPENBLAS_CORETYPE="$kind" ./check "$output" "$library"; done
