// A trained classifier against a file of labelled texts.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "heed/train/metrics.h"

namespace heed {

struct Evaluation {
  std::vector<std::string> labels;
  Metrics metrics;
  double ece = 0;
  std::map<std::string, GroupMetrics> groups;  // by the value of the column asked for
};

// Throws not_found or bad_input: also for a label that the classifier does not know, and for a
// column that the file does not have.
Evaluation evaluate(const std::filesystem::path& model, const std::filesystem::path& data,
                    const std::optional<std::string>& group);

}  // namespace heed
