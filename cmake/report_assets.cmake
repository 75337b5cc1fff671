# Builds the report's template, styles and scripts into the io room, so that a report needs no file
# beside the program. Included from src/CMakeLists.txt after room(io).
if(TARGET cisterna_io)
  get_target_property(io_type cisterna_io TYPE)
  file(GLOB report_assets CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/src/io/report/*.js
    ${PROJECT_SOURCE_DIR}/src/io/report/*.css
    ${PROJECT_SOURCE_DIR}/src/io/report/*.html
    ${PROJECT_SOURCE_DIR}/third_party/uplot/uPlot.*)
  if(report_assets AND NOT io_type STREQUAL "INTERFACE_LIBRARY")
    string(REPLACE ";" "|" report_asset_list "${report_assets}")
    set(report_assets_cpp ${PROJECT_BINARY_DIR}/generated/report_assets.cpp)
    add_custom_command(OUTPUT ${report_assets_cpp}
      COMMAND ${CMAKE_COMMAND} -DOUT=${report_assets_cpp} "-DFILES=${report_asset_list}"
              -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
      DEPENDS ${report_assets} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
      COMMENT "Embedding the report's assets" VERBATIM)
    target_sources(cisterna_io PRIVATE ${report_assets_cpp})
  endif()
endif()
