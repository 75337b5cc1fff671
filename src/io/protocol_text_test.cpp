#include "io/protocol_text.hpp"

#include <gtest/gtest.h>

#include "io/protocol_reader.hpp"

namespace cisterna {
namespace {

Protocol shipped(const std::string& name) {
  return read_protocol(CISTERNA_DATA_DIR "/protocols/" + name + ".yaml",
                       {"hand", "forearm", "upper_arm"});
}

void expect_words(const std::string& text, const std::vector<std::string>& all) {
  for (const std::string& words : all)
    EXPECT_NE(text.find(words), std::string::npos) << words << "\nis not in\n" << text;
}

TEST(ProtocolText, says_how_hard_how_often_where_and_when) {
  expect_words(describe(shipped("mld_arm")),
               {"It takes 30 min, 20 min of it", "0:00 to 20:00  Drainage of the arm", "5 rounds",
                "30 mmHg under 8 cm x 10 cm", "6 times at each of 3 sites on 4 sides",
                "towards the trunk", "20:00 to 30:00  Rest after: nothing touches the limb"});
  expect_words(describe(shipped("ipc_arm")),
               {"50 mmHg in 4 chambers filled 50 s apart from the distal end",
                "a cycle of 4 min, 5 cycles", "hand, forearm and upper arm"});
  expect_words(describe(shipped("swedish_arm")),
               {"15 min of it with hands", "of two hands in turn", "circling at 2 Hz",
                "struck 5 Hz, 60 ms each, 25 times", "trembling by 10 mmHg at 8 Hz"});
  expect_words(describe(shipped("exercise_arm")),
               {"contract 30 /min, 50 % of each cycle, to 60 mmHg within", "nothing presses"});
  expect_words(describe(shipped("arm_raised")), {"45 deg above the horizontal", "nothing presses"});
}

TEST(ProtocolText, speaks_of_every_shipped_technique) {
  for (const char* name : {"garment_arm", "recorded_sleeve", "light_touch_arm", "hand_massage_arm",
                           "petrissage_arm", "tapotement_arm", "vibration_arm"}) {
    const Protocol protocol = shipped(name);
    expect_words(describe(protocol), {protocol.steps[0].label, "0:00 to"});
  }
}

}  // namespace
}  // namespace cisterna
