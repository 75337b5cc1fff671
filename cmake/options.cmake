# Compiler options and the libraries that have no CMake package of their own.
add_library(cisterna_options INTERFACE)

if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CISTERNA_CCACHE ccache)
  if(CISTERNA_CCACHE)
    # Without this ccache takes no source that reads precompiled headers (quick_builds.cmake).
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CISTERNA_CCACHE})
  endif()
endif()

option(CISTERNA_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
set(CISTERNA_ARCH "auto" CACHE STRING "x86-64 level to compile for: auto, or a value for -march")
if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
  # -Wrestrict: GCC 12 reports it for plain std::string concatenation (a false alarm, GCC bug 105651);
  # -Wmaybe-uninitialized: for AVX-512 intrinsics that are inlined (a false alarm, GCC bug 105593).
  target_compile_options(cisterna_options INTERFACE -Wall -Wextra -Wshadow -Wno-psabi -Wno-restrict
    -Wno-maybe-uninitialized)
  if(CISTERNA_WARNINGS_AS_ERRORS)
    target_compile_options(cisterna_options INTERFACE -Werror)
  endif()
else()
  # Read precompiled, headers of others are warned about as if they were ours (GCC 12): the dev preset warns.
  target_compile_options(cisterna_options INTERFACE -w)
endif()
if(CISTERNA_ARCH STREQUAL "auto")
  include(CheckCXXSourceRuns)
  # Packs of eight or of four doubles, where the building machine has the instructions.
  foreach(level v4 v3)
    if(level STREQUAL v4)
      set(wanted avx512f avx512bw avx512cd avx512dq avx512vl)
    else()
      set(wanted avx2 fma)
    endif()
    list(TRANSFORM wanted REPLACE "(.+)" "__builtin_cpu_supports(\"\\1\")")
    list(JOIN wanted " && " wanted)
    check_cxx_source_runs("int main(){ return ${wanted} ? 0 : 1; }" CISTERNA_HAS_${level})
    if(CISTERNA_HAS_${level})
      target_compile_options(cisterna_options INTERFACE -march=x86-64-${level})
      break()
    endif()
  endforeach()
else()
  target_compile_options(cisterna_options INTERFACE -march=${CISTERNA_ARCH})
endif()

add_library(cisterna_sundials INTERFACE)
find_library(SUNDIALS_CVODE sundials_cvode REQUIRED)
find_library(SUNDIALS_NVEC sundials_nvecserial REQUIRED)
find_library(SUNDIALS_SUNMATRIX_SPARSE sundials_sunmatrixsparse REQUIRED)
find_library(SUNDIALS_LINSOL_KLU sundials_sunlinsolklu REQUIRED)
find_library(KLU_LIBRARY klu REQUIRED)
find_path(KLU_INCLUDE klu.h PATH_SUFFIXES suitesparse REQUIRED)
target_include_directories(cisterna_sundials SYSTEM INTERFACE ${KLU_INCLUDE})
target_link_libraries(cisterna_sundials INTERFACE ${SUNDIALS_CVODE} ${SUNDIALS_NVEC}
  ${SUNDIALS_SUNMATRIX_SPARSE} ${SUNDIALS_LINSOL_KLU} ${KLU_LIBRARY})

add_library(cisterna_netcdf INTERFACE)
find_library(NETCDF_LIBRARY netcdf REQUIRED)
find_path(NETCDF_INCLUDE netcdf.h REQUIRED)
target_include_directories(cisterna_netcdf SYSTEM INTERFACE ${NETCDF_INCLUDE})
target_link_libraries(cisterna_netcdf INTERFACE ${NETCDF_LIBRARY})
