#include "study/body_account.hpp"

#include <cmath>

namespace cisterna {
namespace {

double sum(std::span<const double> y, std::size_t first, std::size_t count) {
  double s = 0;
  for (const double x : y.subspan(first, count)) s += x;
  return s;
}

double sizes(std::span<const double> y, std::size_t first, std::size_t count) {
  double s = 0;
  for (const double x : y.subspan(first, count)) s += std::abs(x);
  return s;
}

void close(BodyAccount& a, double within) {
  const double change = a.after.sum() - a.before.sum(), across = a.in() + a.out();
  const double throughput = within + across + std::abs(change);
  a.residual = throughput > 0 ? (a.in() - a.out() - change) / throughput : 0;
}

}  // namespace

BodyStock water_of(const BodyBlood& blood, const LymphNetwork& w, const StateLayout& at,
                   std::span<const double> y) {
  return {blood.blood(), sum(y, at.tissue, w.tissue.patches), sum(y, at.volume, w.cells()),
          -blood.under_way().water()};
}

BodyStock protein_of(const BodyBlood& blood, const LymphNetwork& w, const StateLayout& at,
                     std::span<const double> y) {
  return {blood.protein(), sum(y, at.protein + w.cells(), w.tissue.patches),
          sum(y, at.protein, w.cells()), -blood.under_way().protein};
}

void close_accounts(const OutsideCount& outside, const LymphNetwork& w, const StateLayout& at,
                    std::span<const double> y, BodyAccount& water, BodyAccount& protein) {
  const OutsideExchange& amount = outside.amount;
  water.infusion = amount.infused(), water.drinking = amount.drinking;
  water.bleeding = amount.bled(), water.urine = amount.urine;
  water.insensible = amount.insensible;
  protein.infusion = amount.infused_protein, protein.bleeding = outside.bled_protein;
  close(water, sizes(y, at.filtered, w.tissue.patches) +
                   sizes(y, at.absorbed, w.node_exchange.size()) +
                   sizes(y, at.metered, metered_boundaries(w).size()));
  close(protein, std::abs(y[at.protein_filtered]) + std::abs(y[at.protein_out]));
}

}  // namespace cisterna
