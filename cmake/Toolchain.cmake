# Language level, warnings, hardening, sanitizers, compiler cache and linker: the same for every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# "Dev" compiles fast and still runs the tests at a bearable speed.
set(CMAKE_CXX_FLAGS_DEV "-O1 -g1" CACHE STRING "" FORCE)
set(CMAKE_C_FLAGS_DEV "-O1 -g1" CACHE STRING "" FORCE)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
endif()
find_program(MOLD mold)
if(MOLD AND NOT GRIFFIER_FUZZ)
  add_link_options(-fuse-ld=mold)
endif()

add_library(griffier_options INTERFACE)
target_include_directories(griffier_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(griffier_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
  -fstack-protector-strong -D_GLIBCXX_ASSERTIONS)
target_link_options(griffier_options INTERFACE -pie -Wl,-z,relro,-z,now)
if(GRIFFIER_WERROR)
  target_compile_options(griffier_options INTERFACE -Werror)
endif()
if(GRIFFIER_SANITIZE)
  add_compile_options(-fsanitize=${GRIFFIER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GRIFFIER_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_compile_options(-fno-sanitize=function) # clang 14's UBSan reports every coroutine resume
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 under sanitizers sees uninitialised values and overruns inside std that are not there.
    add_compile_options(-Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-restrict)
  endif()
else()
  target_compile_options(griffier_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(GRIFFIER_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
