#include "solvers/cvode_run.hpp"

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace cisterna {

struct CvodeRun::Parts {
  CvodeSystem system;
  SUNContext context = nullptr;
  N_Vector y = nullptr;
  SUNMatrix matrix = nullptr;
  SUNLinearSolver solver = nullptr;
  void* memory = nullptr;
  double tolerance = 1;
  std::vector<sunindextype> slots;  // place in the matrix of each visited entry
  std::vector<sunindextype> starts, rows;

  ~Parts() {
    if (memory) CVodeFree(&memory);
    if (solver) SUNLinSolFree(solver);
    if (matrix) SUNMatDestroy(matrix);
    if (y) N_VDestroy(y);
    if (context) SUNContext_Free(&context);
  }
};

namespace {

std::span<double> values(N_Vector v) {
  return {N_VGetArrayPointer(v), static_cast<std::size_t>(N_VGetLength(v))};
}

int rates(realtype t, N_Vector y, N_Vector f, void* data) {
  static_cast<CvodeRun::Parts*>(data)->system.rates(t, values(y), values(f));
  for (const double x : values(f))
    if (!std::isfinite(x)) return 1;  // CVODE tries a shorter step
  return 0;
}

int jacobian(realtype t, N_Vector y, N_Vector, SUNMatrix matrix, void* data, N_Vector, N_Vector,
             N_Vector) {
  auto* d = static_cast<CvodeRun::Parts*>(data);
  d->system.linearise(t, values(y));
  std::copy(d->starts.begin(), d->starts.end(), SUNSparseMatrix_IndexPointers(matrix));
  std::copy(d->rows.begin(), d->rows.end(), SUNSparseMatrix_IndexValues(matrix));
  realtype* a = SUNSparseMatrix_Data(matrix);
  std::fill_n(a, d->rows.size(), 0.0);
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

void stay_silent(int, const char*, const char*, char*, void*) {}

}  // namespace

CvodeRun::CvodeRun(CvodeSystem system, double t0, std::span<const double> y0, double tolerance)
    : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.system = std::move(system);
  const auto n = static_cast<sunindextype>(p.system.size);
  SUNContext_Create(nullptr, &p.context);
  p.y = N_VNew_Serial(n, p.context);
  std::copy_n(y0.begin(), p.system.size, values(p.y).begin());

  // The pattern: every visited entry and the diagonal, by column.
  std::map<std::pair<std::size_t, std::size_t>, sunindextype> place;
  std::vector<std::pair<std::size_t, std::size_t>> visited;
  p.system.linearise(t0, values(p.y));
  p.system.visit([&](std::size_t row, std::size_t column, double) {
    place[{column, row}] = 0;
    visited.emplace_back(column, row);
  });
  for (std::size_t i = 0; i < p.system.size; ++i) place[{i, i}] = 0;
  p.starts.assign(p.system.size + 1, 0);
  sunindextype next = 0;
  for (auto& [key, slot] : place) {
    slot = next++;
    p.rows.push_back(static_cast<sunindextype>(key.second));
    ++p.starts[key.first + 1];
  }
  for (std::size_t i = 0; i < p.system.size; ++i) p.starts[i + 1] += p.starts[i];
  for (const auto& key : visited) p.slots.push_back(place[key]);

  p.tolerance = tolerance;
  p.matrix = SUNSparseMatrix(n, n, next, CSC_MAT, p.context);
  p.memory = CVodeCreate(CV_BDF, p.context);
  CVodeSetErrHandlerFn(p.memory, stay_silent, nullptr);
  CVodeInit(p.memory, rates, t0, p.y);
  CVodeSetUserData(p.memory, &p);
  CVodeWFtolerances(p.memory, weigh);
  p.solver = SUNLinSol_KLU(p.y, p.matrix, p.context);
  CVodeSetLinearSolver(p.memory, p.solver, p.matrix);
  CVodeSetJacFn(p.memory, jacobian);
  CVodeSetMaxNumSteps(p.memory, -1);
}

CvodeRun::~CvodeRun() = default;

bool CvodeRun::advance(double t) {
  realtype reached = 0;
  const int flag = CVode(parts_->memory, t, parts_->y, &reached, CV_NORMAL);
  if (flag >= 0) return true;
  char* name = CVodeGetReturnFlagName(flag);
  trouble_ = name;
  std::free(name);
  return false;
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
  CvodeCounts c;
  c.steps = steps, c.evaluations = evaluations, c.factorisations = setups,
  c.error_failures = errors;
  c.newton_failures = newton, c.jacobians = jacobians;
  return c;
}

}  // namespace cisterna
