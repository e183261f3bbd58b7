#include "heed/app/plan.h"

#include <cmath>
#include <optional>
#include <string>
#include <unordered_set>

#include "heed/choice/edition.h"

namespace heed::app {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view where) : where_(where) {}

  void read(std::string_view line, std::size_t line_number) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    const std::string place = std::string(where_) + ", line " + std::to_string(line_number);
    const auto refuse = [&](std::string what) {
      problems.emplace_back(Failure::bad_input, std::move(what), place,
                            "the line was left out: correct it");
    };
    auto parsed = parse_json(line, place);
    if (!parsed) return refuse(parsed.error().message);
    const Json& row = *parsed;
    if (!row.is_object()) return refuse("not a JSON object");
    if (!row.contains("id") || !(row["id"].is_string() || row["id"].is_number())) {
      return refuse("a candidate has an \"id\", a string or a number");
    }
    const auto value = number(row, "value"), minutes = number(row, "minutes");
    if (!value) return refuse("\"value\" is not a finite number");
    if (!minutes || *minutes < 0) return refuse("\"minutes\" is not a finite number from 0");
    std::vector<float> vector;
    if (row.contains("vector") && !row["vector"].is_null()) {
      if (!read_vector(row["vector"], vector)) return refuse("\"vector\" is not a list of numbers");
      if (width_ != 0 && vector.size() != width_) {
        return refuse("\"vector\" has another length than the first one");
      }
    }
    if (!seen_.insert(row["id"].dump()).second) return refuse("this \"id\" came before");
    if (!vector.empty()) width_ = vector.size();
    ids.push_back(row["id"]);
    vectors.push_back(std::move(vector));
    candidates.push_back({*value, *minutes, {}});
  }

  std::vector<Json> ids;
  std::vector<std::vector<float>> vectors;
  std::vector<choice::Candidate> candidates;
  std::vector<Error> problems;

 private:
  static std::optional<double> number(const Json& row, const char* field) {
    const auto found = row.find(field);
    if (found == row.end() || !found->is_number()) return {};
    const double value = found->get<double>();
    if (!std::isfinite(value)) return {};
    return value;
  }

  static bool read_vector(const Json& list, std::vector<float>& vector) {
    if (!list.is_array()) return false;
    for (const auto& entry : list) {
      if (!entry.is_number() || !std::isfinite(entry.get<float>())) return false;
      vector.push_back(entry.get<float>());
    }
    return true;
  }

  std::string_view where_;
  std::size_t width_ = 0;
  std::unordered_set<std::string> seen_;
};

}  // namespace

Planned plan_lines(std::string_view lines, std::string_view where, double budget,
                   double redundancy) {
  Reader reader(where);
  std::size_t number = 0;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    reader.read(lines.substr(0, end), ++number);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  for (std::size_t i = 0; i < reader.candidates.size(); ++i) {
    reader.candidates[i].vector = reader.vectors[i];
  }
  const choice::Plan plan = choice::plan(reader.candidates, budget, redundancy);
  Json chosen = Json::array();
  for (const auto i : plan.chosen) chosen.push_back(reader.ids[i]);
  Json document = {{"chosen", std::move(chosen)},
                   {"minutes", plan.minutes},
                   {"value", plan.value},
                   {"bound", plan.bound},
                   {"candidates", reader.candidates.size()}};
  return {std::move(document), std::move(reader.problems)};
}

}  // namespace heed::app
