# What is shipped beside the program; sourced by scripts/release and scripts/test-notices.

# The C library and its loader belong to the system; everything else is brought along.
system_libraries='/(libc|libm|libdl|libpthread|librt|libresolv|ld-linux[^/]*)\.so'
# What the commands that need it load.
loaded_libraries=(libopenblas.so.0 libz3.so.4)

# loaded_paths: where they are.
loaded_paths() {
  local library path
  for library in "${loaded_libraries[@]}"; do
    path="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | awk -v name="$library" '$1 == name && !found { print $NF; found = 1 }')"
    [ -n "$path" ] || { echo "$library is not installed" >&2; return 1; }
    printf '%s\n' "$path"
  done
}

# shipped_libraries PROGRAM: what it links and loads, with what these link, less Swift's own, which a release links in.
shipped_libraries() {
  local loaded
  mapfile -t loaded < <(loaded_paths)
  { ldd "$1" "${loaded[@]}" | awk '$3 ~ /^\// { print $3 }'; printf '%s\n' "${loaded[@]}"; } |
    grep -vE "$system_libraries" | grep -v '/swift/' | sort -u
}

# swift_license: where the toolchain keeps its licence.
swift_license() { echo "$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")/share/swift/LICENSE.txt"; }
