#include "study/own_run.hpp"

#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>

#include "engine/simulation.hpp"
#include "engine/treatment_surroundings.hpp"

namespace cisterna {
namespace {

// A limb at rest that is filmed piece by piece.
class Filmed {
 public:
  Filmed(const LymphNetwork& network, const RestState& start)
      : lying_(RestSetting{}),
        run_(network, lying_, {}),
        state_(start.state.begin(), start.state.end()),
        rates_(state_.size()) {
    run_.start(0, state_);
  }

  VesselRecording film(double duration, double step) {
    VesselRecording film{.step = step};
    const double begin = now_;
    const long pictures = std::lround(duration / step);
    for (long k = 1; k <= pictures; ++k) {
      now_ = begin + static_cast<double>(k) * step;
      if (const StopReason why = run_.advance(now_); why != StopReason::finished)
        throw std::runtime_error(std::string("the run stopped: ") + name_of(why));
      run_.state_at(now_, state_);
      run_.system().rates(now_, state_, rates_);
      film.add(run_.system(), state_);
    }
    return film;
  }

 private:
  RestSurroundings lying_;
  Simulation run_;
  std::vector<double> state_, rates_;
  double now_ = 0;
};

}  // namespace

double measured_alone(const Measurement& measurement, const Limb& limb, const RestState& start) {
  return measurement.alone(limb, [&](const LymphNetwork& network) -> Film {
    const auto filmed = std::make_shared<Filmed>(network, start);
    return [filmed](double duration, double step) { return filmed->film(duration, step); };
  });
}

}  // namespace cisterna
