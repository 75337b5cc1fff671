#include "engine/perfusion_sites.hpp"

#include <chrono>
#include <cstdio>

#include "limb/arm_test.hpp"

namespace cisterna {
namespace {

TEST(PerfusionSites, scratch) {
  for (const auto& [person, name] : {std::pair{"healthy_arm", "rest_arm"}, {"healthy_arm", "effleurage_arm"}, {"healthy_arm", "petrissage_arm"}, {"healthy_arm", "tapotement_arm"},  {"healthy_arm", "vibration_arm"}, {"healthy_arm", "exercise_arm"},{"healthy_arm", "forearm_massage_arm"}, {"healthy_leg","thigh_massage_leg"}, {"reference_adult", "swedish_body"}}) {
    const arm::Subject subject = arm::read_subject(person);
    const Limb limb = build_limb(subject.anatomy, subject.parameters, LimbResolution{}, 1);
    const Protocol protocol = read_protocol(arm::kData + "/protocols/" + name + ".yaml", subject.regions, {});
    const auto treatment = make_treatment(protocol, spans_of(limb), surface_of(limb));
    const TreatmentSurroundings around(limb, treatment);
    const auto p = oxygen::muscle_bed(subject.parameters, 1);
    const SteadyBlood blood({p.arterial_pressure, p.venous_pressure});
    const auto begin = std::chrono::steady_clock::now();
    PerfusionSites sites(limb, subject.parameters, around, blood);
    double muscle = 0;
    for (const auto& patch : limb.patches) muscle += patch.muscle;
    std::printf("%s: %zu places, muscle %.2f L\n", name, limb.patches.size(), muscle*1e3);
    const auto show = [&](double t, std::span<const PlaceReading> rs) {
      PlaceReading s; std::size_t n = 0; double w=0,a=0;
      for (std::size_t i = 0; i < rs.size(); ++i) {
        s.muscle_flow += rs[i].muscle_flow, s.skin_flow += rs[i].skin_flow, s.squeezed += rs[i].squeezed, s.lactate_out += rs[i].lactate_out;
        if (!sites.reached(i)&&t>0) continue;
        ++n; const double v = limb.patches[i].muscle, ar= limb.patches[i].length*limb.patches[i].width;
        w += v, a += ar; s.oxygen += v*rs[i].oxygen, s.lactate += v*rs[i].lactate, s.skin_temperature += ar*rs[i].skin_temperature;
      }
      std::printf("%6.0f s: reached %zu, muscle %.1f skin %.1f squeezed %.2f mL/min, O2 %.1f mmHg, lactate %.2f, out %.3f mmol/min, skin %.2f, blood lactate %.3f\n", t, n, s.muscle_flow*6e7, s.skin_flow*6e7, s.squeezed*6e7, s.oxygen/w/133.32, s.lactate/w, s.lactate_out*6e4, s.skin_temperature/a-273.15, sites.arterial_lactate());
    };
    show(0, sites.at_rest());
    const double end = treatment->duration();
    for (int k = 1; k <= 6; ++k) {
      ASSERT_TRUE(sites.advance(end * k / 6));
      show(end * k / 6, sites.read());
    }
    const double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf("   %.2f s, %llu steps, %.1f us each\n", s, (unsigned long long)sites.steps(), 1e6*s/double(sites.steps()));
    const auto acc = sites.account();
    for (const auto* o : {&acc.blood, &acc.oxygen, &acc.lactate}) std::printf("   balance %.2e\n", (o->net - o->held) / o->came);
  }
}

}  // namespace
}  // namespace cisterna
