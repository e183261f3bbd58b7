// A training's state in one safetensors file, written whole or not at all:
//
//   value.NAME    what the parameter is        mean.NAME, square.NAME    Adam's state of it
//   best.NAME     what it was at its best      reached.NAME              1 for rows that Adam knows
//
// of each trainable parameter, as far as they are there; the metadata holds `settings` (what the
// training is: architecture, data, recipe) and `state` (how far it is), both JSON. Numbers survive
// the trip bit for bit.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "heed/nn/optimizer.h"
#include "heed/train/training.h"

namespace heed {

void write_checkpoint(const std::filesystem::path& path, const std::string& settings,
                      const Parameters& parameters, const Adam& adam, const TrainingState& state,
                      const std::vector<std::vector<float>>& best);

// Throws bad_input where the checkpoint's settings differ, naming the first that does, or where it
// is damaged; then nothing has been changed.
void read_checkpoint(const std::filesystem::path& path, const std::string& settings,
                     Parameters& parameters, Adam& adam, TrainingState& state,
                     std::vector<std::vector<float>>& best);

}  // namespace heed
