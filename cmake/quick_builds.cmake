# What keeps a cold build short. Headers of others that most sources read are compiled once, in two sets, for the code
# and for its tests; tests are compiled with little optimisation, what they test is not. Sources still include all they
# use: the dev preset builds without precompiled headers.
set(headers
  <algorithm> <array> <cmath> <cstddef> <cstdint> <filesystem> <functional> <limits> <map> <memory> <numbers>
  <optional> <set> <span> <stdexcept> <string> <string_view> <utility> <variant> <vector> <xsimd/xsimd.hpp>
  <yaml-cpp/yaml.h>)
foreach(set cisterna_precompiled cisterna_precompiled_tests)
  add_library(${set} OBJECT ${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp)
  target_link_libraries(${set} PRIVATE cisterna_options yaml-cpp)
  target_precompile_headers(${set} PRIVATE ${headers})
endforeach()
target_link_libraries(cisterna_precompiled_tests PRIVATE GTest::gtest)
target_precompile_headers(cisterna_precompiled_tests PRIVATE <random> <gtest/gtest.h>)

function(build_quickly target)
  target_precompile_headers(${target} REUSE_FROM cisterna_precompiled)
endfunction()

function(build_tests_quickly target)
  target_precompile_headers(${target} REUSE_FROM cisterna_precompiled_tests)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()
