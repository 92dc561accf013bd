# Installs Debian packages that are missing and builds; sourced by the other scripts.

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
build_packages=(libexpat1-dev libopenblas-dev libssl-dev libxlsxwriter-dev libxml2-dev libz3-dev libzip-dev libzstd-dev pkg-config zlib1g-dev)
# What the program loads where a chart becomes a picture, and runs where a PDF is read: pdftotext, and the tables of Japanese
# characters that it needs.
run_packages=(librsvg2-2 poppler-data poppler-utils)

# check_system: says what is missing where the system is not one that the scripts know.
check_system() {
  command -v dpkg-query >/dev/null || { echo "the scripts install with apt: Debian 12 or later, or Ubuntu 24.04, is needed" >&2; return 1; }
  local version
  version="$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | cut -d' ' -f3)"
  if ! printf '6.1\n%s\n' "${version:-0}" | sort -VC; then
    echo "Swift 6.1 or later is needed, this is ${version:-unknown}: https://www.swift.org/install/linux/" >&2
    return 1
  fi
  # Without git a build still knows its sources, and not its commit.
  if command -v git >/dev/null; then
    version="$(git --version | grep -oE '[0-9]+\.[0-9]+' | head -n 1)"
    printf '2.15\n%s\n' "$version" | sort -VC || { echo "git 2.15 or later is needed, this is $version" >&2; return 1; }
  fi
}

# prepare_build [PACKAGE...]: installs what the program links, and further packages. Without Swift it says where to get it
# instead of failing on the first build command.
prepare_build() {
  if ! command -v swift >/dev/null; then
    echo "Swift 6.1 or later is needed: https://www.swift.org/install/linux/" >&2
    return 1
  fi
  check_system
  install_packages "${build_packages[@]}" "${run_packages[@]}" "$@"
}

# build_juchu [OPTION...]: a release build, whose path is left in $juchu; the one that $JUCHU_BUILT names is not built again.
build_juchu() {
  if [ $# -eq 0 ] && [ -n "${JUCHU_BUILT:-}" ]; then
    juchu="$JUCHU_BUILT"
    return 0
  fi
  swift build -c release --product juchu "$@" >&2
  juchu="$(swift build -c release "$@" --show-bin-path)/juchu"
}

# take_juchu [PROGRAM]: $juchu is that program or, where none is named, a release build.
take_juchu() {
  juchu="${1:-}"
  if [ -z "$juchu" ]; then
    prepare_build
    build_juchu
  fi
}

# build_benchmark PRODUCT: a release build of a program of Benchmarks/, whose path is left in $benchmark.
build_benchmark() {
  swift build --package-path Benchmarks -c release --product "$1" >&2
  benchmark="$(swift build --package-path Benchmarks -c release --show-bin-path)/$1"
}

# build_serve: a debug build of the server with its tests, whose path is left in $serve: it calculates nothing, so that a
# release build, which takes three times as long, would gain nothing.
build_serve() {
  swift build --package-path Serve --build-tests >&2
  serve="$(swift build --package-path Serve --show-bin-path)/juchu-serve"
}

# timed COMMAND...: runs it, and adds its seconds to the file that $JUCHU_TIMES names.
timed() {
  local start=$SECONDS status=0
  "$@" || status=$?
  printf '%5d s  %s\n' "$((SECONDS - start))" "$*" | tee -a "${JUCHU_TIMES:-/dev/null}" >&2
  return "$status"
}
