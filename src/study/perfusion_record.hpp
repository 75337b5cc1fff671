// Muscle and skin beside a session: reads every place on the slow grid and keeps, by region, those that something reached.
#pragma once
#include <vector>

#include <optional>

#include "engine/fed_beds.hpp"
#include "model/result.hpp"

namespace cisterna {

class PerfusionRecord {
 public:
  /// All must outlive this. Without `beds` that blood feeds: of somebody who lies, with the pressures at which a bed alone
  /// rests.
  PerfusionRecord(const Limb& limb, const ParameterSet& parameters,
                  const Surroundings& surroundings, FedBeds* beds = nullptr);
  /// At the next point of the slow grid. Once beds cannot be stepped on, what follows is unknown.
  void look(double t);
  /// `blood` of the same run and points, where beds are fed: arteries are then those of its tree.
  Perfusion result(const BloodResult& blood) const;

 private:
  void keep(std::span<const PlaceReading> places, double blood_lactate);
  std::vector<std::vector<double>> arteries(const BloodResult& blood) const;
  const PerfusionSites& sites() const { return beds_ ? beds_->sites() : *sites_; }

  const Limb& limb_;
  FedBeds* beds_;
  SteadyBlood lying_;
  std::optional<PerfusionSites> sites_;
  std::vector<std::vector<PlaceReading>> looks_;
  std::vector<std::vector<double>> shunted_;  // of each member; empty without beds that are fed
  std::vector<double> blood_lactate_;
};

}  // namespace cisterna
