// A training's checkpoint: taken up, so that a step can follow, or refused with nothing changed.
#include "heed/train/checkpoint.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>

#include "heed/base/error.h"
#include "heed/base/files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed;
  static const TemporaryFolder folder;
  const auto path = folder.path() / "checkpoint";
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(data), size);
  Parameters parameters;
  auto* const w = parameters.add("w", {2, 3}, Initial::ones());
  auto* const e = parameters.add_table("e", {2, 2}, Initial::ones());
  parameters.want_gradients();
  Adam adam(parameters);
  TrainingState state;
  std::vector<std::vector<float>> best;
  try {
    read_checkpoint(path, R"({"a":1})", parameters, adam, state, best);
  } catch (const Error& error) {
    if (error.failure != Failure::bad_input || adam.steps() != 0 || !best.empty()) std::abort();
    for (const auto& parameter : parameters) {
      for (const float value : parameter.tensor.values()) {
        if (value != 1) std::abort();
      }
    }
    return 0;
  }
  if (!best.empty() && best.size() != parameters.size()) std::abort();
  w->tensor.grad[0] = e->tensor.grad[0] = 1;
  e->touched->touch(0);
  adam.step(0.1f);
  return 0;
}
