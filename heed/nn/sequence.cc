#include "heed/nn/sequence.h"

#include <array>
#include <cmath>

#include "heed/tensor/ops/linear.h"
#include "heed/tensor/ops/recurrent.h"
#include "heed/tensor/ops/rows.h"
#include "heed/tensor/ops/unfold.h"

namespace heed {

Convolution::Convolution(Parameters& parameters, const std::string& name, std::int64_t in,
                         std::int64_t out, std::int64_t taps)
    : width(taps), linear(parameters, name, taps * in, out) {}

Tensor Convolution::operator()(Pass& pass, Tensor x, Ragged items, Activation activation) const {
  return linear(pass, unfold(pass, x, items, width), activation);
}

Recurrent::Recurrent(Parameters& parameters, const std::string& name, Kind which, std::int64_t in,
                     std::int64_t hidden, bool both_ways)
    : kind(which) {
  const auto gates = (kind == Kind::lstm ? 4 : 3) * hidden;
  const auto initial = Initial::uniform(1 / std::sqrt(static_cast<float>(hidden)));
  for (const std::string way : {"", "_reverse"}) {
    if (!way.empty() && !both_ways) break;
    directions.push_back({parameters.add(name + ".weight_ih_l0" + way, {gates, in}, initial),
                          parameters.add(name + ".bias_ih_l0" + way, {gates}, initial),
                          parameters.add(name + ".weight_hh_l0" + way, {gates, hidden}, initial),
                          parameters.add(name + ".bias_hh_l0" + way, {gates}, initial)});
  }
}

Tensor Recurrent::operator()(Pass& pass, Tensor x, Ragged items) const {
  const auto layer = kind == Kind::lstm ? lstm : gru;
  std::array<Tensor, 2> states;
  for (std::size_t way = 0; way < directions.size(); ++way) {
    const auto& d = directions[way];
    const Tensor gates = linear(pass, x, *d.input_weight, *d.input_bias);
    states[way] = layer(pass, gates, *d.state_weight, *d.state_bias, items, way == 1);
  }
  return directions.size() == 1 ? states[0] : concatenate_columns(pass, states);
}

}  // namespace heed
