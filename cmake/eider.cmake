# eider_library, eider_test: every room is one static library, its unit tests one GoogleTest program.

function(eider_options target)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  # g++ 12 sees a free of the stack in std::variant's moves where there is none.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                         -Wno-missing-field-initializers
                         $<$<CXX_COMPILER_ID:GNU>:-Wno-free-nonheap-object> $<$<CXX_COMPILER_ID:GNU>:-Werror>)
endfunction()

# eider_library(name SOURCES a.cpp ... DEPS text records ... LINK pkg ...)
#   DEPS are rooms of ours; LINK are foreign libraries, private to the room.
function(eider_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;LINK" ${ARGN})
  add_library(eider_${name} STATIC ${arg_SOURCES})
  eider_options(eider_${name})
  if(arg_LINK)
    target_link_libraries(eider_${name} PRIVATE ${arg_LINK})
  endif()
  foreach(dep IN LISTS arg_DEPS)
    target_link_libraries(eider_${name} PUBLIC eider_${dep})
  endforeach()
endfunction()

# eider_test(name SOURCES a_test.cpp ... DEPS text ... LINK pkg ...)
function(eider_test name)
  if(NOT EIDER_TESTS)
    return()
  endif()
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  eider_options(${name})
  # A SHARED_DIR that is absent makes the tests that read it skip by name.
  target_compile_definitions(${name} PRIVATE EIDER_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                             EIDER_BINARY_DIR="${PROJECT_BINARY_DIR}"
                             EIDER_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
  foreach(dep IN LISTS arg_DEPS)
    target_link_libraries(${name} PRIVATE eider_${dep})
  endforeach()
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS unit)
endfunction()
