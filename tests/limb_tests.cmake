# Whole limbs and published chains. Suites named Full... take minutes and carry the label `full`.
add_executable(limb_tests limb/bertram_chain_test.cpp limb/limb_run_test.cpp limb/rest_start_test.cpp)
target_link_libraries(limb_tests PRIVATE cisterna_io cisterna_study GTest::gtest_main)
target_compile_definitions(limb_tests PRIVATE CISTERNA_DATA_DIR="${PROJECT_SOURCE_DIR}/data")
gtest_discover_tests(limb_tests TEST_FILTER "-Full*" DISCOVERY_TIMEOUT 60)
gtest_discover_tests(limb_tests TEST_FILTER "Full*" TEST_LIST limb_tests_full
  PROPERTIES LABELS full DISCOVERY_TIMEOUT 60)
