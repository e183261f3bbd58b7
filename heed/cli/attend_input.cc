#include "heed/cli/attend_input.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

namespace heed::cli {
namespace {

// Thrown within this file only: read_attention() is its door.
[[noreturn]] void refuse(const std::string& where, const std::string& what,
                         const std::string& remedy) {
  throw Error(Failure::bad_input, what, where, remedy);
}

std::string join(std::initializer_list<std::string_view> words) {
  std::string text;
  for (const auto word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

std::string shape(std::int64_t rows, std::int64_t cols) {
  return "[" + std::to_string(rows) + "][" + std::to_string(cols) + "]";
}

void refuse_others(const Json& object, const std::string& prefix,
                   std::initializer_list<std::string_view> known, const std::string& of) {
  for (const auto& [name, value] : object.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      refuse(prefix + name, "no such field" + of,
             known.size() == 0 ? "leave it out" : "the fields are " + join(known));
    }
  }
}

std::vector<double> read_row(const Json& row, const std::string& where) {
  if (!row.is_array() || row.empty()) {
    refuse(where, "a row is not an array of one number or more", "give rows like [1, 2.5]");
  }
  std::vector<double> out;
  for (const auto& x : row) {
    if (!x.is_number()) {
      refuse(where, x.dump() + " is not a number", "give numbers alone");
    }
    out.push_back(x.get<double>());
  }
  return out;
}

Matrix read_matrix(const Json& value, const std::string& where) {
  if (!value.is_array() || value.empty() || !value.front().is_array()) {
    refuse(where, "not an array of one row or more", "give rows like [[1, 2], [3, 4]]");
  }
  Matrix m;
  for (const auto& row : value) {
    const auto numbers = read_row(row, where);
    const auto count = static_cast<std::int64_t>(numbers.size());
    if (m.rows > 0 && count != m.cols) {
      refuse(where,
             "row " + std::to_string(m.rows) + " has " + std::to_string(count) +
                 " numbers where row 0 has " + std::to_string(m.cols),
             "give rows of one length");
    }
    m.cols = count;
    ++m.rows;
    m.values.insert(m.values.end(), numbers.begin(), numbers.end());
  }
  return m;
}

Matrix needed_matrix(const Json& document, const char* name) {
  if (!document.contains(name)) refuse(name, "missing", "give q, k and v as arrays of rows");
  return read_matrix(document[name], name);
}

bool read_switch(const Json& value, const std::string& where) {
  if (!value.is_boolean()) refuse(where, "neither true nor false", "give true or false");
  return value.get<bool>();
}

std::int64_t read_count(const Json& value, const std::string& where, std::int64_t low) {
  const double x = value.is_number() ? value.get<double>() : -1;
  if (!value.is_number() || x != std::floor(x) || x < static_cast<double>(low)) {
    refuse(where, value.dump() + " is not a whole number from " + std::to_string(low) + " up",
           "give one");
  }
  return static_cast<std::int64_t>(std::min(x, 1e15));
}

template <class Choice>
Choice read_choice(const Json& value, const std::string& where,
                   std::initializer_list<std::pair<std::string_view, Choice>> choices) {
  std::string names;
  for (const auto& [name, choice] : choices) {
    if (value.is_string() && value.get_ref<const std::string&>() == name) return choice;
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  refuse(where, value.dump() + " is not one of them", "give one of " + names);
}

// One for all heads, `levels` deep, or one for each head, a level deeper.
std::vector<const Json*> per_head(const Json& params, const std::string& name, int levels,
                                  int heads) {
  const std::string where = "params." + name;
  if (!params.contains(name)) refuse(where, "missing", "this score needs it");
  const Json& value = params[name];
  int depth = 0;
  for (const Json* at = &value; at->is_array() && !at->empty(); at = &at->front()) ++depth;
  if (depth == levels) return {&value};
  if (depth != levels + 1 || value.size() != static_cast<std::size_t>(heads)) {
    refuse(where,
           "not " + std::to_string(levels) + " levels of arrays, nor one of them for each of " +
               std::to_string(heads) + (heads == 1 ? " head" : " heads"),
           "give one for all heads, or an array of one for each");
  }
  std::vector<const Json*> each;
  for (const auto& one : value) each.push_back(&one);
  return each;
}

std::vector<Matrix> read_matrices(const Json& params, const std::string& name, int heads,
                                  std::int64_t rows, std::int64_t cols) {
  std::vector<Matrix> out;
  for (const Json* value : per_head(params, name, 2, heads)) {
    out.push_back(read_matrix(*value, "params." + name));
    const Matrix& m = out.back();
    if (rows < 0) rows = m.rows;
    if (m.rows != rows || m.cols != cols) {
      refuse("params." + name,
             "its shape is " + shape(m.rows, m.cols) + ", not " + shape(rows, cols),
             "give it that shape, for all heads or for each");
    }
  }
  return out;
}

void read_additive(const Json& params, Attention& a) {
  const std::int64_t d_q = a.q.cols / a.heads, d_k = a.k.cols / a.heads;
  a.w_q = read_matrices(params, "w_q", a.heads, -1, d_q);
  const std::int64_t width = a.w_q.front().rows;
  a.w_k = read_matrices(params, "w_k", a.heads, width, d_k);
  for (const Json* value : per_head(params, "v", 1, a.heads)) {
    a.v_a.push_back(read_row(*value, "params.v"));
    if (static_cast<std::int64_t>(a.v_a.back().size()) != width) {
      refuse("params.v",
             "it has " + std::to_string(a.v_a.back().size()) + " numbers where w_q has " +
                 std::to_string(width) + " rows",
             "give a number for each row of w_q");
    }
  }
}

void read_params(const Json& document, Attention& a) {
  static const Json kNone = Json::object();
  const Json& params = document.contains("params") ? document["params"] : kNone;
  if (!params.is_object()) refuse("params", "not an object", "give {\"w\": …} or leave it out");
  const std::string of = " for this score";
  if (a.score == Score::general) {
    refuse_others(params, "params.", {"w"}, of);
    a.w = read_matrices(params, "w", a.heads, a.q.cols / a.heads, a.k.cols / a.heads);
  } else if (a.score == Score::additive) {
    refuse_others(params, "params.", {"w_q", "w_k", "v"}, of);
    read_additive(params, a);
  } else if (a.score == Score::cosine) {
    refuse_others(params, "params.", {"temperature"}, of);
    if (!params.contains("temperature")) return;
    const Json& t = params["temperature"];
    if (!t.is_number() || !(t.get<double>() > 0)) {
      refuse("params.temperature", t.dump() + " is not a number above 0", "give one, such as 0.1");
    }
    a.temperature = t.get<double>();
  } else {
    refuse_others(params, "params.", {}, of);
  }
}

void read_mask(const Json& value, Attention& a) {
  const auto wrong = [&] {
    refuse("mask",
           "its shape is neither " + shape(a.q.rows, a.k.rows) + " nor " + shape(1, a.k.rows),
           "give a row for each query, or one row for all");
  };
  if (!value.is_array() || (value.size() != 1 && value.size() != std::size_t(a.q.rows))) wrong();
  for (const auto& row : value) {
    if (!row.is_array() || row.size() != static_cast<std::size_t>(a.k.rows)) wrong();
    auto& out = a.mask.emplace_back();
    for (const auto& x : row) {
      const bool yes = x == true || x == 1, no = x == false || x == 0;
      if (!yes && !no) {
        refuse("mask", x.dump() + " is neither true, false, 1 nor 0",
               "give true or 1 for what may be seen");
      }
      out.push_back(yes);
    }
  }
}

void check_shapes(const Attention& a) {
  if (a.v.rows != a.k.rows) {
    refuse("v",
           "it has " + std::to_string(a.v.rows) + " rows where k has " + std::to_string(a.k.rows),
           "give a value for each key");
  }
  for (const auto& [name, m] : {std::pair{"q", &a.q}, {"k", &a.k}, {"v", &a.v}}) {
    if (m->cols % a.heads != 0) {
      refuse("heads",
             std::to_string(a.heads) + " does not divide the " + std::to_string(m->cols) +
                 " columns of " + name,
             "give a number that divides the columns of q, k and v");
    }
  }
  const bool free = a.score == Score::general || a.score == Score::additive;
  if (!free && a.q.cols != a.k.cols) {
    refuse("k",
           "its rows have " + std::to_string(a.k.cols) + " numbers where those of q have " +
               std::to_string(a.q.cols),
           "give equally long rows, or use the score general or additive");
  }
}

Attention read(const Json& d) {
  refuse_others(
      d, "", {"q", "k", "v", "heads", "score", "params", "causal", "window", "mask", "pool"}, "");
  Attention a;
  a.q = needed_matrix(d, "q");
  a.k = needed_matrix(d, "k");
  a.v = needed_matrix(d, "v");
  if (d.contains("heads")) {
    a.heads = static_cast<int>(std::min<std::int64_t>(read_count(d["heads"], "heads", 1), 1 << 30));
  }
  if (d.contains("score")) {
    a.score = read_choice<Score>(d["score"], "score",
                                 {{"dot", Score::dot},
                                  {"scaled", Score::scaled},
                                  {"general", Score::general},
                                  {"additive", Score::additive},
                                  {"cosine", Score::cosine}});
  }
  check_shapes(a);
  read_params(d, a);
  if (d.contains("causal")) a.causal = read_switch(d["causal"], "causal");
  if (d.contains("window")) a.window = read_count(d["window"], "window", 0);
  if (d.contains("mask")) read_mask(d["mask"], a);
  if (d.contains("pool")) {
    a.pool = read_choice<QueryPool>(
        d["pool"], "pool",
        {{"none", QueryPool::none}, {"mean", QueryPool::mean}, {"max", QueryPool::max}});
  }
  return a;
}

}  // namespace

Result<Attention> read_attention(const Json& document, std::string_view source) {
  try {
    if (!document.is_object()) {
      refuse(std::string(source), "not a JSON object", "give {\"q\": …, \"k\": …, \"v\": …}");
    }
    return read(document);
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace heed::cli
