// tokenize FILE: WordPiece on one thread, counted in megabytes.
#include <memory>

#include "bench/worker.h"
#include "heed/base/files.h"
#include "heed/model/registry.h"
#include "heed/text/tokenizer.h"

namespace heed::bench {

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

Work tokenize_work(const std::vector<std::string>& arguments) {
  const auto tokenizer = std::make_shared<Tokenizer>(Tokenizer::open(model_folder("minilm")));
  const auto lines = std::make_shared<std::vector<std::string>>(lines_of(arguments.at(0)));
  double bytes = 0;
  for (const auto& line : *lines) bytes += static_cast<double>(line.size());
  return {bytes / 1e6, [tokenizer, lines] {
            Encoding encoding;
            for (const auto& line : *lines) tokenizer->encode(line, encoding);
          }};
}

}  // namespace heed::bench
