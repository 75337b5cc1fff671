// What the measurements share: persons with their balanced start, treatments, and readings made once.
// Several threads may measure at the same time.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "body/limb/anatomy.hpp"
#include "body/limb/limb.hpp"
#include "engine/rest_start.hpp"
#include "engine/treatment_surroundings.hpp"
#include "model/parameter.hpp"

namespace cisterna::validation {

inline constexpr const char* kHealthy = "healthy_arm";
inline constexpr const char* kSwollen = "arm_after_axillary_dissection";
inline constexpr const char* kHealthyLeg = "healthy_leg";
inline constexpr const char* kSwollenLeg = "leg_oedema_stage_3";
inline constexpr const char* kAdult = "reference_adult";
inline constexpr double kSkinTemperature = 306.15;  ///< thermoneutral [K]

/// A person's limb, lying, in the balanced resting state.
struct Subject {
  LimbAnatomy anatomy;
  ParameterSet parameters;
  Limb limb;
  RestState rest;
};

/// How far out of balance it starts, in words; nothing where that is within the search's own bound.
std::string start_note(const Subject& s);

class Laboratory {
 public:
  /// `draw` of the pacemakers, of every limb and body that is looked at.
  Laboratory(std::filesystem::path root, std::uint64_t draw)
      : root_(std::move(root)), draw_(draw) {}

  const Subject& subject(const std::string& person);
  /// The same, of which only the limb is needed: no balanced start is looked for.
  const Subject& unrested(const std::string& person);
  /// The shipped parameters, for what needs no person.
  const ParameterSet& parameters();
  /// As subject(), with every parameter that `change` alters before the limb is built.
  Subject altered(const std::string& person,
                  const std::function<void(ParameterSet&)>& change) const;
  /// A shipped protocol, for the person's limb.
  Protocol protocol(const std::string& person, const std::string& protocol);
  /// The same as what acts on that limb.
  const Surroundings& treatment(const std::string& person, const std::string& protocol);

  /// The value made by `make` the first time `name` was asked for; others who ask meanwhile wait for it.
  template <class T, class Make>
  const T& once(const std::string& name, Make make) {
    Kept& kept = place_of(name);
    std::call_once(kept.made, [&] { kept.value = std::make_shared<T>(make()); });
    return *std::static_pointer_cast<T>(kept.value);
  }

 private:
  struct Kept {
    std::once_flag made;
    std::shared_ptr<void> value;
  };
  Kept& place_of(const std::string& name) {
    const std::lock_guard lock(mutex_);
    return kept_[name];  // stays where it is while others are added
  }

  Subject built(const std::string& person, const std::function<void(ParameterSet&)>& change) const;

  std::filesystem::path root_;
  std::uint64_t draw_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace cisterna::validation
