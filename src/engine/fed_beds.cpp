#include "engine/fed_beds.hpp"

namespace cisterna {
namespace {

constexpr double kStopped = 1.0 / 64;  // of its flow at rest: a bed of the tree that all but stops

PerfusionOptions fed(PerfusionOptions options) {
  options.fed = true;
  return options;
}

void add(std::vector<PerfusionSites::Fed>& sum, const std::vector<PerfusionSites::Fed>& more) {
  for (std::size_t f = 0; f < sum.size(); ++f)
    sum[f].muscle += more[f].muscle, sum[f].skin += more[f].skin, sum[f].asked += more[f].asked,
        sum[f].shunted += more[f].shunted;
}

}  // namespace

FedBeds::FedBeds(const Limb& body, const ParameterSet& parameters, const Surroundings& surroundings,
                 BodyBlood& blood, std::vector<double> times, PerfusionOptions options)
    : rest_(blood.rest()),
      blood_(body, blood),
      sites_(body, parameters, surroundings, blood_, fed(options)),
      times_(std::move(times)),
      member_(blood_.feeds()),
      rest_flow_(blood_.feeds()),
      stretch_(blood_.feeds()),
      since_(blood_.feeds()) {
  for (std::size_t i = 0; i < body.patches.size(); ++i) {
    member_[blood_.feed_of(i)] = static_cast<std::size_t>(body.patches[i].member);
    rest_flow_[blood_.feed_of(i)].muscle += sites_.slack_flow(i);
    rest_flow_[blood_.feed_of(i)].skin += sites_.at_rest()[i].skin_flow;
  }
  blood.let_beds(*this);
}

void FedBeds::collect() {
  const std::vector<PerfusionSites::Fed> more = sites_.take_fed();
  add(stretch_, more), add(since_, more);
}

bool FedBeds::go_to(double t) {
  for (; next_ < times_.size() && times_[next_] <= t; ++next_) {
    if (!sites_.advance(times_[next_])) return false;
    collect();
    const auto places = sites_.read();
    readings_.push_back(
        {{places.begin(), places.end()}, since_, sites_.arterial_lactate(), times_[next_] - read_});
    since_.assign(since_.size(), {}), read_ = times_[next_];
  }
  const bool went = sites_.follow(t);
  collect();
  return went;
}

std::optional<FedBeds::Reading> FedBeds::take_reading() {
  if (readings_.empty() && (next_ == times_.size() || !go_to(times_[next_]))) return std::nullopt;
  Reading r = std::move(readings_.front());
  readings_.pop_front();
  return r;
}

bool FedBeds::widen(double from, double to, const BloodMoment& before, std::span<Widened> out) {
  blood_.set(before);
  if (!go_to(from)) return false;
  const double each = (to - from) / static_cast<double>(out.size());
  asked_ = 0;
  for (std::size_t k = 0; k < out.size(); ++k) {
    stretch_.assign(stretch_.size(), {});
    if (!go_to(k + 1 < out.size() ? from + static_cast<double>(k + 1) * each : to)) return false;
    for (std::size_t f = 0; f < stretch_.size(); ++f) {
      const auto set = [&](std::size_t bed, double taken, double at_rest) {
        const double tree = before.unwidened[bed] / rest_.unwidened[bed];
        if (tree > kStopped) last_[bed] = taken / each / at_rest / tree - 1;
      };
      set(blood_.muscle_bed(f), stretch_[f].muscle, rest_flow_[f].muscle);
      set(blood_.skin_bed(f), stretch_[f].skin, rest_flow_[f].skin);
      asked_ += stretch_[f].asked / (to - from);
    }
    out[k] = last_;
  }
  return true;
}

}  // namespace cisterna
