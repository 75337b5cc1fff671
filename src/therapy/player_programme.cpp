// Recorded pressures, played. Between samples each column follows a cubic that never overshoots
// (slopes by the weighted harmonic mean of Fritsch and Butland), so pressures stay >= 0 and have a slope
// everywhere. Sources: fritsch1984.
#include <algorithm>
#include <cmath>

#include "therapy/footprint.hpp"
#include "therapy/programme.hpp"

namespace cisterna {
namespace {

class Player final : public Programme {
 public:
  Player(const Step& step, std::span<const LimbSpan> spans, long plays,
         std::span<const SurfacePatch> patches)
      : Programme(static_cast<double>(plays) * step.recording->time.back()),
        recording_(step.recording),
        plays_(plays),
        length_(step.recording->time.back()) {
    for (std::size_t i = 0; i < spans.size(); ++i) {
      Track track{step.places[i].column, slopes_of(step.places[i].column), {}};
      const SoftInterval interval{spans[i].from, spans[i].to, 0, 0};
      for (std::size_t p = 0; p < patches.size(); ++p) {
        const double half = 0.5 * patches[p].length;
        const double share = interval.mean(patches[p].s - half, patches[p].s + half);
        if (share > 0) track.covers.push_back({static_cast<int>(p), share});
      }
      side_by_side_.add(static_cast<int>(i), track.covers);
      tracks_.push_back(std::move(track));
    }
    collect_breakpoints();
  }

  void add(double local, std::span<SurfaceLoad> out) const override {
    const double k = std::clamp(std::floor(local / length_), 0.0, static_cast<double>(plays_ - 1));
    const double time = std::clamp(local - k * length_, 0.0, length_);
    const std::vector<double>& times = recording_->time;
    const auto after = std::upper_bound(times.begin() + 1, times.end() - 1, time);
    const std::size_t row = static_cast<std::size_t>(after - times.begin()) - 1;
    thread_local std::vector<double> each;
    each.clear();
    for (const Track& track : tracks_) {
      const double pressure = value(track, row, time);
      each.push_back(pressure);
      for (const Cover& it : track.covers)
        lay(out[static_cast<std::size_t>(it.patch)], pressure * it.pressure, 0, HUGE_VAL);
    }
    side_by_side_.lay(each, out);
  }

  bool touching(double local) const override { return local >= 0 && local < duration(); }
  // The cubic never overshoots: the samples hold its peak.
  void raise_to_peak(std::span<double> out) const override {
    for (const Track& track : tracks_) {
      double highest = 0;
      for (std::size_t row = 0; row < recording_->time.size(); ++row)
        highest = std::max(highest, sample(track.column, row));
      for (const Cover& it : track.covers) raise(out, it.patch, highest);
    }
  }
  double next_breakpoint(double local) const override {
    return next_in_cycles(local, length_, plays_, breakpoints_);
  }

 private:
  struct Track {
    int column;
    std::vector<double> slopes;  // at the samples [Pa/s]
    std::vector<Cover> covers;
  };

  double sample(int column, std::size_t row) const {
    return recording_
        ->pressure[row * recording_->columns.size() + static_cast<std::size_t>(column)];
  }

  double secant(int column, std::size_t row) const {
    return (sample(column, row + 1) - sample(column, row)) /
           (recording_->time[row + 1] - recording_->time[row]);
  }

  std::vector<double> slopes_of(int column) const {
    const std::size_t n = recording_->time.size();
    std::vector<double> slopes(n, 0);  // flat at both ends
    for (std::size_t i = 1; i + 1 < n; ++i) {
      const double before = secant(column, i - 1), after = secant(column, i);
      if (before * after <= 0) continue;
      const double h0 = recording_->time[i] - recording_->time[i - 1];
      const double h1 = recording_->time[i + 1] - recording_->time[i];
      slopes[i] = 3 * (h0 + h1) / ((2 * h1 + h0) / before + (h1 + 2 * h0) / after);
    }
    return slopes;
  }

  double value(const Track& track, std::size_t row, double time) const {
    const double h = recording_->time[row + 1] - recording_->time[row];
    const double u = (time - recording_->time[row]) / h, v = 1 - u;
    const double cubic = v * v * (1 + 2 * u) * sample(track.column, row) +
                         u * u * (1 + 2 * v) * sample(track.column, row + 1) +
                         h * u * v * (v * track.slopes[row] - u * track.slopes[row + 1]);
    return std::max(0.0, cubic);  // round-off at a zero
  }

  // The curve has a slope everywhere; still the moments when a rise or fall begins or ends are worth
  // a stop, lest a long step over a quiet stretch miss them.
  void collect_breakpoints() {
    for (std::size_t row = 1; row + 1 < recording_->time.size(); ++row) {
      const bool turns = std::any_of(tracks_.begin(), tracks_.end(), [&](const Track& track) {
        return (secant(track.column, row - 1) == 0) != (secant(track.column, row) == 0);
      });
      if (turns) breakpoints_.push_back(recording_->time[row]);
    }
  }

  std::shared_ptr<const Recording> recording_;
  long plays_;
  double length_;
  std::vector<Track> tracks_;
  SideBySide side_by_side_;
  std::vector<double> breakpoints_;
};

}  // namespace

std::unique_ptr<Programme> make_player(const Step& step, std::span<const LimbSpan> spans,
                                       long plays, std::span<const SurfacePatch> patches) {
  return std::make_unique<Player>(step, spans, plays, patches);
}

}  // namespace cisterna
