// heed model list | info | add | distill
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/error.h"
#include "heed/base/json.h"
#include "heed/cli/command.h"
#include "heed/model/packed_cache.h"
#include "heed/model/registry.h"
#include "heed/model/static.h"

namespace heed::cli {
namespace {

Json to_json(const ModelInfo& info) {
  Json json = {{"name", info.name},
               {"kind", info.kind},
               {"width", info.width},
               {"folder", info.folder.string()},
               {"bytes", info.bytes},
               {"packed_bytes", info.packed_bytes},
               {"parameters", info.parameters},
               {"layers", info.layers},
               {"heads", info.heads},
               {"vocabulary", info.vocabulary}};
  json["max_tokens"] = info.max_tokens == 0 ? Json(nullptr) : Json(info.max_tokens);
  json["problem"] = info.problem.empty() ? Json(nullptr) : Json(info.problem);
  return json;
}

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

int list(const Context& context, const Arguments&) {
  const auto models = list_models();
  if (context.json) {
    Json json = {{"models", Json::array()}};
    for (const auto& info : models) json["models"].push_back(to_json(info));
    std::cout << to_line(json) << "\n";
    return 0;
  }
  for (const auto& info : models) {
    if (!info.problem.empty()) {
      std::cout << fmt::format("{:<20} can't be used: {}\n", info.name, info.problem);
      continue;
    }
    std::cout << fmt::format("{:<20} {:<10} width {:<5} {}\n", info.name, info.kind, info.width,
                             info.bytes == 0 ? "built in" : megabytes(info.bytes));
  }
  std::cout << "Models live in " << models_folder().string() << "\n";
  std::uint64_t packed = 0;
  for (const auto& info : models) packed += info.packed_bytes;
  if (packed > 0) {
    std::cout << fmt::format("{} of packed weights are kept in {}; deleting them is safe\n",
                             megabytes(packed), packed_cache_folder().string());
  }
  return 0;
}

void print(const ModelInfo& info) {
  const auto line = [](std::string_view name, const std::string& value) {
    std::cout << fmt::format("{:<12} {}\n", name, value);
  };
  line("name", info.name);
  line("kind", info.kind);
  line("width", std::to_string(info.width));
  if (info.folder.empty()) return;
  line("folder", info.folder.string());
  line("on disk", megabytes(info.bytes));
  if (info.packed_bytes > 0) {
    line("packed", megabytes(info.packed_bytes) + " in " + packed_cache_folder().string());
  }
  line("parameters", std::to_string(info.parameters));
  line("vocabulary", std::to_string(info.vocabulary));
  if (info.layers > 0) {
    line("layers", fmt::format("{}, {} heads", info.layers, info.heads));
    line("longest text", fmt::format("{} tokens", info.max_tokens));
  }
}

int info(const Context& context, const Arguments& arguments) {
  const auto model = model_info(arguments.text("MODEL"), true);
  if (context.json) {
    std::cout << to_line(to_json(model)) << "\n";
  } else {
    print(model);
  }
  return 0;
}

int add(const Context& context, const Arguments& arguments) {
  const auto model = add_model(arguments.text("DIR"), arguments.text("--name"));
  if (context.json) {
    std::cout << to_line(to_json(model)) << "\n";
  } else {
    std::cout << "Added " << model.name << ": use it with --model " << model.name << "\n";
  }
  return 0;
}

int make_static(const Context& context, const Arguments& arguments) {
  const std::filesystem::path to = arguments.text("--to");
  if (to.empty()) {
    throw Error(Failure::usage, "--to is missing", "--to", "say where to put the new model");
  }
  DistillOptions options;
  options.width = static_cast<std::size_t>(arguments.integer("--width", 256, 1, 4096));
  distill(model_folder(arguments.text("FROM")), to, options, [&](double share) {
    if (!context.quiet) std::cerr << fmt::format("\r{:3.0f} % of the vocabulary", share * 100);
  });
  if (!context.quiet) std::cerr << "\n";
  const auto model = model_info((to / "").string());
  if (context.json) {
    std::cout << to_line(to_json(model)) << "\n";
  } else {
    std::cout << "Made " << to.string() << ": use it with --model " << (to / "").string() << "\n";
  }
  return 0;
}

}  // namespace

extern const Command kModelDistill = {
    "model distill",
    "Make a static encoder from a BERT: far faster, less exact",
    "Each entry of the vocabulary goes through the model once; texts are then sums of vectors.\n\n"
    "  heed model distill minilm --to ~/.local/share/heed/models/static",
    {{"FROM", "a model's name or folder"}},
    {{"--to", "DIR", "the folder to make"},
     {"--width", "N", "numbers in each vector (default: 256)"}},
    make_static};

extern const Command kModelList = {"model list",
                                   "List the encoders that heed can use",
                                   "The lexical encoder is built in; others are folders.\n\n"
                                   "  heed model list\n  heed model list --json",
                                   {},
                                   {},
                                   list};

extern const Command kModelInfo = {
    "model info",
    "Describe a model, and check its files",
    "Reads through all weights, and says what is wrong where something is.\n\n"
    "  heed model info minilm\n  heed model info ./my-model",
    {{"MODEL", "a model's name or folder"}},
    {},
    info};

extern const Command kModelAdd = {
    "model add",
    "Check a model's folder and copy it to heed's models",
    "The folder holds config.json, model.safetensors and tokenizer.json or vocab.txt, as Hugging "
    "Face lays them out. It is checked first, and appears whole or not at all.\n\n"
    "  heed model add ~/Downloads/all-MiniLM-L6-v2 --name minilm",
    {{"DIR", "the folder of the model"}},
    {{"--name", "NAME", "what to call it (default: the folder's name)"}},
    add};

}  // namespace heed::cli
