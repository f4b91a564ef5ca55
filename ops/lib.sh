# Shared by the scripts of this folder; sourced, never run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=${ORKESTA_JOBS:-2}

say() { printf '%s\n' "» $*" >&2; }
fail() { printf '%s\n' "✗ $*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || fail "this step needs root: run it as root, or install sudo"
  sudo "$@"
}

# install_packages <purpose>…: installs what is missing of these purposes in ops/packages.txt.
install_packages() {
  local wanted=() missing=() purpose package
  while read -r purpose package; do
    case "$purpose" in ''|'#'*) continue ;; esac
    for asked in "$@"; do [ "$asked" = "$purpose" ] && wanted+=("$package"); done
  done < "$root/ops/packages.txt"
  for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  command -v apt-get >/dev/null || fail "this script knows Debian and Ubuntu; install by hand: ${missing[*]}"
  say "installing from the distribution: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >&2
}

# configure_and_build <preset> [target…]: nothing is rebuilt that stands already.
configure_and_build() {
  local preset=$1; shift
  cd "$root"
  say "building (preset $preset)"
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >&2
  cmake --build "build/$preset" -j "$jobs" ${1:+--target "$@"} >&2
}
