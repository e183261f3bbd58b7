// heed tokenize: lines in, tokens out
#include <algorithm>
#include <iostream>

#include "heed/base/files.h"
#include "heed/base/npy.h"
#include "heed/base/threads.h"
#include "heed/cli/command.h"
#include "heed/model/registry.h"
#include "heed/text/lines.h"
#include "heed/text/tokenizer.h"

namespace heed::cli {
namespace {

constexpr std::size_t kLinesAtOnce = 1 << 14;  // of which the output waits in memory
constexpr std::size_t kGrain = 128;            // lines for one thread at a time
constexpr std::size_t kMostInput = std::size_t{1} << 34;

void append_quoted(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (byte < 0x20) {
      ((out += "\\u00") += kHex[byte >> 4]) += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_json(std::string& out, const Tokenizer& tokenizer, const Encoding& encoding) {
  const auto list = [&](const char* name, auto&& item) {
    out += name;
    for (std::size_t i = 0; i < encoding.ids.size(); ++i) {
      if (i > 0) out += ',';
      item(i);
    }
    out += ']';
  };
  list("{\"ids\":[", [&](std::size_t i) { out += std::to_string(encoding.ids[i]); });
  list(",\"tokens\":[", [&](std::size_t i) { append_quoted(out, tokenizer.token(encoding, i)); });
  list(",\"offsets\":[", [&](std::size_t i) {
    (out += '[') += std::to_string(encoding.spans[i].begin);
    ((out += ',') += std::to_string(encoding.spans[i].end)) += ']';
  });
  out += "}\n";
}

// Calls each(encoding, block) for all lines, where block is the number of a range of lines that one
// thread works through, then done(blocks) in order, batch by batch.
template <class Each, class Done>
void tokenize_all(const Tokenizer& tokenizer, std::span<const std::string_view> lines, Each&& each,
                  Done&& done) {
  while (!lines.empty()) {
    const auto batch = lines.first(std::min(lines.size(), kLinesAtOnce));
    parallel_for(batch.size(), kGrain, [&](std::size_t begin, std::size_t end) {
      Encoding encoding;
      for (std::size_t i = begin; i < end; ++i) {
        tokenizer.encode(batch[i], encoding);
        each(encoding, begin / kGrain);
      }
    });
    done((batch.size() + kGrain - 1) / kGrain);
    lines = lines.subspan(batch.size());
  }
}

void write_ids(const Tokenizer& tokenizer, std::span<const std::string_view> lines,
               const std::string& path) {
  std::vector<std::vector<std::int32_t>> parts(kLinesAtOnce / kGrain);
  std::vector<std::int32_t> ids;
  tokenize_all(
      tokenizer, lines,
      [&](const Encoding& encoding, std::size_t block) {
        parts[block].insert(parts[block].end(), encoding.ids.begin(), encoding.ids.end());
      },
      [&](std::size_t blocks) {
        for (std::size_t i = 0; i < blocks; ++i) {
          ids.insert(ids.end(), parts[i].begin(), parts[i].end());
          parts[i].clear();
        }
      });
  write_npy(path, ids);
}

void print_lines(const Tokenizer& tokenizer, std::span<const std::string_view> lines) {
  std::vector<std::string> parts(kLinesAtOnce / kGrain);
  tokenize_all(
      tokenizer, lines,
      [&](const Encoding& encoding, std::size_t block) {
        append_json(parts[block], tokenizer, encoding);
      },
      [&](std::size_t blocks) {
        for (std::size_t i = 0; i < blocks; ++i) {
          std::cout << parts[i];
          parts[i].clear();
        }
      });
}

int tokenize(const Context&, const Arguments& arguments) {
  const auto tokenizer = Tokenizer::open(model_folder(arguments.text("--model", "minilm")));
  const auto input = read_file("-", kMostInput);
  const auto lines = split_lines(input);
  if (arguments.has("--out")) {
    write_ids(tokenizer, lines, arguments.text("--out"));
  } else {
    print_lines(tokenizer, lines);
  }
  return 0;
}

}  // namespace

extern const Command kTokenize = {
    "tokenize",
    "Cut lines of text into a model's tokens",
    "Reads lines from standard input and prints, for each, one line of JSON: ids, tokens and "
    "offsets, in bytes of the line. Equal to Hugging Face's tokenizers.\n\n"
    "  echo 'Attention is scarce.' | heed tokenize --model minilm\n"
    "  heed tokenize --model minilm --out ids.npy < texts.txt",
    {},
    {{"--model", "MODEL", "a model's name or folder (default: minilm)"},
     {"--out", "F.npy", "write the ids of all lines, end to end, as int32"}},
    tokenize};

}  // namespace heed::cli
