#!/usr/bin/env bash
# Debian packages that heed needs, and how to install those that are missing. Sourced by start and
# check.
build_packages=(
  g++ cmake ninja-build pkg-config ccache mold
  libdnnl-dev libicu-dev nlohmann-json3-dev libfmt-dev
  libsqlite3-dev libcurl4-openssl-dev libgmime-3.0-dev libboost-dev
  zlib1g-dev libbrotli-dev libzstd-dev
  nodejs npm
  python3 python3-pip unzip ca-certificates
)
test_packages=(
  libgtest-dev libgmock-dev libbenchmark-dev
  clang-format-14 chromium zstd
)

# install_missing PACKAGE…: asks apt only for what dpkg doesn't know, so that a second run is instant.
install_missing() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      provided "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null || fail "apt-get is needed to install: ${missing[*]}" \
    "on a system that is not Debian, install them by hand and try again"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "these packages are missing: ${missing[*]}" \
      "run this as root, or install sudo"
    as_root=(sudo)
  fi
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "apt-get could not install ${missing[*]}" "see $log, mend it and try again"
  fi
  rm -f "$log"
}

# A tool that came from elsewhere than Debian (a newer node, say) serves as well.
provided() {
  case $1 in
    g++ | cmake | unzip | ccache | mold) command -v "$1" >/dev/null ;;
    ninja-build) command -v ninja >/dev/null ;;
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    python3) command -v python3 >/dev/null ;;
    python3-pip) python3 -m pip --version >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

fail() {
  printf 'heed: error: %s: %s\n' "$1" "$2" >&2
  exit 1
}

# build FOLDER [CMAKE OPTION…]: configures and builds; quiet but for progress and errors.
build() {
  local folder=$1 log
  shift
  log=$(mktemp)
  local stale=1
  if [ -f "$folder/build.ninja" ] && [ $# = 0 ]; then stale=0; fi
  if [ "$stale" = 1 ] && ! cmake -S . -B "$folder" -G Ninja "$@" >"$log" 2>&1; then
    tail -n 25 "$log" >&2
    fail "configuring the build failed" "see $log"
  fi
  rm -f "$log"
  if [ -t 2 ]; then
    NINJA_STATUS='[%f/%t] ' cmake --build "$folder" >&2 || fail "the build failed" "see above"
  else
    log=$(mktemp)
    cmake --build "$folder" >"$log" 2>&1 || { grep -E 'FAILED|error|undefined' -A 8 "$log" | head -n 60 >&2; fail "the build failed" "see $log"; }
    rm -f "$log"
  fi
}
