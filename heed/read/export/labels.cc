#include "heed/read/export/labels.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/json_fields.h"

namespace heed::read {
namespace {

constexpr std::size_t kMostLabels = 100;
constexpr std::size_t kLongestLabel = 120;  // bytes

// What stands between quotes of either kind, as in ['one', "it's", 'it\'s'].
std::vector<std::string> quoted_in(std::string_view list) {
  std::vector<std::string> labels;
  char quote = 0;
  for (std::size_t at = 0; at < list.size(); ++at) {
    const char c = list[at];
    if (quote == 0) {
      if (c != '"' && c != '\'') continue;
      quote = c;
      labels.emplace_back();
    } else if (c == quote) {
      quote = 0;
    } else {
      if (c == '\\' && at + 1 < list.size()) ++at;
      labels.back() += list[at];
    }
  }
  return labels;
}

}  // namespace

std::vector<std::string> labels_in(std::string_view cell) {
  cell = trim(cell);
  if (!cell.starts_with('[')) return split(cell, cell.find('|') == cell.npos ? ",;" : "|");
  if (auto json = parse_strange_json(cell, "")) {
    return labels_field(Json{{"labels", std::move(*json)}}, "labels");
  }
  return quoted_in(cell);
}

std::string label_of(std::string_view words) {
  return std::string(trim(start_of_utf8(fold_space(words), kLongestLabel)));
}

void add_label(Item& item, std::string_view words) {
  auto label = label_of(words);
  auto& known = item.categories;
  if (label.empty() || known.size() >= kMostLabels) return;
  if (std::find(known.begin(), known.end(), label) == known.end())
    known.push_back(std::move(label));
}

}  // namespace heed::read
