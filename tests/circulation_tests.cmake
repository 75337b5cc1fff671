# Closed loops of blood with the shipped parameters. Suites named Full... carry the label `full`.
file(GLOB circulation_tests_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/circulation/*_test.cpp)
add_executable(circulation_tests ${circulation_tests_sources})
target_link_libraries(circulation_tests PRIVATE cisterna_io cisterna_engine GTest::gtest_main)
build_tests_quickly(circulation_tests)
target_compile_definitions(circulation_tests PRIVATE CISTERNA_DATA_DIR="${PROJECT_SOURCE_DIR}/data")
gtest_discover_tests(circulation_tests TEST_FILTER "-*Full*" DISCOVERY_TIMEOUT 60)
gtest_discover_tests(circulation_tests TEST_FILTER "*Full*" TEST_LIST circulation_tests_full
  PROPERTIES LABELS full DISCOVERY_TIMEOUT 60)
