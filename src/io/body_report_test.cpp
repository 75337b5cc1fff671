// What the report, the table and the NetCDF file say of a body.
#include <gtest/gtest.h>
#include <netcdf.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "io/netcdf_writer.hpp"
#include "io/oedema_words.hpp"
#include "io/report/assets.hpp"
#include "io/report/body_layout.hpp"
#include "io/report/payload.hpp"
#include "io/report/report_writer.hpp"
#include "io/report/text.hpp"
#include "io/summary_writer.hpp"
#include "io/synthetic_body.hpp"
#include "measure/part_flows.hpp"

namespace cisterna {
namespace {

namespace fs = std::filesystem;
constexpr synthetic::Size kSmall{.samples = 3, .session = 600, .window = 3};

const StudyResult& body() {
  static const StudyResult study = synthetic::body_study(kSmall);
  return study;
}

report::Json data() { return report::body_payload(body()); }

std::vector<unsigned char> decoded(const std::string& text) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned char> bytes;
  unsigned word = 0;
  int bits = 0;
  for (char c : text) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string::npos) break;
    word = word << 6 | unsigned(value), bits += 6;
    if (bits >= 8) bytes.push_back(static_cast<unsigned char>(word >> (bits -= 8) & 255));
  }
  return bytes;
}

TEST(BodyReport, has_the_map_of_a_body_and_not_that_of_a_limb) {
  const std::string page = report_html(body(), {});
  EXPECT_NE(page.find("id=\"body-views\""), std::string::npos);
  EXPECT_NE(page.find("How much lymph returned to the veins"), std::string::npos);
  EXPECT_NE(page.find("\u00A0mL returned to the veins in "), std::string::npos);
  for (const char* untrue : {"left the body", "leaving the body"})
    EXPECT_EQ(page.find(untrue), std::string::npos);
  EXPECT_EQ(page.find("id=\"arm-views\""), std::string::npos);
  EXPECT_EQ(page.find("{{"), std::string::npos);
  const std::string limb = report_html(synthetic::study(kSmall), {});
  EXPECT_NE(limb.find("id=\"arm-views\""), std::string::npos);
  EXPECT_EQ(limb.find("id=\"body-views\""), std::string::npos);
}

TEST(BodyReport, what_hangs_on_the_left_stands_on_the_persons_left) {
  const LimbGeometry& g = body().geometry;
  const auto places = report::body_layout(g);
  ASSERT_EQ(places.size(), g.members.size());
  for (std::size_t m = 0; m < places.size(); ++m) {
    const int side = g.members[m].name.starts_with("left")    ? 1
                     : g.members[m].name.starts_with("right") ? -1
                                                              : 0;
    EXPECT_EQ(places[m].side, side) << g.members[m].name;
    EXPECT_EQ(places[m].x > 0, side > 0) << g.members[m].name;
    EXPECT_EQ(places[m].x < 0, side < 0) << g.members[m].name;
    EXPECT_EQ(places[m].turn > 0, side > 0) << "it leans away from the trunk";
  }
  EXPECT_EQ(places[0].kind, "trunk");
  EXPECT_EQ(places[1].kind, "head");
  EXPECT_EQ(places[synthetic::kLeftArm].kind, "arm");
  EXPECT_EQ(places.back().kind, "leg");
  EXPECT_GT(places[synthetic::kLeftArm].y, places.back().y);
}

TEST(BodyReport, only_the_treated_arm_is_coloured) {
  const auto page = data();
  const auto& map = page["maps"][0];
  ASSERT_EQ(map["label"], "Change in lymph uptake");
  const auto& member = page["members"][synthetic::kLeftArm];
  ASSERT_EQ(member["name"], "left arm");
  ASSERT_EQ(member["side"], 1);
  std::size_t arm = 0;
  for (std::size_t i = 0; i < page["patches"].size(); ++i) {
    const int region = page["patches"][i][4];
    const bool inside = region >= member["first"] &&
                        region < member["first"].get<int>() + member["count"].get<int>();
    arm += inside;
    EXPECT_EQ(map["values"][1]["c"][i].get<double>() > 0, inside) << i;
  }
  EXPECT_GT(arm, 0u);
}

TEST(BodyReport, moments_recolour_the_treated_arm_and_nothing_else) {
  const auto page = data();
  const auto moments = report::moments_payload(body());
  const std::size_t patches = page["patches"].size(), count = moments["t"][1].size();
  EXPECT_GT(moments["t"][1][0].get<double>(), 0) << "at the start no interval has ended";
  for (const auto& field : moments["fields"])
    for (const auto& text : field["data"])
      EXPECT_EQ(decoded(text).size(), count * patches) << field["label"];
  const auto& change = moments["fields"][0];
  ASSERT_TRUE(change["diverging"].get<bool>());
  EXPECT_EQ(change["scale"]["lo"].get<double>(), -change["scale"]["hi"].get<double>());
  const auto codes = decoded(change["data"][1]);
  constexpr int kNoChange = 127;  // the middle of 254 steps
  const LimbGeometry& g = body().geometry;
  for (std::size_t i = 0; i < patches; ++i) {
    const int last = codes[(count - 1) * patches + i];
    if (g.patch_member[i] == synthetic::kLeftArm)
      EXPECT_GT(last, kNoChange);
    else
      EXPECT_EQ(last, kNoChange) << i;
  }
}

TEST(BodyReport, parts_carry_session_day_and_change_with_intervals) {
  const auto groups = report::parts_payload(body());
  std::map<std::string, double> day;
  for (const auto& group : groups)
    for (const auto& part : group["parts"]) {
      const auto& v = part["values"][1];
      const double per_day = v["day"]["c"].get<double>();
      day[group["label"].get<std::string>()] += per_day;
      constexpr double kDay = 86400, kDigits = 1e-2;  // both were rounded to three digits
      EXPECT_NEAR(v["volume"]["c"].get<double>() * kDay / kSmall.session, per_day,
                  kDigits * per_day);
      EXPECT_TRUE(v["day"].contains("l")) << part["name"];
      EXPECT_EQ(v.contains("filled"), group["label"] == "Node groups");
      if (part["name"] == "left axillary") {
        EXPECT_EQ(v["filled"]["c"].get<double>(), 1.25);
      }
      if (part["name"] == "right iliac") {
        EXPECT_EQ(v["filled"]["c"].get<double>(), 1.75);
      }
      if (part["name"] == "left arm") {
        EXPECT_GT(v["change"]["c"].get<double>(), 0);
      }
      if (part["name"] == "right arm") {
        EXPECT_EQ(v["change"]["c"].get<double>(), 0);
      }
    }
  constexpr double kRounding = 2e-2;
  EXPECT_NEAR(day["Members"] + day["Viscera"], day["Ducts"], kRounding * day["Ducts"]);
  EXPECT_NEAR(day["Regions"], day["Members"], kRounding * day["Members"]);
  EXPECT_GT(day["Node groups"], 0);
}

void expect_at_the_top(const std::string& page, const std::string& told) {
  EXPECT_LT(page.find(told), page.find("id=\"treatments\"")) << told;
}

TEST(BodyReport, a_start_out_of_balance_is_told_at_the_top_and_a_balanced_one_is_not) {
  StudyResult study = body();
  for (RunResult& run : study.runs) run.start_imbalance = 0.05;
  EXPECT_EQ(report_html(study, {}).find("class=\"warning\""), std::string::npos);
  study.runs[2].start_imbalance = 0.12;
  const std::string page = report_html(study, {});
  expect_at_the_top(page, "out of balance by up to 12 % of the flow at rest");
  EXPECT_NE(page.find("in 1 of 8 runs, none of them central"), std::string::npos);
}

TEST(BodyReport, a_limb_that_begins_swollen_is_told_at_the_top_and_one_within_a_tenth_is_not) {
  StudyResult study = body();
  const LimbGeometry& g = study.geometry;
  for (RunResult& run : study.runs) run.patch_excess.assign(g.patch_s.size(), 0.0);
  EXPECT_EQ(report_html(study, {}).find("starts are swollen"), std::string::npos);
  for (RunResult& run : study.runs)
    for (std::size_t p = 0; p < g.patch_s.size(); ++p)
      if (g.patch_member[p] == synthetic::kLeftArm && run.sample == 1) run.patch_excess[p] = 3e-5;
  const std::string page = report_html(study, {});
  expect_at_the_top(page, "1 of 4 starts is swollen: a limb holds up to");
  EXPECT_NE(page.find("not that with central parameters"), std::string::npos);
}

TEST(BodyReport, a_limb_is_swollen_beyond_what_its_person_states) {
  StudyResult study = body();
  LimbGeometry& g = study.geometry;
  double excess = 0;
  for (RunResult& run : study.runs) run.patch_excess.assign(g.patch_s.size(), 0.0);
  for (std::size_t p = 0; p < g.patch_s.size(); ++p) {
    if (g.patch_member[p] != synthetic::kLeftArm) continue;
    excess += 3e-5;
    for (RunResult& run : study.runs) run.patch_excess[p] = 3e-5;
  }
  g.stated_oedema.assign(g.members.size(), 0.0);
  g.stated_oedema[synthetic::kLeftArm] = excess;
  EXPECT_EQ(report_html(study, {}).find("starts are swollen"), std::string::npos);
  g.stated_oedema[synthetic::kLeftArm] = 0.01 * excess;
  expect_at_the_top(report_html(study, {}), ") more than drawn and stated");
}

TEST(BodyReport, a_stated_oedema_is_said_to_lie_in_balance_only_where_it_does) {
  RunResult run;
  EXPECT_EQ(oedema_words(run), "");
  run.stated_oedema = 1.1791e-3, run.start_imbalance = 0.04;
  EXPECT_EQ(
      oedema_words(run),
      "began with the stated 1179 mL of fluid beyond rest, to which tissue has yielded so that "
      "its balance lies there");
  run.start_imbalance = 0.21;
  EXPECT_EQ(oedema_words(run),
            "began with the stated 1179 mL of fluid beyond rest, to which tissue has yielded until "
            "the balance lay nearly there (21 % of the flow are amiss)");
}

TEST(BodyReport, a_swollen_start_is_said_to_lie_in_balance_only_where_it_does) {
  StudyResult study = body();
  for (RunResult& run : study.runs)
    run.tissue_start = {{1.3e-3, 0.3e-3}, {0.6e-3, 0.3e-3}, 13e-3, 11.5e-3};
  const auto with = [&](double central, double drawn) {
    for (RunResult& run : study.runs) run.start_imbalance = run.sample == 0 ? central : drawn;
    return report_html(study, {});
  };
  const char *lies = "Their balance lies there; what is drained",
             *not_there = "They are not in balance there; ",
             *some = "The balance of 3 of them lies";
  expect_at_the_top(with(0.01, 0.05), lies);
  expect_at_the_top(with(0.12, 0.06), not_there);
  EXPECT_EQ(with(0.12, 0.06).find("balance lies there"), std::string::npos);
  expect_at_the_top(with(0.12, 0.01), some);
  EXPECT_EQ(with(0.12, 0.01).find(lies), std::string::npos);
}

TEST(BodyReport, what_leaves_the_treated_limb_stands_beside_the_whole_body) {
  StudyResult study = body();
  ReportContext context;
  context.protocols = {{"Rest", "", {}, {}},
                       {"Massage", "", {}, {{"left_arm", {"left_axillary", "right_iliac"}}}}};
  for (RunResult& run : study.runs)
    if (run.protocol != "rest")
      for (double& flow : run.node_flow[0]) flow *= 2;  // of both groups together a third more
  const auto rows = report::headline_payload(study, context);
  EXPECT_TRUE(rows[0]["limbs"].empty());
  ASSERT_EQ(rows[1]["limbs"].size(), 1u);
  EXPECT_EQ(rows[1]["limbs"][0]["name"], "left arm");
  constexpr double kSixDigits = 1e-4;
  EXPECT_NEAR(rows[1]["limbs"][0]["change"]["c"].get<double>(), 100.0 / 3, kSixDigits);
  // 3 mL/h and 6 mL/h over 600 s, and one of them doubled.
  const std::string page = report_html(study, context);
  EXPECT_NE(page.find("Past the last node groups of the left arm (left axillary and right iliac): "
                      "2.00\u00A0mL, against 1.50\u00A0mL: 33\u00A0% more"),
            std::string::npos);
  EXPECT_NE(page.find("what passed the last node groups of the limb"), std::string::npos);
  EXPECT_EQ(report_html(study, {}).find("Past the last node groups"), std::string::npos)
      << "none is known";
}

TEST(BodyReport, viscera_and_all_tissue_that_begin_swollen_are_told_at_the_top_by_name) {
  StudyResult study = body();
  const auto begin = [&](double gut, double liver, double all) {
    for (RunResult& run : study.runs)
      run.tissue_start = {{gut * 1e-3, liver * 1e-3}, {0.6e-3, 0.3e-3}, all * 1e-3, 11.5e-3};
    return report_html(study, {});
  };
  // A liver that rests at twice its drawn fluid is no oedema.
  EXPECT_EQ(begin(0.7, 0.6, 13).find("swollen:"), std::string::npos);
  const std::string gut = begin(1.3, 0.6, 13);
  expect_at_the_top(gut, "4 of 4 starts are swollen: the gut holds up to 1.3 L (2.2 times");
  EXPECT_EQ(gut.find("the liver holds"), std::string::npos);
  EXPECT_EQ(gut.find("all tissue holds"), std::string::npos);
  expect_at_the_top(begin(65, 9, 78),
                    "the gut holds up to 65.0 L (108 times what is drawn), the liver holds up "
                    "to 9.0 L (30 times what is drawn) and all tissue holds up to 78.0 L");
}

TEST(BodyReport, why_the_central_run_stopped_is_told_at_the_top) {
  StudyResult study = body();
  study.runs[0].stop = StopReason::start_not_found;
  study.runs[0].stop_detail = "tissue would hold 78.0 L";
  expect_at_the_top(report_html(study, {}), "no balanced start, tissue would hold 78.0 L.");
}

TEST(BodyReport, limb_volumes_stand_open_with_before_after_and_change) {
  StudyResult study = body();
  const LimbGeometry& g = study.geometry;
  for (RunResult& run : study.runs) {
    run.patch_fluid_gain.assign(g.patch_s.size(), 0.0);
    for (std::size_t p = 0; p < g.patch_s.size(); ++p)
      if (g.patch_member[p] == synthetic::kLeftArm && run.protocol != "rest")
        run.patch_fluid_gain[p] = -1e-8 * (1 + run.sample);
  }
  const std::string page = report_html(study, {});
  const std::size_t table = page.find("limb-volumes\"><caption>");
  ASSERT_NE(table, std::string::npos);
  const std::size_t section = page.find("id=\"instruments\"");
  EXPECT_GT(table, section);
  EXPECT_LT(table, page.find("<details>", section)) << "not behind a click";
  const std::string treated = page.substr(page.find("mL: left arm treated"), 3000);
  const std::size_t row = treated.find(">Left arm<"), next = treated.find(">Right leg<");
  const std::string arm = treated.substr(row, next - row);
  for (const char* label : {"Before", "After", "Change", "Against the control"})
    EXPECT_NE(arm.find(std::string("data-label=\"") + label), std::string::npos) << label;
  EXPECT_NE(arm.find("\"Change\">\u2212"), std::string::npos) << arm;
  EXPECT_NE(arm.find(" to \u2212"), std::string::npos) << "an interval";
}

TEST(BodyReport, a_value_outside_the_draws_shows_their_median_and_the_top_says_so) {
  StudyResult study = body();
  EXPECT_EQ(report::json_of(Interval{.central = 2, .low = 1, .high = 3, .count = 4, .median = 2.5})
                .contains("m"),
            false);
  const auto outside =
      report::json_of(Interval{.central = 0.5, .low = 1, .high = 3, .count = 4, .median = 2.5});
  EXPECT_EQ(outside["m"], 2.5);
  EXPECT_EQ(report::interval_in(outside).median, 2.5);
  EXPECT_EQ(report::with_interval(report::interval_in(outside)),
            "0.500 (median 2.50, 1.00 to 3.00)");
  for (RunResult& run : study.runs)
    if (run.sample == 0) run.drained_volume /= 10;
  const std::string page = report_html(study, {});
  expect_at_the_top(page, "lie outside their ranges");
  EXPECT_NE(page.find("Of only 3 draws, chance alone"), std::string::npos);
}

TEST(BodyReport, names_can_not_become_markup) {
  StudyResult study = synthetic::body_study({.samples = 0, .session = 120, .window = 2});
  const std::string attack = "</script><img src=x onerror=alert(1)>";
  study.geometry.members[2].name = study.geometry.regions[3].name = attack;
  study.geometry.organs[0] = study.geometry.outlets[0] = study.geometry.nodes[0] = attack;
  EXPECT_EQ(report_html(study, {}).find("<img"), std::string::npos);
}

TEST(BodyReport, a_body_of_which_nothing_was_computed_still_makes_a_page) {
  StudyResult study;
  study.incomplete = true;
  study.protocols = {"rest", "massage"};
  study.geometry = body().geometry;
  EXPECT_NE(report_html(study, {}).find("0 of 2 runs"), std::string::npos);
  EXPECT_TRUE(report::parts_payload(study)[0]["parts"][0]["values"][0]["day"]["c"].is_null());
}

TEST(BodyReport, stays_below_the_largest_page_with_many_moments_and_frames) {
  constexpr std::size_t kLargestPage = 6'000'000;  // bytes; larger pages stall phones
  const StudyResult study = synthetic::body_study(
      {.samples = 1, .session = 3600, .interval = 5, .window = 120, .fast_interval = 0.02});
  EXPECT_LT(report_html(study, {}).size(), kLargestPage);
}

/// Every script of the page up to the last one runs in a made-up browser; then `check`.
int run_scripts(const std::string& name, const std::string& payload, const std::string& check) {
  const fs::path folder = fs::temp_directory_path() / ("cisterna_" + name);
  fs::create_directories(folder);
  std::ofstream script(folder / "page.js");
  script
      << R"(class Node { constructor(tag) { this.tag = tag; this.children = []; this.attributes = {}; this.style = {}; this.events = {}; this.text = ""; }
    setAttribute(n, v) { this.attributes[n] = v; if (n === "value") this.value = String(v); }
    append(...c) { this.children.push(...c); if (this.tag === "select" && this.value === undefined) this.value = "0"; }
    replaceChildren(...c) { this.children = []; this.append(...c); }
    addEventListener(n, f) { (this.events[n] = this.events[n] || []).push(f); }
    send(n) { for (const f of this.events[n] || []) f({}); }
    set textContent(t) { this.text = t; this.children = []; }
    get textContent() { return this.text + this.children.map((c) => typeof c === "string" ? c : c.textContent).join(""); } }
    const nodes = {}, strips = [];
    const document = {createElement: (t) => new Node(t), createElementNS: (s, t) => new Node(t),
      getElementById: (id) => nodes[id] = nodes[id] || new Node(id), documentElement: {},
      querySelector: () => null, querySelectorAll: (q) => q === ".timeline" ? strips : []};
    const getComputedStyle = () => ({getPropertyValue: () => "#000"}), matchMedia = () => ({matches: false, addEventListener() {}});
    document.getElementById("study").textContent = JSON.stringify()"
      << payload << ");\n";
  for (const char* file : {"dom.js", "palette.js", "selection.js", "moment.js", "timeline.js"})
    script << report_asset(file) << '\n';
  script << check;
  script.close();
  const int failed = std::system(("node " + (folder / "page.js").string()).c_str());
  fs::remove_all(folder);
  return failed;
}

// Of bodies and limbs alike.
TEST(BodyReport, one_slider_moves_the_map_the_bar_of_actions_and_the_name_of_what_is_done) {
  if (std::system("command -v node > /dev/null") != 0) return;  // optional
  ReportContext context;
  context.protocols = {
      {"Rest", "", {}},
      {"Massage", "", {{0, 240, "effleurage", "Strokes"}, {240, 480, "petrissage", "Kneading"}}}};
  for (const StudyResult& study :
       {body(), synthetic::study({.samples = 1, .session = 600, .window = 3})}) {
    const std::string page = report_html(study, context);
    EXPECT_NE(page.find("id=\"moment\""), std::string::npos);
    const std::size_t bar = page.find("id=\"moment\"");
    EXPECT_GT(bar, page.find("id=\"treatments\""));
    EXPECT_LT(bar, page.find("id=\"result\""));
    const std::string check = R"(
      chosen = 1;
      const strip = new Node("div"); strip.dataset = {protocol: 1}; strips.push(strip);
      const fail = (text) => { throw new Error(text); };
      timelineSection(); momentSection();
      const place = study.body || study.arm;
      const map = mapChoice(place.maps, place.patches.length), [play, slider, clock, whole, step] = document.getElementById("moment").children;
      let followed = 0;
      onMoment(() => ++followed);
      const cursor = strip.children[0].children.find((c) => c.attributes.class === "cursor");
      if (slider.attributes.type !== "range" || map.momentary() || cursor.style.display !== "none") fail("before");
      const times = study.moments.t[1], go = (t) => { slider.value = times.findIndex((x) => x >= t); slider.send("input"); };
      if (Number(slider.max) !== times.length - 1) fail("not the whole session");
      go(2);
      const early = map.values().c.join();
      if (!step.textContent.startsWith("Strokes")) fail(step.textContent);
      if (!map.momentary() || followed !== 1 || cursor.style.display === "none") fail("nothing follows");
      const longest = Math.max(...study.protocols.map((p) => p.duration));
      if (Math.abs(cursor.attributes.x1 - 1000 * moment / longest) > 1e-6) fail("cursor at " + cursor.attributes.x1);
      go(6);
      if (!step.textContent.startsWith("Kneading") || !slider.attributes["aria-valuetext"].includes("Kneading")) fail(step.textContent);
      if (map.values().c.join() === early) fail("the map stands still");
      go(9);
      if (!step.textContent.startsWith("nothing is done")) fail(step.textContent);
      whole.send("click");
      if (map.momentary() || cursor.style.display !== "none" || moment !== null) fail("whole session"); )";
    EXPECT_EQ(run_scripts("moment", report::payload(study, context).dump(), check), 0);
  }
}

// The drawing itself, where the machine can run it.
TEST(BodyReport, the_front_view_has_the_persons_right_on_the_viewers_left) {
  if (std::system("command -v node > /dev/null") != 0) return;  // optional; places are tested above
  const fs::path folder = fs::temp_directory_path() / "cisterna_body_view";
  fs::create_directories(folder);
  std::ofstream script(folder / "view.js");
  for (const char* name : {"hand_shape.js", "arm_shape.js", "body_shape.js"})
    script << report_asset(name) << '\n';
  script << "const body = " << data().dump() << R"(;
    const figures = bodyShape(body.members, body.regions);
    let seen = 0;
    body.patches.forEach((p) => {
      const f = figures.find((m) => p[4] >= m.first && p[4] < m.first + m.count), middle = (p[2] + p[3]) / 2;
      for (const back of [false, true]) {
        const corners = patchOnBody(f, p, back);
        if (!corners) continue;
        ++seen;
        const s = (p[0] + p[1]) / 2 - f.from, [x] = f.put([Math.sin(middle) * f.shape.half(s), s]);
        if (f.side && Math.sign(x) !== f.side) throw new Error(f.name + " at " + x);
        const drawn = corners.reduce((sum, c) => sum + c[0], 0) / corners.length;
        const around = Math.sin(middle);
        if (!f.side && Math.abs(around) > 0.3 && f.kind === "trunk" && Math.sign(drawn) !== Math.sign(around)) throw new Error("side of the trunk");
      }
      // Front: within a quarter turn of the front midline, and half a patch beyond.
      const shown = patchOnBody(f, p, false) !== null, half = (p[3] - p[2]) / 2;
      if (shown !== (Math.cos(middle) > -Math.sin(half) + 1e-6)) throw new Error("front of " + f.name + " at " + middle);
    });
    if (!seen) throw new Error("nothing drawn");
    const hand = figures.find((m) => m.name === "left arm");
    if (sideOnBody(hand, 3 * Math.PI / 2) !== "little-finger side") throw new Error("inner side of the left hand");
  )";
  script.close();
  EXPECT_EQ(std::system(("node " + (folder / "view.js").string()).c_str()), 0);
  fs::remove_all(folder);
}

TEST(BodyReport, the_summary_has_rows_of_every_part_and_a_limb_has_none) {
  const std::string text = summary_csv(body());
  for (const char* row : {"member_volume_left_arm", "region_flow_left_hand", "organ_volume_gut",
                          "node_flow_left_axillary", "duct_volume_left_venous_angle"})
    EXPECT_NE(text.find(row), std::string::npos) << row;
  EXPECT_NE(text.find("L/day"), std::string::npos);
  EXPECT_EQ(summary_csv(synthetic::study(kSmall)).find("_volume_left"), std::string::npos);
}

TEST(BodyReport, the_file_holds_members_and_parts_and_that_of_a_limb_does_not) {
  const fs::path folder = fs::temp_directory_path() / "cisterna_body_file";
  fs::create_directories(folder);
  const std::string path = (folder / "results.nc").string();
  const auto open = [&](const StudyResult& study) {
    write_netcdf(study, path);
    int id = -1;
    EXPECT_EQ(nc_open(path.c_str(), NC_NOWRITE, &id), 0);
    return id;
  };
  int id = open(body()), v = -1, count = 0;
  const LimbGeometry& g = body().geometry;
  std::vector<double> volume(body().runs.size() * g.outlets.size());
  ASSERT_EQ(nc_inq_varid(id, "duct_volume", &v), 0);
  ASSERT_EQ(nc_get_var_double(id, v, volume.data()), 0);
  const auto parts = flow_parts(g);
  EXPECT_EQ(volume[1], volume_of(parts.back(), body().runs[0]));
  std::vector<double> filling(2);
  const std::size_t first[] = {0, 0, 1, 0}, only[] = {1, 1, 1, 2};
  ASSERT_EQ(nc_inq_varid(id, "node_filling", &v), 0);
  ASSERT_EQ(nc_get_vara_double(id, v, first, only, filling.data()), 0);
  EXPECT_EQ(filling, (std::vector<double>{1.75, 1.75}));
  std::vector<int> member(g.patch_member.size());
  ASSERT_EQ(nc_inq_varid(id, "patch_member", &v), 0);
  ASSERT_EQ(nc_get_var_int(id, v, member.data()), 0);
  EXPECT_EQ(member, g.patch_member);
  for (const char* name : {"member", "organ", "duct", "region_uptake", "organ_uptake", "duct_flow",
                           "member_volume", "node_volume", "vessel_member"})
    EXPECT_EQ(nc_inq_varid(id, name, &v), 0) << name;
  ASSERT_EQ(nc_inq_nvars(id, &count), 0);
  for (int k = 0; k < count; ++k) {
    std::size_t length = 0;
    EXPECT_EQ(nc_inq_attlen(id, k, "long_name", &length), 0) << k;
  }
  nc_close(id);
  id = open(synthetic::study(kSmall));
  for (const char* name : {"member", "organ", "duct", "region_uptake", "patch_member"})
    EXPECT_NE(nc_inq_varid(id, name, &v), 0) << name;
  nc_close(id);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace cisterna
