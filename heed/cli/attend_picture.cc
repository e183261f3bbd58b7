#include "heed/cli/attend_picture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace heed::cli {
namespace {

constexpr std::int64_t kRows = 24, kColumns = 10, kCells = 64;  // what is shown of larger ones

std::string number(double x, const char* format = "%9.4g") {
  char text[32];
  std::snprintf(text, sizeof text, format, x);
  return text;
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string heat_cell(double weight, bool hidden, bool colour) {
  if (hidden) return "·";
  if (colour) {  // the 24 greys of a 256-colour terminal, two columns wide
    return "\x1b[48;5;" + std::to_string(232 + std::lround(weight * 23)) + "m  \x1b[0m";
  }
  static const char* const kShades[] = {" ", "░", "▒", "▓", "█"};
  return weight < 0.02 ? kShades[0] : kShades[1 + std::min(3, static_cast<int>(weight * 4))];
}

std::string more(std::int64_t shown, std::int64_t all, const char* what) {
  if (all <= shown) return "";
  return "    … and " + std::to_string(all - shown) + " more " + what + ": --json has all\n";
}

std::string heading(char letter, std::int64_t columns) {
  std::string line = "    " + std::string(5, ' ');
  for (std::int64_t j = 0; j < std::min(columns, kColumns); ++j) {
    line += right(letter + std::to_string(j), 10);
  }
  return line + "\n";
}

// Rows of numbers; NaN is shown as a dot. With `heat`, each row ends in its heat map.
std::string table(const Matrix& m, char row, char column, const Matrix* hidden, bool heat,
                  bool colour) {
  std::string text = heading(column, m.cols);
  for (std::int64_t i = 0; i < std::min(m.rows, kRows); ++i) {
    text += "    " + right(row + std::to_string(i), 5);
    const auto is_hidden = [&](std::int64_t j) {
      return hidden != nullptr && std::isnan((*hidden)(i, j));
    };
    for (std::int64_t j = 0; j < std::min(m.cols, kColumns); ++j) {
      text += " " + (is_hidden(j) ? std::string(8, ' ') + "-"
                                  : number(m(i, j), heat ? "%9.4f" : "%9.4g"));
    }
    if (heat) {
      text += "   ";
      for (std::int64_t j = 0; j < std::min(m.cols, kCells); ++j) {
        text += heat_cell(m(i, j), is_hidden(j), colour);
      }
    }
    text += "\n";
  }
  return text + more(kRows, m.rows, "rows") + more(kColumns, m.cols, "columns");
}

const char* formula(Score score) {
  switch (score) {
    case Score::dot:
      return "dot: q·k";
    case Score::scaled:
      return "scaled: q·k / √d";
    case Score::general:
      return "general: qᵀ W k";
    case Score::additive:
      return "additive: vᵀ tanh(W_q q + W_k k)";
    case Score::cosine:
      return "cosine: q·k / (‖q‖ ‖k‖ τ)";
  }
  return "";
}

// The first output worked out in full: 0.0900·5 + 0.2447·5 + 0.6652·5 = 5.
std::string worked(const Attention& a, const Attended& out) {
  std::string sum;
  for (std::int64_t j = 0; j < std::min<std::int64_t>(a.k.rows, 6); ++j) {
    if (!a.sees(0, j)) continue;
    sum += (sum.empty() ? "" : " + ") + number(out.weights[0](0, j), "%.4f") + "·" +
           number(a.v(j, 0), "%.4g");
  }
  if (a.k.rows > 6) sum += " + …";
  if (sum.empty()) return "    q0 sees nothing: zeros\n";
  return "    the first of them: " + sum + " = " + number(out.output(0, 0), "%.6g") + "\n";
}

std::string count(std::int64_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

}  // namespace

std::string picture(const Attention& a, const Attended& out, bool colour) {
  std::string text = count(a.heads, "head", "heads") + ", " + count(a.q.rows, "query", "queries") +
                     ", " + count(a.k.rows, "key", "keys") + ", score " + formula(a.score) + "\n";
  for (int head = 0; head < a.heads; ++head) {
    const std::string of = a.heads == 1 ? "" : " of head " + std::to_string(head);
    const Matrix& logits = out.logits[head];
    text += "\n1  logits" + of + ": how well each key (k) answers each query (q)\n" +
            table(logits, 'q', 'k', &logits, false, colour) + "\n2  weights" + of +
            ": the softmax of each row; seen keys share 1 among them\n" +
            table(out.weights[head], 'q', 'k', &logits, true, colour);
  }
  text += "\n3  output: the values (v) added up by weight\n" +
          table(out.output, 'q', 'c', nullptr, false, colour) + worked(a, out);
  if (!out.pooled.empty()) {
    Matrix pooled(1, static_cast<std::int64_t>(out.pooled.size()));
    pooled.values = out.pooled;
    text += std::string("\n4  pooled: the ") + (a.pool == QueryPool::max ? "largest" : "mean") +
            " of each column over the queries\n" + table(pooled, 'z', 'c', nullptr, false, colour);
  }
  return text;
}

}  // namespace heed::cli
