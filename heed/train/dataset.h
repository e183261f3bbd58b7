// Labelled texts, as people keep them: CSV with a header, or JSON Lines with one object on each
// line. `label` and `text` may stand in any order; the other columns are kept for grouping.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/error.h"

namespace heed {

struct Dataset {
  std::string source;  // the file, for errors
  std::vector<std::string> texts;
  std::vector<std::string> labels;
  std::vector<std::size_t> lines;  // where each item begins, counted from 1
  std::map<std::string, std::vector<std::string>, std::less<>> others;

  std::size_t size() const { return texts.size(); }
};

enum class DataFormat { csv, json_lines };

// Refuses a file without `label` or `text`, an item without a label, and a file without items. In
// JSON Lines a label may be a string, a number or a boolean; a missing other field is "".
Result<Dataset> parse_dataset(std::string_view bytes, DataFormat format, std::string_view where);

// By the ending: .csv is CSV; .jsonl, .ndjson and .json are JSON Lines; else by the first byte.
Result<Dataset> read_dataset(const std::filesystem::path& path);

// The labels, each once: by number where all are whole numbers, else by bytes.
std::vector<std::string> label_names(const Dataset& data);

// Each item's place in `names`; an unknown label is refused, with its line.
Result<std::vector<std::int32_t>> label_ids(const Dataset& data,
                                            const std::vector<std::string>& names);

// Takes about `share` of each label's items (at least one of a label that has two) out of `data`,
// chosen by the seed alone.
Dataset split_off(Dataset& data, double share, std::uint64_t seed);

// A number that differs for data that differ: the texts and labels, in order.
std::uint64_t fingerprint(const Dataset& data);

}  // namespace heed
