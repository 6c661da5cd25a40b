# Sourced by ./run: installs the Debian packages that a command needs, once.

packages_build="build-essential cmake ninja-build ccache mold pkg-config git ca-certificates
  libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libboost-system1.81-dev
  libcurl4-openssl-dev libgit2-dev libpugixml-dev libsqlite3-dev libcli11-dev libtomlplusplus-dev libfmt-dev
  libgumbo-dev libarchive-dev libutf8proc-dev libstemmer-dev libssl-dev zlib1g-dev libsystemd-dev
  poppler-utils wdutch antiword catdoc curl sqlite3 libgtest-dev libgmock-dev libbenchmark-dev"
packages_test="libxml2-utils python3 python3-aiosmtpd systemd faketime"
packages_clang="clang-14 clang-tidy-14 clang-format-14 libclang-rt-14-dev"

# setup_packages SET...: installs what is missing of the named sets; silent when nothing is.
setup_packages() {
  local set name missing=() wanted=()
  for set in "$@"; do
    name="packages_$set"
    read -r -d '' -a wanted <<<"${!name}" || true
    local package
    for package in "${wanted[@]}"; do
      [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  echo "run: installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}
