// tokenize FILE: WordPiece on one thread, counted in megabytes.
#include <memory>

#include "heed/base/files.h"
#include "heed/base/random.h"
#include "heed/measure/work.h"
#include "heed/model/registry.h"
#include "heed/text/tokenizer.h"

namespace heed::measure {

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines(1);
  for (const char c : read_file(path)) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

namespace {

Work tokenize_lines(const std::string& model, std::vector<std::string> given) {
  const auto tokenizer = std::make_shared<Tokenizer>(Tokenizer::open(model_folder(model)));
  const auto lines = std::make_shared<std::vector<std::string>>(std::move(given));
  double bytes = 0;
  for (const auto& line : *lines) bytes += static_cast<double>(line.size());
  return {bytes / 1e6, [tokenizer, lines] {
            Encoding encoding;
            for (const auto& line : *lines) tokenizer->encode(line, encoding);
          }};
}

}  // namespace

Work tokenize_work(const std::vector<std::string>& arguments) {
  return tokenize_lines("minilm", lines_of(arguments.at(0)));
}

Work tokenize_sample_work(const std::string& model) {
  const auto tokenizer = Tokenizer::open(model_folder(model));
  Random random(0);
  std::vector<std::string> lines(1000);
  for (auto& line : lines) {
    for (int word = 0; word < 12; ++word) {
      line +=
          tokenizer.token(static_cast<std::int32_t>(random.below(tokenizer.vocabulary()))) + " ";
    }
  }
  return tokenize_lines(model, std::move(lines));
}

}  // namespace heed::measure
