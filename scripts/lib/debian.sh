# Installs Debian packages that are missing; sourced by the other scripts.

# install_packages NAME...: as root directly, else through sudo.
install_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "please install as root: apt-get install ${missing[*]}" >&2; return 1; }
    as_root=(sudo)
  fi
  echo "installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# What the program itself links: see docs/dependencies.md.
build_packages=(libexpat1-dev libopenblas-dev libxlsxwriter-dev libz3-dev libzip-dev pkg-config)

# require_swift: says where Swift is to be had instead of failing on the first build command.
require_swift() {
  command -v swift >/dev/null && return 0
  echo "Swift 6.1 or later is needed: https://www.swift.org/install/linux/" >&2
  return 1
}
