// heed attend: one attention, computed in double and shown step by step.
#include "heed/attention/attend.h"

#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/cli/attend_input.h"
#include "heed/cli/attend_picture.h"
#include "heed/cli/command.h"

namespace heed::cli {
namespace {

Json rows(const Matrix& m) {  // NaN becomes null
  Json out = Json::array();
  for (std::int64_t i = 0; i < m.rows; ++i) {
    Json row = Json::array();
    for (std::int64_t j = 0; j < m.cols; ++j) {
      row.push_back(std::isnan(m(i, j)) ? Json() : Json(m(i, j)));
    }
    out.push_back(std::move(row));
  }
  return out;
}

Json document(const Attended& attended) {
  Json logits = Json::array(), weights = Json::array();
  for (const Matrix& m : attended.logits) logits.push_back(rows(m));
  for (const Matrix& m : attended.weights) weights.push_back(rows(m));
  return {{"logits", logits},
          {"weights", weights},
          {"output", rows(attended.output)},
          {"pooled", attended.pooled.empty() ? Json() : Json(attended.pooled)}};
}

void refuse_overflow(bool finite, const char* field, const char* what) {
  if (finite) return;
  throw Error(Failure::bad_input, std::string(what) + " beyond the range of a double", field,
              "give smaller numbers");
}

void check_finite(const Attention& a, const Attended& out) {
  for (const Matrix& m : out.logits) {
    for (std::int64_t i = 0; i < m.rows; ++i) {
      for (std::int64_t j = 0; j < m.cols; ++j) {
        refuse_overflow(std::isfinite(m(i, j)) || !a.sees(i, j), "q", "a logit grows");
      }
    }
  }
  for (const double x : out.output.values)
    refuse_overflow(std::isfinite(x), "v", "an output grows");
  for (const double x : out.pooled) refuse_overflow(std::isfinite(x), "v", "the pooled sum grows");
}

int run(const Context& context, const Arguments& arguments) {
  const std::string file = arguments.text("FILE.json", "-");
  const std::string source = file == "-" ? "standard input" : file;
  if (file == "-" && ::isatty(STDIN_FILENO) && !context.quiet) {
    std::cerr << "heed attend reads JSON from the keyboard; end it with Ctrl-D\n";
  }
  const Json input = parse_json(read_file(file), source).take();
  const Attention attention = read_attention(input, source).take();
  const Attended attended = attend(attention);
  check_finite(attention, attended);
  if (context.json) {
    std::cout << to_line(document(attended)) << "\n";
  } else {
    const bool colour = ::isatty(STDOUT_FILENO) && std::getenv("NO_COLOR") == nullptr;
    std::cout << picture(attention, attended, colour);
  }
  return 0;
}

}  // namespace

extern const Command kAttend = {
    "attend",
    "Work one attention out and show it step by step",
    R"(Attention answers a question (a query q) from memory: each key k says how well it fits,
the softmax turns those logits into weights, and the values v are added up by weight.

  echo '{"q":[[1]], "k":[[2],[3],[4]], "v":[[5],[5],[5]], "score":"dot"}' | heed attend

  logits   1·2, 1·3, 1·4                 = 2, 3, 4
  weights  e², e³, e⁴ over their sum     = 0.0900, 0.2447, 0.6652
  output   0.0900·5 + 0.2447·5 + 0.6652·5 = 5

A well-known tutorial adds the three logits to 9 before the softmax and arrives at the weights
(0.2, 0.3, 0.5) and the output 0.8·v. Both are wrong. The softmax acts on the vector of logits and
keeps the ratio e² : e³ : e⁴, which is 1 : 2.7 : 7.4 and not 2 : 3 : 5; and (0.2, 0.3, 0.5) would
add up to 1·v, not 0.8·v. Weights always sum to 1, so equal values come back as they are: here 5.

The document's fields:
  q, k, v   rows of numbers: the queries, the keys, and one value for each key
  heads     1 (default) or more: each takes its part of the columns of q, k and v
  score     dot, scaled (default), general, additive or cosine
  params    general: w; additive: w_q, w_k, v; cosine: temperature (default 1).
            For all heads, or an array of one for each
  causal    true: query i sees only keys 0 … i
  window    n: query i sees only keys i − n … i + n
  mask      a row for each query (or one row for all): true or 1 where a key may be seen
  pool      none (default), mean or max: over the queries

With --json: {"logits", "weights", "output", "pooled"}; the logit of a hidden key is null.)",
    {{"FILE.json", "the document; standard input without it", false}},
    {},
    run};

}  // namespace heed::cli
