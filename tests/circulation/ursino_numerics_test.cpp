// How Ursino's loop is stepped: conservation, step sizes, other methods, pieces and copies of a run.
#include <numbers>

#include "saved_run_test.hpp"
#include "solvers/cvode_stepper.hpp"
#include "ursino_run_test.hpp"

namespace cisterna::circulation {
namespace {

constexpr double kConserved = 1e-9;  // of throughput
constexpr double kHalvingShare = 5e-3, kMethodShare = 5e-3;

void expect_same_means(const UrsinoSummary& a, const UrsinoSummary& b, double share) {
  const auto near = [&](const char* what, double x, double y) {
    EXPECT_NEAR(x, y, share * std::abs(y)) << what;
  };
  near("rate", a.rate, b.rate);
  near("artery", a.artery.mean(), b.artery.mean());
  near("lung artery", a.lung_artery.mean(), b.lung_artery.mean());
  near("right atrium", a.right_atrium.mean(), b.right_atrium.mean());
  near("left atrium", a.left_atrium.mean(), b.left_atrium.mean());
  near("output", a.flow.mean(), b.flow.mean());
  near("left ventricle", a.left.mean(), b.left.mean());
  near("right ventricle", a.right.mean(), b.right.mean());
  near("splanchnic resistance", a.splanchnic_resistance.mean(), b.splanchnic_resistance.mean());
  near("other resistance", a.other_resistance.mean(), b.other_resistance.mean());
  near("splanchnic unstressed", a.splanchnic_unstressed.mean(), b.splanchnic_unstressed.mean());
  near("other unstressed", a.other_unstressed.mean(), b.other_unstressed.mean());
}

TEST(UrsinoNumerics, blood_is_conserved) {
  UrsinoRun run;
  const double before = blood_of(run.stepper.state());
  const UrsinoSummary s = summarise(run.loop, run.stepper, 0, 120);
  const double throughput = s.flow.mean() * 1e-3 / 60 * 120;
  EXPECT_NEAR(blood_of(run.stepper.state()), before, kConserved * throughput);
}

TEST(UrsinoNumerics, smaller_steps_change_no_mean) {
  UrsinoRun run;
  const UrsinoSummary usual = summarise(run.loop, run.stepper, 60, 120);
  const auto steps = run.stepper.counts().steps;
  UrsinoRun fine({}, 1.0 / 16);  // third order: a step is the cube root of this
  expect_same_means(usual, summarise(fine.loop, fine.stepper, 60, 120), kHalvingShare);
  EXPECT_GT(fine.stepper.counts().steps, 2 * steps);
}

TEST(UrsinoNumerics, cvode_agrees) {
  UrsinoRun run;
  const UrsinoSummary ours = summarise(run.loop, run.stepper, 30, 60);
  SparseSystem<UrsinoLoop> system(run.loop);
  CvodeStepper oracle(system, {.largest_step = run.loop.longest_step(), .tolerance = 1.0 / 16});
  oracle.start(0, run.loop.start());
  expect_same_means(ours, summarise(run.loop, oracle, 30, 60), kMethodShare);
}

// The same published equations once more, written with pressures as states, in the units of the tables, by hand.
class EulerCoding {
 public:
  explicit EulerCoding(const UrsinoLoop& loop) : p_(loop.parameters()) {
    const std::vector<double> y = loop.start();
    const auto r = loop.read<double>(std::span<const double>(y).first(loop.dynamic()));
    psa_ = r.artery / kMmHg, psp_ = r.periphery / kMmHg, psv_ = r.splanchnic_vein / kMmHg;
    pev_ = r.other_vein / kMmHg, pra_ = r.right_atrium / kMmHg, pla_ = r.left_atrium / kMmHg;
    ppa_ = r.lung_artery / kMmHg;
    ppp_ = (y[ursino::kLung] - p_.lung.unstressed) / p_.lung.compliance / kMmHg;
    ppv_ = (y[ursino::kLungVein] - p_.lung_vein.unstressed) / p_.lung_vein.compliance / kMmHg;
    vlv_ = y[ursino::kLeftVentricle] / kMl, vrv_ = y[ursino::kRightVentricle] / kMl;
    felt_ = r.felt / kMmHg;
    for (std::size_t k = 0; k < 8; ++k) delta_[k] = y[ursino::effector_place(k)] / unit(k);
    history_.assign(kHistory, felt_);
  }

  void run(double begin, double end) {
    const long first = std::lround(begin / kStep), last = std::lround(end / kStep);
    double beats = 0, artery = 0, output = 0, left = 0, resistance = 0;
    for (long n = 0; n < last; ++n) {
      if (n == first) beats = beats_;
      step(n);
      if (n < first) continue;
      artery += psa_, output += fsa_, left += vlv_, resistance += rep_;
    }
    const double count = static_cast<double>(last - first);
    rate = 60 * (beats_ - beats) / (end - begin);
    mean_artery = artery / count, mean_output = output / count * 60e-3, mean_left = left / count;
    mean_other_resistance = resistance / count;
  }
  double rate = 0, mean_artery = 0, mean_output = 0, mean_left = 0, mean_other_resistance = 0;

 private:
  static constexpr double kStep = 1e-4;
  static constexpr std::size_t kHistory = 50001;  // 5 s

  static double unit(std::size_t k) {
    return k < 2 ? kMmHg / kMl : k < 4 ? kMmHg / kMl : k < 6 ? kMl : 1;
  }
  double before(long n, double delay) const {
    const long k = n - std::lround(delay / kStep);
    return k < 0 ? history_[0] : history_[static_cast<std::size_t>(k) % kHistory];
  }
  double effector(std::size_t k) const {
    return k == kVagalPeriod ? delta_[k] : p_.effectors[k].base / unit(k) + delta_[k];
  }
  double traffic(double felt) const {
    const auto& b = p_.reflex;
    const double e = std::exp((felt - b.set_point / kMmHg) / (b.width / kMmHg));
    return (b.least + b.greatest * e) / (1 + e);
  }

  struct Pump {
    double pressure, flow;
  };
  static Pump pump(const Ventricle<double>& v, double phi, double e_max, double volume,
                   double artery) {
    const double p_max =
        phi * e_max * (volume - v.unstressed / kMl) +
        (1 - phi) * v.diastolic_scale / kMmHg * (std::exp(v.diastolic_rate * kMl * volume) - 1);
    if (p_max <= artery) return {p_max, 0};
    const double r = v.resistance_factor * kMl * p_max, q = (p_max - artery) / r;
    return {p_max - r * q, q};
  }

  void step(long n) {
    const auto c = [](const Store& s) { return s.compliance / kMl * kMmHg; };
    const auto r = [](const Store& s) { return s.resistance / kResistanceUnit; };
    const double period = effector(kSympatheticPeriod) + effector(kVagalPeriod);
    const double systole = p_.systole.longest - p_.systole.slope / period;
    const double u = beats_ - std::floor(beats_);
    const double wave = std::sin(std::numbers::pi * period * u / systole);
    const double phi = u <= systole / period ? wave * wave : 0;
    const Pump left = pump(p_.left, phi, effector(kLeftElastance), vlv_, psa_);
    const Pump right = pump(p_.right, phi, effector(kRightElastance), vrv_, ppa_);
    const double into_left = std::max(0.0, (pla_ - left.pressure) / r(p_.left_atrium));
    const double into_right = std::max(0.0, (pra_ - right.pressure) / r(p_.right_atrium));
    rep_ = effector(kOtherResistance);
    const double qsp = (psp_ - psv_) / effector(kSplanchnicResistance), qep = (psp_ - pev_) / rep_;
    const double qsv = (psv_ - pra_) / r(p_.splanchnic_vein),
                 qev = (pev_ - pra_) / r(p_.other_vein);
    const double qpp = (ppp_ - ppv_) / r(p_.lung), qpv = (ppv_ - pla_) / r(p_.lung_vein);
    history_[static_cast<std::size_t>(n) % kHistory] = felt_;
    double rates[8];
    for (std::size_t k = 0; k < 8; ++k) {
      const auto& e = p_.effectors[k];
      const auto& b = p_.reflex;
      const double f = traffic(before(n, e.delay));
      double sigma = 0;
      if (k == kVagalPeriod) {
        const double x = std::exp((f - b.vagal_centre) / b.vagal_width);
        sigma = (b.vagal_least + b.vagal_most * x) / (1 + x);
      } else {
        const double fes = b.sympathetic_rest + (b.sympathetic_most - b.sympathetic_rest) *
                                                    std::exp(-b.sympathetic_decay * f);
        if (fes >= b.sympathetic_threshold) sigma = std::log(fes - b.sympathetic_threshold + 1);
      }
      rates[k] = (e.gain / unit(k) * sigma - delta_[k]) / e.time;
    }
    const double dpsa = (left.flow - fsa_) / c(p_.artery);
    felt_ += kStep * (psa_ + p_.reflex.lead_time * dpsa - felt_) / p_.reflex.fall_time;
    const double dfsa =
        (psa_ - psp_ - r(p_.artery) * fsa_) / (p_.artery.inertance / kResistanceUnit);
    const double dfpa =
        (ppa_ - ppp_ - r(p_.lung_artery) * fpa_) / (p_.lung_artery.inertance / kResistanceUnit);
    const double dpsp = (fsa_ - qsp - qep) / (c(p_.splanchnic) + c(p_.other));
    const double dpsv = (qsp - qsv - rates[kSplanchnicUnstressed]) / c(p_.splanchnic_vein);
    const double dpev = (qep - qev - rates[kOtherUnstressed]) / c(p_.other_vein);
    const double dpra = (qsv + qev - into_right) / c(p_.right_atrium);
    const double dppa = (right.flow - fpa_) / c(p_.lung_artery);
    const double dppp = (fpa_ - qpp) / c(p_.lung), dppv = (qpp - qpv) / c(p_.lung_vein);
    const double dpla = (qpv - into_left) / c(p_.left_atrium);
    psa_ += kStep * dpsa, psp_ += kStep * dpsp, psv_ += kStep * dpsv, pev_ += kStep * dpev;
    pra_ += kStep * dpra, ppa_ += kStep * dppa, ppp_ += kStep * dppp, ppv_ += kStep * dppv;
    pla_ += kStep * dpla, fsa_ += kStep * dfsa, fpa_ += kStep * dfpa;
    vlv_ += kStep * (into_left - left.flow), vrv_ += kStep * (into_right - right.flow);
    beats_ += kStep / period;
    for (std::size_t k = 0; k < 8; ++k) delta_[k] += kStep * rates[k];
  }

  const UrsinoParameters& p_;
  double psa_, psp_, psv_, pev_, pra_, pla_, ppa_, ppp_, ppv_, vlv_, vrv_, felt_, rep_ = 0;
  double fsa_ = 0, fpa_ = 0, beats_ = 0, delta_[8];
  std::vector<double> history_;
};

TEST(UrsinoNumerics, explicit_euler_of_an_independent_coding_agrees) {
  UrsinoRun run;
  const UrsinoSummary ours = summarise(run.loop, run.stepper, 30, 60);
  EulerCoding euler(run.loop);
  euler.run(30, 60);
  const auto near = [](double x, double y) { EXPECT_NEAR(x, y, kMethodShare * y); };
  near(ours.rate, euler.rate);
  near(ours.artery.mean(), euler.mean_artery);
  near(ours.flow.mean(), euler.mean_output);
  near(ours.left.mean(), euler.mean_left);
  near(ours.other_resistance.mean(), euler.mean_other_resistance);
}

TEST(UrsinoNumerics, a_saved_run_goes_on_bit_for_bit) {
  UrsinoRun run, other;
  expect_saved_steps_go_on_bit_for_bit(run.stepper, other.stepper, 30);
}

TEST(UrsinoNumerics, a_run_in_pieces_is_one_run) {
  UrsinoRun run, pieces;
  ASSERT_EQ(run.stepper.advance(20), StepOutcome::ok);
  std::vector<double> y(run.loop.size());
  for (int k = 1; k <= 2000; ++k) {
    ASSERT_EQ(pieces.stepper.advance(k * 0.01), StepOutcome::ok);
    pieces.stepper.interpolate(k * 0.01, y);
  }
  ASSERT_EQ(run.stepper.time(), pieces.stepper.time());
  for (std::size_t i = 0; i < run.loop.size(); ++i)
    ASSERT_EQ(run.stepper.state()[i], pieces.stepper.state()[i]) << "state " << i;
}

TEST(UrsinoNumerics, a_step_longer_than_the_delay_is_refused) {
  const UrsinoLoop loop = shipped_loop();
  const std::vector<double> y = loop.start();
  std::vector<double> f(loop.dynamic());
  const std::span<const double> all(y);
  const auto last = [&](double t) {
    loop.rates<double>(t, all.first(loop.dynamic()), all.subspan(loop.dynamic()), f);
    return f[ursino::effector_place(kVagalPeriod)];
  };
  EXPECT_TRUE(std::isfinite(last(loop.longest_step())));
  EXPECT_FALSE(std::isfinite(last(0.21)));
}

TEST(FullUrsino, ten_thousand_beats_pass_without_failure) {
  UrsinoRun run;
  while (run.stepper.state()[ursino::kBeats] < 10000)
    ASSERT_EQ(run.stepper.advance(run.stepper.time() + 10), StepOutcome::ok);
  const UrsinoSummary s =
      summarise(run.loop, run.stepper, run.stepper.time(), run.stepper.time() + 60);
  EXPECT_NEAR(s.artery.mean(), 100.2, 1);
  EXPECT_NEAR(blood_of(run.stepper.state()) / kMl, 5300, kConserved * 10000 * s.stroke());
}

}  // namespace
}  // namespace cisterna::circulation
