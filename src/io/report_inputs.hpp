// What the report says about the inputs of a study.
#pragma once
#include "io/catalogue.hpp"
#include "io/report/report_context.hpp"
#include "io/study_inputs.hpp"

namespace cisterna {

ReportContext report_context(const StudyInputs& inputs, const Catalogue& catalogue);

}  // namespace cisterna
