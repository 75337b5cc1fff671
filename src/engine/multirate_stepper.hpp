// A network stepped in parts, each with steps of its own: where nothing beats nothing is computed twice.
//
// The whole goes on in steps of at most a fifth of a second, ending on a grid of as much. In each of them
//   (1) what acts on the vessels is worked out at its beginning, end and (while something touches) middle, with the
//       tissue moved by its rates at the beginning;
//   (2) the parts (body/limb/network_parts.hpp) step from beginning to end under error control, those upstream first. Cells
//       beyond a cut keep their volume: only what presses on them changes. What a part brings into one flows in evenly
//       over the step of that cell's part, or, where that was stepped before, at its end. What two parts are joined by
//       is stepped by the one out of which lymph goes at the beginning: a vessel feels what it gives while it empties;
//       What flows along the skin from net to net is worked out at the beginning;
//   (3) the tissue moves by its rates at the beginning, middle and end (Kutta's method of third order), less what the parts
//       took up, to the last digit;
//   (4) protein and tracer are carried by the volumes that moved.
// First order in the step of the whole where parts or nets meet and in what is taken up. Volume is conserved whatever its length.
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "body/limb/lymph_system.hpp"
#include "body/limb/network_parts.hpp"
#include "solvers/stepper.hpp"

namespace cisterna {

class MultirateStepper {
 public:
  /// Only for the human wall law.
  MultirateStepper(LymphSystem& whole, StepperOptions options);

  void start(double t, std::span<const double> y);
  StepOutcome advance(double t);
  void interpolate(double t, std::span<double> out);
  /// Inputs change at t (in the last step): takes that step again, to end at t.
  StepOutcome restart_at(double t);

  double time() const { return t_; }
  double longest_step() const { return grid_; }  ///< of the whole [s]
  std::span<const double> state() const { return y_; }
  /// Steps of the whole; the rest summed over parts, each by its share of the cells.
  StepCounts counts() const;
  void save(std::vector<double>& out) const;
  std::size_t restore(std::span<const double> in);

 private:
  // Places [there, there + count) of a part are [here, here + count) of the whole.
  struct Span {
    std::size_t here, there, count;
  };
  using Spans = std::vector<Span>;
  // Extends the last of them where it can.
  static void add_place(Spans& spans, std::size_t here, std::size_t there);
  // An amount of a part that flows into a cell of another, or out of it where it is negative. `metered` is its place in
  // the whole, kNone within the tree.
  struct Gift {
    std::size_t amount, part, cell, metered;
    double sign;
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Part {
    Part(NetworkPart cut, const LymphSystem& whole, const StepperOptions& options);
    NetworkPart of;
    HeldSurroundings held;
    LymphSystem system;
    Stepper<LymphSystem> stepper;
    Spans states;
    Spans carried;  // of the states those that the whole changes between its steps; in order
    Spans vessels, nets, nodes, heights;  // cells of each kind, each from 0; cells and boundaries
    std::vector<Gift> gifts;
  };
  // What acts on all vessels, nets and nodes at a moment.
  using Moment = HeldSurroundings::Moment;

  void find_states(Part& part) const;
  void find_cells(Part& part) const;
  void find_gifts();
  void give_between_nets();
  // The cell of another part that an edge at a boundary of this one leads to, -1 for none.
  int beyond(const Part& part, const MeteredEdge& edge) const;
  // Where the whole counts it, kNone within the tree.
  std::size_t metered_place(const Part& part, const MeteredEdge& edge) const;
  StepOutcome step(double bound);
  double next_grid_time() const;
  double look_ahead(double h);
  void look(double t, Moment& moment, std::vector<double>& rates, std::vector<double>& links);
  void note(Moment& moment) const;
  double bend() const;
  void hold_boundaries(const Part& part, const Moment& moment, std::vector<double>& out) const;
  void hold(Part& part, double h);
  void direct();
  StepOutcome step_parts(double h);
  void move_tissue(double h);

  LymphSystem& whole_;
  std::vector<std::unique_ptr<Part>> parts_;
  // Where the parts have a cell of the whole.
  struct Home {
    std::size_t part = 0, cell = 0;
  };
  std::vector<Home> home_;
  std::vector<int> beyond_;     // lymphangions beyond a cut
  std::vector<double> plexus_;  // flows between nets over a step of the whole [m3/s]
  double grid_;                 // of ends of steps, unless something sets in between [s]
  double t_ = 0, t_old_ = 0, allowed_;
  bool sloped_ = false;         // f_ and f_old_ belong to the ends of the last step
  bool parts_current_ = false;  // parts still have the states that y_ got from them
  std::array<Moment, 3> moments_;
  std::vector<double> y_, y_old_, y_new_, ahead_;
  // At these moments: rates of the tissue, at their places in the state, and flows between its patches.
  std::array<std::vector<double>, 3> slow_, links_;
  std::vector<double> f_, f_old_;  // all rates, worked out to look between the ends
  StepCounts counts_;
};

}  // namespace cisterna
