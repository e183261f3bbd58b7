// heed embed: lines in, vectors out
#include <charconv>
#include <iostream>
#include <memory>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/npy.h"
#include "heed/cli/command.h"
#include "heed/model/embedder.h"
#include "heed/model/encoder.h"
#include "heed/model/registry.h"
#include "heed/text/lines.h"

namespace heed::cli {
namespace {

constexpr std::size_t kLinesAtOnce = 1 << 12;  // of which the output waits in memory
constexpr std::size_t kMostInput = std::size_t{1} << 34;

template <class Value>
Value choose(const Arguments& arguments, std::string_view flag,
             std::initializer_list<std::pair<std::string_view, Value>> choices) {
  const auto text = arguments.text(flag, choices.begin()->first);
  std::string names;
  for (const auto& [name, value] : choices) {
    if (text == name) return value;
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  throw Error(Failure::usage, "\"" + text + "\" is not what " + std::string(flag) + " takes",
              std::string(flag), "give one of " + names);
}

EmbedOptions options_of(const Arguments& arguments) {
  EmbedOptions options;
  options.pool = choose<Pooling>(
      arguments, "--pool", {{"mean", Pooling::mean}, {"cls", Pooling::cls}, {"max", Pooling::max}});
  options.normalize = !arguments.has("--no-normalize");
  options.max_tokens = arguments.integer("--max-tokens", 0, 2, 1 << 24);
  options.batch = arguments.integer("--batch", 0, 1, 1 << 24);
  return options;
}

void print(std::span<const float> vectors, std::size_t width) {
  std::string out;
  char digits[32];
  for (std::size_t at = 0; at < vectors.size(); at += width) {
    out += "{\"vector\":[";
    for (std::size_t c = 0; c < width; ++c) {
      if (c > 0) out += ',';
      const auto end = std::to_chars(digits, digits + sizeof digits, vectors[at + c],
                                     std::chars_format::general, 9);
      out.append(digits, end.ptr);
    }
    out += "]}\n";
  }
  std::cout << out;
}

// Calls encode(lines, vectors) for a few thousand lines at a time.
template <class Encode>
void embed_lines(std::span<const std::string_view> lines, std::size_t width,
                 const std::string& path, Encode encode) {
  // Not cleared first: for a million lines that is a gigabyte.
  const auto room = (path.empty() ? std::min(lines.size(), kLinesAtOnce) : lines.size()) * width;
  const auto memory = std::make_unique_for_overwrite<float[]>(room);
  const std::span<float> vectors(memory.get(), room);
  for (std::size_t at = 0; at < lines.size(); at += kLinesAtOnce) {
    const auto part = lines.subspan(at, std::min(kLinesAtOnce, lines.size() - at));
    const auto out = vectors.subspan(path.empty() ? 0 : at * width, part.size() * width);
    encode(part, out);
    if (path.empty()) print(out, width);
  }
  if (!path.empty()) write_npy(path, vectors, lines.size(), width);
}

int embed(const Context&, const Arguments& arguments) {
  const auto options = options_of(arguments);
  const auto precision = choose<Precision>(
      arguments, "--precision",
      {{"f32", Precision::f32}, {"bf16", Precision::bf16}, {"int8", Precision::int8}});
  const auto model = arguments.text("--model", "minilm");
  const auto info = model_info(model);
  const auto input = read_file("-", kMostInput);
  const auto lines = split_lines(input);
  const auto path = arguments.text("--out");
  if (info.kind == "bert") {
    const Embedder embedder(info.folder, precision);
    const auto tokenizer = Tokenizer::open(info.folder);
    embed_lines(lines, static_cast<std::size_t>(embedder.width()), path,
                [&](auto part, auto out) { embedder.encode(tokenizer, part, options, out); });
    return 0;
  }
  for (const auto* flag : {"--precision", "--pool", "--no-normalize", "--batch", "--max-tokens"}) {
    if (!arguments.has(flag)) continue;
    throw Error(Failure::usage, std::string(flag) + " is for BERT models, not " + info.kind, flag,
                "leave it out");
  }
  const auto encoder = open_encoder(model);
  embed_lines(lines, encoder.width(), path,
              [&](auto part, auto out) { encoder.encode(part, out); });
  return 0;
}

}  // namespace

extern const Command kEmbed = {
    "embed",
    "Turn lines of text into vectors",
    "Reads lines from standard input and prints, for each, one line of JSON with its vector, of "
    "length 1: texts of like meaning have vectors of a like direction.\n\n"
    "  printf 'the cat sat\\na feline rested\\n' | heed embed --model minilm\n"
    "  heed embed --model minilm --precision int8 --out vectors.npy < texts.txt",
    {},
    {{"--model", "MODEL", "a model's name or folder (default: minilm)"},
     {"--precision", "P", "f32, bf16 or int8 arithmetic (default: f32)"},
     {"--pool", "HOW", "mean, cls or max over the tokens (default: mean)"},
     {"--no-normalize", "", "leave the vectors' lengths as they are"},
     {"--batch", "N", "at most N lines go through the model together (default: chosen by heed)"},
     {"--max-tokens", "N",
      "cut longer lines, [CLS] and [SEP] counted (default: the model's limit)"},
     {"--out", "F.npy", "write float32 [lines, width] to a file instead"}},
    embed};

}  // namespace heed::cli
