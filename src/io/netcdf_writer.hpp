// The whole result of a study as a NetCDF-4 file with CF-1.8 attributes; opens in xarray, MATLAB, R.
#pragma once
#include <string>

#include "model/result.hpp"

namespace cisterna {

/// SI throughout. Dimensions: protocol, sample, time, patch, lymphangion, fast_time, vessel, region,
/// node, assumption. What was not computed holds the fill value. The file appears whole or not at
/// all; throws OutputError.
void write_netcdf(const StudyResult& study, const std::string& path);

}  // namespace cisterna
