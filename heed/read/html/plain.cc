#include "heed/read/html/plain.h"

#include <algorithm>
#include <string>
#include <vector>

#include "heed/read/ascii.h"

namespace heed::read::html {
namespace {

constexpr std::ptrdiff_t kNarrowest = 60, kWidest = 80;  // characters at which programs wrap
constexpr std::size_t kMostLines = 4096;                 // of a paragraph; then another begins

std::ptrdiff_t length_of(std::string_view line) {
  return std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

// Whether it may go on with what the line before it began: no quotation, entry of a list, indent.
bool may_go_on(std::string_view line) {
  return static_cast<unsigned char>(line[0]) >= 0x80 || is_letter(line[0]) || line[0] == '(' ||
         line[0] == '"' || line[0] == '\'';
}

class Paragraph {
 public:
  explicit Paragraph(const std::vector<std::string_view>& lines) : lines_(lines) {
    for (const auto line : lines) {
      if (const auto length = length_of(line); length <= kWidest) width_ = std::max(width_, length);
    }
  }

  // Whether the break before line `i` is there only because its first word didn't fit.
  bool is_wrapped(std::size_t i) const {
    const auto before = lines_[i - 1], line = lines_[i];
    const auto word = line.substr(0, line.find(' '));
    return width_ >= kNarrowest && may_go_on(before) && may_go_on(line) &&
           length_of(before) <= width_ && length_of(before) + 1 + length_of(word) > width_;
  }

 private:
  const std::vector<std::string_view>& lines_;
  std::ptrdiff_t width_ = 0;
};

void write(Builder& builder, const std::vector<std::string_view>& lines) {
  const Paragraph paragraph(lines);
  std::string run;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && paragraph.is_wrapped(i)) {
      run += ' ';
    } else if (i > 0) {
      builder.text(std::move(run));
      builder.start("br", {});
      run.clear();
    }
    run += lines[i];
  }
  builder.text(std::move(run));
}

}  // namespace

Tree tree_of_plain(std::string_view text) {
  Tree tree;
  Builder builder(tree);
  std::string clean(text);
  std::erase_if(clean, [](char c) { return static_cast<unsigned char>(c) < ' ' && !is_space(c); });
  std::string_view rest = clean;
  if (trim(rest).find('\n') == rest.npos) {
    builder.text(std::string(trim(rest)));
    return tree;
  }
  std::vector<std::string_view> lines;
  while (!rest.empty() && !tree.is_full()) {
    auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line);
    const bool goes_on = !line.empty() && !rest.empty() && lines.size() < kMostLines;
    if (lines.empty() || goes_on) continue;
    builder.start("p", {});
    write(builder, lines);
    builder.end("p");
    lines.clear();
  }
  return tree;
}

}  // namespace heed::read::html
