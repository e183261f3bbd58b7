#include "heed/app/rank.h"

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/cli/command.h"
#include "heed/model/encoder.h"
#include "heed/model/registry.h"

namespace heed::cli {
namespace {

std::string needed(const Arguments& arguments, std::string_view flag, const char* remedy) {
  const auto path = arguments.text(flag);
  if (path.empty()) throw Error(Failure::usage, "no file was named", std::string(flag), remedy);
  return path;
}

// As a home takes it unless its settings say otherwise.
std::string_view standard_encoder() {
  return std::filesystem::exists(models_folder() / "minilm") ? "minilm" : "lexical";
}

int run(const Context& context, const Arguments& arguments) {
  const auto items = needed(arguments, "--items", "name a JSON Lines file of items, or -");
  const auto path = needed(arguments, "--profile", "name a JSON file with interests and history");
  const Json profile = parse_json(read_file(path), path).take();
  const auto encoder = open_encoder_of_any_script(arguments.text("--encoder", standard_encoder()));
  const auto ranked = app::rank_lines(read_file(items), items, profile, encoder, context.now);
  for (const auto& problem : ranked.problems) {
    std::fprintf(stderr, "heed: error: %s\n", problem.what());
  }
  for (const auto& document : ranked.documents) std::cout << to_line(document) << "\n";
  return ranked.problems.empty() ? 0 : static_cast<int>(Failure::bad_input);
}

}  // namespace

extern const Command kRank = {
    "rank",
    "Rank a file of items for a profile",
    "PROFILE holds what is wanted; no home is read or written:\n"
    "  {\"interests\":[{\"text\":\"battery chemistry\",\"weight\":1}],\n"
    "   \"history\":[{\"text\":\"an article\",\"value\":-1,\"time\":\"2026-11-20T08:00:00Z\"}],\n"
    "   \"settings\":{\"weight.freshness\":0}}\n\n"
    "  heed rank --items items.jsonl --profile profile.json",
    {},
    {{"--items", "FILE", "JSON Lines of items: title, text, published, minutes; - for input"},
     {"--profile", "FILE", "interests, history and settings as JSON"},
     {"--encoder", "E", "lexical, minilm, or a model's folder (default: minilm where installed)"}},
    run};

}  // namespace heed::cli
