#include "measure/flow_probe.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace cisterna {

FlowProbe::FlowProbe(const Limb& limb, const std::string& vessel) {
  const auto found = std::find_if(limb.vessels.begin(), limb.vessels.end(),
                                  [&](const LimbVessel& v) { return v.name == vessel; });
  if (found == limb.vessels.end()) throw std::out_of_range("no vessel named " + vessel);
  valve_ = static_cast<std::size_t>(valve_out_of(limb.network, found->first + found->size - 1));
}

void FlowProbe::look(double t, const LymphSystem& system) { look(t, system.valve_flows()[valve_]); }

void FlowProbe::look(double t, double flow) {
  if (looked_) passed_ += 0.5 * (flow_ + flow) * (t - time_);
  if (!looked_) marked_time_ = t;
  looked_ = true, time_ = t, flow_ = flow;
}

double FlowProbe::mean_since_last() {
  const double span = time_ - marked_time_;
  const double mean =
      span > 0 ? (passed_ - marked_) / span : std::numeric_limits<double>::quiet_NaN();
  marked_time_ = time_, marked_ = passed_;
  return mean;
}

}  // namespace cisterna
