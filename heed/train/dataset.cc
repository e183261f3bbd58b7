#include "heed/train/dataset.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/base/random.h"
#include "heed/train/csv.h"

namespace heed {
namespace {

Error at_line(std::string what, std::string_view where, std::size_t line, std::string remedy) {
  return Error(Failure::bad_input, std::move(what),
               std::string(where) + " line " + std::to_string(line), std::move(remedy));
}

Dataset from_csv(std::string_view bytes, std::string_view where) {
  auto table = parse_csv(bytes, where).take();
  const auto column = [&](std::string_view name) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), name);
    if (found == table.columns.end()) {
      throw at_line("there is no column \"" + std::string(name) + "\"", where, 1,
                    "name it in the first line: label,text");
    }
    return static_cast<std::size_t>(found - table.columns.begin());
  };
  const auto label = column("label"), text = column("text");
  Dataset data;
  for (auto& row : table.rows) {
    data.lines.push_back(row.line);
    data.labels.push_back(std::move(row.fields[label]));
    data.texts.push_back(std::move(row.fields[text]));
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c != label && c != text) {
        data.others[table.columns[c]].push_back(std::move(row.fields[c]));
      }
    }
  }
  return data;
}

std::string plain(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? "" : to_line(value);
}

void add_object(Dataset& data, const Json& object, std::string_view where, std::size_t line) {
  if (!object.is_object()) throw at_line("this is not an object", where, line, "write {…}");
  const auto field = [&](const char* name) -> const Json& {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null() || found->is_structured()) {
      throw at_line("there is no \"" + std::string(name) + "\"", where, line,
                    R"(write {"label": "…", "text": "…"})");
    }
    return *found;
  };
  if (!field("text").is_string()) {
    throw at_line("\"text\" is not a string", where, line, "put it in quotes");
  }
  data.texts.push_back(field("text").get<std::string>());
  data.labels.push_back(plain(field("label")));
  data.lines.push_back(line);
  for (const auto& [key, value] : object.items()) {
    if (key != "text" && key != "label") {
      auto& column = data.others[key];
      column.resize(data.size() - 1);
      column.push_back(plain(value));
    }
  }
}

Dataset from_json_lines(std::string_view bytes, std::string_view where) {
  Dataset data;
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  for (std::size_t line = 1; !bytes.empty(); ++line) {
    const auto text = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), text.size() + 1));
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto place = std::string(where) + " line " + std::to_string(line);
    add_object(data, parse_json(text, place).take(), where, line);
  }
  for (auto& [name, column] : data.others) column.resize(data.size());
  return data;
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t value{};
  const auto* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc() || stop != end) return std::nullopt;
  return value;
}

Dataset keep(const Dataset& data, const std::vector<bool>& chosen, bool which) {
  Dataset out;
  out.source = data.source;
  for (std::size_t i = 0; i < data.size(); ++i) {
    if (chosen[i] != which) continue;
    out.texts.push_back(data.texts[i]);
    out.labels.push_back(data.labels[i]);
    out.lines.push_back(data.lines[i]);
    for (const auto& [name, column] : data.others) out.others[name].push_back(column[i]);
  }
  return out;
}

}  // namespace

Result<Dataset> parse_dataset(std::string_view bytes, DataFormat format, std::string_view where) {
  try {
    auto data = format == DataFormat::csv ? from_csv(bytes, where) : from_json_lines(bytes, where);
    data.source = where;
    if (data.size() == 0) {
      return Error(Failure::bad_input, "there are no items", std::string(where),
                   "add lines with a label and a text");
    }
    for (std::size_t i = 0; i < data.size(); ++i) {
      if (data.labels[i].empty()) {
        return at_line("the label is empty", where, data.lines[i], "name the item's class");
      }
    }
    return data;
  } catch (Error& error) {
    return std::move(error);
  }
}

Result<Dataset> read_dataset(const std::filesystem::path& path) {
  try {
    const auto bytes = read_file(path);
    const auto ending = path.extension().string();
    const auto first = bytes.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    const bool braces = first != std::string::npos && bytes[first] == '{';
    const bool json = ending == ".jsonl" || ending == ".ndjson" || ending == ".json" ||
                      (ending != ".csv" && braces);
    return parse_dataset(bytes, json ? DataFormat::json_lines : DataFormat::csv, path.string());
  } catch (Error& error) {
    return std::move(error);
  }
}

std::vector<std::string> label_names(const Dataset& data) {
  auto names = data.labels;
  const bool numbers =
      std::all_of(names.begin(), names.end(), [](const auto& n) { return whole_number(n); });
  std::sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
    if (!numbers) return a < b;
    const auto x = *whole_number(a), y = *whole_number(b);
    return x != y ? x < y : a < b;
  });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<std::vector<std::int32_t>> label_ids(const Dataset& data,
                                            const std::vector<std::string>& names) {
  std::map<std::string_view, std::int32_t> places;
  for (const auto& name : names) places.emplace(name, static_cast<std::int32_t>(places.size()));
  std::vector<std::int32_t> ids;
  ids.reserve(data.size());
  for (std::size_t i = 0; i < data.size(); ++i) {
    const auto found = places.find(data.labels[i]);
    if (found == places.end()) {
      return at_line("the label \"" + data.labels[i] + "\" was not seen in training", data.source,
                     data.lines[i], "correct it, or train with items of this label");
    }
    ids.push_back(found->second);
  }
  return ids;
}

Dataset split_off(Dataset& data, double share, std::uint64_t seed) {
  std::map<std::string_view, std::vector<std::size_t>> by_label;
  for (std::size_t i = 0; i < data.size(); ++i) by_label[data.labels[i]].push_back(i);
  Random random(seed);
  std::vector<bool> chosen(data.size());
  for (auto& [label, items] : by_label) {
    random.shuffle(items);
    auto take = static_cast<std::size_t>(share * static_cast<double>(items.size()) + 0.5);
    if (take == 0 && items.size() > 1) take = 1;
    for (std::size_t k = 0; k < take; ++k) chosen[items[k]] = true;
  }
  auto out = keep(data, chosen, true);
  data = keep(data, chosen, false);
  return out;
}

std::uint64_t fingerprint(const Dataset& data) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  const auto add = [&](const std::string& text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    hash = (hash ^ 0x100) * 0x100000001b3;  // no byte: the end of a text
  };
  for (std::size_t i = 0; i < data.size(); ++i) {
    add(data.labels[i]);
    add(data.texts[i]);
  }
  return hash;
}

}  // namespace heed
