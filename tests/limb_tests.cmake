# Whole limbs and published chains. Suites named Full... take minutes and carry the label `full`.
file(GLOB limb_tests_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/limb/*_test.cpp)
add_executable(limb_tests ${limb_tests_sources})
target_link_libraries(limb_tests PRIVATE cisterna_io cisterna_study GTest::gtest_main)
build_tests_quickly(limb_tests)
target_compile_definitions(limb_tests PRIVATE CISTERNA_DATA_DIR="${PROJECT_SOURCE_DIR}/data")
gtest_discover_tests(limb_tests TEST_FILTER "-*Full*" DISCOVERY_TIMEOUT 60)
gtest_discover_tests(limb_tests TEST_FILTER "*Full*" TEST_LIST limb_tests_full
  PROPERTIES LABELS full DISCOVERY_TIMEOUT 60)
