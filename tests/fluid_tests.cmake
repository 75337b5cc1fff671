# The body's fluid, oxygen and skin: small assembled systems.
file(GLOB fluid_tests_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/fluid/*_test.cpp)
add_executable(fluid_tests ${fluid_tests_sources})
target_include_directories(fluid_tests PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(fluid_tests PRIVATE cisterna_io cisterna_engine GTest::gtest_main)
build_tests_quickly(fluid_tests)
target_compile_definitions(fluid_tests PRIVATE CISTERNA_DATA_DIR="${PROJECT_SOURCE_DIR}/data")
gtest_discover_tests(fluid_tests DISCOVERY_TIMEOUT 60)
