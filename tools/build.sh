# Sourced by ./run: configures and builds a preset. A second call does no work twice.

# build_preset PRESET [TARGET...]
build_preset() {
  local preset=$1
  shift
  # The same source gives the same object whatever folder it was cloned into.
  export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >&2
  local targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  cmake --build "build/$preset" "${targets[@]}" >&2
}
