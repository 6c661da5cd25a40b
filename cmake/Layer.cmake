# griffier_layer(NAME LINK ...): the static library of the folder it is called in. Every .cpp below the folder belongs to it,
# but for those that EXCLUDE names.
function(griffier_layer name)
  cmake_parse_arguments(LAYER "" "" "LINK;EXCLUDE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  foreach(excluded IN LISTS LAYER_EXCLUDE)
    list(REMOVE_ITEM sources "${CMAKE_CURRENT_SOURCE_DIR}/${excluded}")
  endforeach()
  add_library(griffier_${name} STATIC ${sources})
  target_link_libraries(griffier_${name} PUBLIC griffier_options ${LAYER_LINK})
endfunction()
