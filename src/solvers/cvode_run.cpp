#include "solvers/cvode_run.hpp"

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace cisterna {

struct CvodeRun::Parts {
  CvodeSystem system;
  SUNContext context = nullptr;
  N_Vector y = nullptr, between = nullptr;
  SUNMatrix matrix = nullptr;
  SUNLinearSolver solver = nullptr;
  void* memory = nullptr;
  double tolerance = 1, reached = 0;
  bool broken = false;  // a breakpoint was reached: what was learnt before it does not hold after
  SparsityPattern pattern;
  std::unique_ptr<DifferenceJacobian> differences;  // of a system that declares its couplings
  std::vector<std::size_t> slots;  // else: place in the matrix of each visited entry

  double bound() const {
    return system.next_breakpoint ? system.next_breakpoint(reached)
                                  : std::numeric_limits<double>::infinity();
  }
  ~Parts() {
    if (memory) CVodeFree(&memory);
    if (solver) SUNLinSolFree(solver);
    if (matrix) SUNMatDestroy(matrix);
    for (N_Vector v : {y, between})
      if (v) N_VDestroy(v);
    if (context) SUNContext_Free(&context);
  }
};

namespace {

std::span<double> values(N_Vector v) {
  return {N_VGetArrayPointer(v), static_cast<std::size_t>(N_VGetLength(v))};
}

int rates(realtype t, N_Vector y, N_Vector f, void* data) {
  const CvodeSystem& system = static_cast<CvodeRun::Parts*>(data)->system;
  if (system.admissible && !system.admissible(values(y))) return 1;  // CVODE tries a shorter step
  system.rates(t, values(y), values(f));
  for (const double x : values(f))
    if (!std::isfinite(x)) return 1;
  return 0;
}

int jacobian(realtype t, N_Vector y, N_Vector, SUNMatrix matrix, void* data, N_Vector, N_Vector,
             N_Vector) {
  auto* d = static_cast<CvodeRun::Parts*>(data);
  std::copy(d->pattern.starts().begin(), d->pattern.starts().end(),
            SUNSparseMatrix_IndexPointers(matrix));
  std::copy(d->pattern.rows().begin(), d->pattern.rows().end(),
            SUNSparseMatrix_IndexValues(matrix));
  realtype* a = SUNSparseMatrix_Data(matrix);
  if (d->differences) {
    // Pivots are chosen, and anew for each matrix. Held on the diagonal they may be next to nothing in the full matrix of a
    // body: what is solved then keeps no balance (of what a body exchanged in 45 min a tenth was lost).
    SUNLinSol_KLUReInit(d->solver, matrix, 0, SUNKLU_REINIT_PARTIAL);
    d->differences->evaluate(d->system.rates, t, values(y), {a, d->pattern.entries()});
    return 0;
  }
  d->system.linearise(t, values(y));
  std::fill_n(a, d->pattern.entries(), 0.0);
  std::size_t next = 0;
  d->system.visit([&](std::size_t, std::size_t, double value) { a[d->slots[next++]] += value; });
  return 0;
}

// Error weights 1/(absolute + relative |y|) by block; states without tolerance get none to speak of.
int weigh(N_Vector y, N_Vector weight, void* data) {
  auto* d = static_cast<CvodeRun::Parts*>(data);
  const auto v = values(y), w = values(weight);
  std::fill(w.begin(), w.end(), 1e-30);
  for (const ToleranceBlock& b : d->system.tolerances)
    for (std::size_t i = b.begin; i < b.end; ++i)
      w[i] = 1 / (d->tolerance * (b.absolute + b.relative * std::abs(v[i])));
  return 0;
}

// Differences are taken over a share of each state's size; where it is zero, of its absolute tolerance.
std::vector<double> usual_sizes(const CvodeSystem& system) {
  std::vector<double> size(system.size, 1.0);
  for (const ToleranceBlock& b : system.tolerances)
    if (b.absolute > 0)
      std::fill_n(size.begin() + static_cast<long>(b.begin), b.end - b.begin, b.absolute);
  return size;
}

void stay_silent(int, const char*, const char*, char*, void*) {}

}  // namespace

CvodeRun::CvodeRun(CvodeSystem system, double t0, std::span<const double> y0, double tolerance)
    : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.system = std::move(system);
  const auto n = static_cast<sunindextype>(p.system.size);
  SUNContext_Create(nullptr, &p.context);
  p.y = N_VNew_Serial(n, p.context);
  p.between = N_VNew_Serial(n, p.context);
  std::copy_n(y0.begin(), p.system.size, values(p.y).begin());

  if (p.system.couplings.empty()) {
    std::vector<std::pair<std::size_t, std::size_t>> visited;
    p.system.linearise(t0, values(p.y));
    p.system.visit(
        [&](std::size_t row, std::size_t column, double) { visited.emplace_back(row, column); });
    p.pattern = SparsityPattern(p.system.size, visited);
    for (const auto& [row, column] : visited) p.slots.push_back(p.pattern.slot(row, column));
  } else {
    p.pattern = SparsityPattern(p.system.size, p.system.couplings);
    p.differences = std::make_unique<DifferenceJacobian>(p.pattern, usual_sizes(p.system));
  }

  p.tolerance = tolerance;
  p.reached = t0;
  p.matrix =
      SUNSparseMatrix(n, n, static_cast<sunindextype>(p.pattern.entries()), CSC_MAT, p.context);
  p.memory = CVodeCreate(CV_BDF, p.context);
  CVodeSetErrHandlerFn(p.memory, stay_silent, nullptr);
  CVodeInit(p.memory, rates, t0, p.y);
  CVodeSetUserData(p.memory, &p);
  CVodeWFtolerances(p.memory, weigh);
  p.solver = SUNLinSol_KLU(p.y, p.matrix, p.context);
  // A system's own matrix keeps its pivots on the diagonal, which no choice of units moves. Others, chosen once because a
  // column has small units, may be zero when the same order is used again for another step.
  if (!p.differences) SUNLinSol_KLUGetCommon(p.solver)->tol = 0;
  CVodeSetLinearSolver(p.memory, p.solver, p.matrix);
  CVodeSetJacFn(p.memory, jacobian);
  CVodeSetMaxNumSteps(p.memory, -1);
}

CvodeRun::~CvodeRun() = default;

bool CvodeRun::succeeded(int flag) {
  if (flag >= 0) return true;
  char* name = CVodeGetReturnFlagName(flag);
  trouble_ = name;
  std::free(name);
  return false;
}

bool CvodeRun::advance(double t) {
  Parts& p = *parts_;
  while (p.reached < t) {
    if (p.broken) restart();
    const double bound = p.bound();
    if (std::isfinite(bound)) CVodeSetStopTime(p.memory, bound);
    realtype reached = p.reached;
    if (!succeeded(CVode(p.memory, std::min(bound, t), p.y, &reached, CV_NORMAL))) return false;
    p.reached = reached;
    p.broken = reached >= bound;
  }
  return true;
}

bool CvodeRun::step() {
  Parts& p = *parts_;
  if (p.broken) restart();
  const double bound = p.bound();
  if (std::isfinite(bound)) CVodeSetStopTime(p.memory, bound);
  realtype reached = p.reached;
  // The time given only tells the direction.
  if (!succeeded(CVode(p.memory, p.reached + 1, p.y, &reached, CV_ONE_STEP))) return false;
  p.reached = reached;
  p.broken = reached >= bound;
  return true;
}

void CvodeRun::start(double t, std::span<const double> y) {
  std::copy_n(y.begin(), parts_->system.size, values(parts_->y).begin());
  parts_->reached = t;
  restart();
}

void CvodeRun::limit_step(double largest) { CVodeSetMaxStep(parts_->memory, largest); }

double CvodeRun::time() const { return parts_->reached; }

void CvodeRun::interpolate(double t, std::span<double> out) {
  if (t >= parts_->reached || CVodeGetDky(parts_->memory, t, 0, parts_->between) != CV_SUCCESS)
    N_VScale(1, parts_->y, parts_->between);
  std::copy_n(values(parts_->between).begin(), parts_->system.size, out.begin());
}

void CvodeRun::restart() {
  kept_ = counts();
  parts_->broken = false;
  CVodeReInit(parts_->memory, parts_->reached, parts_->y);
}

std::span<const double> CvodeRun::state() const { return values(parts_->y); }

CvodeCounts CvodeRun::counts() const {
  long steps = 0, evaluations = 0, setups = 0, errors = 0, newton = 0, jacobians = 0;
  CVodeGetNumSteps(parts_->memory, &steps);
  CVodeGetNumRhsEvals(parts_->memory, &evaluations);
  CVodeGetNumLinSolvSetups(parts_->memory, &setups);
  CVodeGetNumErrTestFails(parts_->memory, &errors);
  CVodeGetNumNonlinSolvConvFails(parts_->memory, &newton);
  CVodeGetNumJacEvals(parts_->memory, &jacobians);
  CvodeCounts c = kept_;
  c.steps += steps, c.evaluations += evaluations, c.factorisations += setups;
  c.error_failures += errors, c.newton_failures += newton, c.jacobians += jacobians;
  return c;
}

}  // namespace cisterna
