#include "heed/model/registry.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/hash.h"
#include "heed/base/json.h"
#include "heed/model/config.h"
#include "heed/model/lexical.h"
#include "heed/model/packed_cache.h"
#include "heed/model/safetensors.h"
#include "heed/model/staged_folder.h"

namespace heed {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWeights = "model.safetensors";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool has_tokenizer(const fs::path& folder) {
  return fs::exists(folder / "tokenizer.json") || fs::exists(folder / "vocab.txt");
}

std::uint64_t folder_bytes(const fs::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

void describe_weights(ModelInfo& info, bool check_weights) {
  const Safetensors weights(info.folder / kWeights);
  for (const auto& tensor : weights.tensors()) info.parameters += tensor.count();
  if (check_weights) weights.check_values();
}

void describe_bert(ModelInfo& info) {
  const auto config = read_bert_config(info.folder / "config.json");
  info.kind = "bert";
  info.width = config.width;
  info.layers = config.layers;
  info.heads = config.heads;
  info.max_tokens = config.max_positions;
  info.vocabulary = config.vocab_size;
  if (!has_tokenizer(info.folder)) {
    throw Error(Failure::bad_input, "there is neither tokenizer.json nor vocab.txt",
                info.folder.string(), "put the model's tokenizer beside its weights");
  }
}

void describe_static(ModelInfo& info, const Json& config) {
  info.kind = "static";
  const auto size = [&](const char* field) {
    const auto found = config.find(field);
    return found != config.end() && found->is_number_integer() ? whole_number(*found) : 0;
  };
  info.width = size("hidden_size");
  info.vocabulary = size("vocab_size");
}

// Throws where the folder is no model that heed can use.
void describe(ModelInfo& info, bool check_weights) {
  const auto path = info.folder / "config.json";
  const auto config = parse_json(read_file(path, 1 << 20), path.string()).take();
  const bool typed = config.is_object() && config.contains("model_type");
  if (typed && config["model_type"] == "heed-static") {
    describe_static(info, config);
  } else {
    describe_bert(info);
  }
  describe_weights(info, check_weights);
}

ModelInfo lexical_info() {
  ModelInfo info;
  info.name = info.kind = "lexical";
  info.width = static_cast<std::int64_t>(LexicalEncoder::kWidth);
  return info;
}

ModelInfo folder_info(const fs::path& folder, bool check_weights) {
  ModelInfo info;
  info.folder = folder;
  info.name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
  info.bytes = folder_bytes(folder);
  info.packed_bytes = packed_cache_bytes(folder / kWeights);
  info.kind = "unknown";
  describe(info, check_weights);
  return info;
}

// Copies the files of one folder, not those below it.
void copy_files(const fs::path& from, const fs::path& to) {
  for (const auto& entry : fs::directory_iterator(from)) {
    if (entry.is_regular_file()) fs::copy_file(entry.path(), to / entry.path().filename());
  }
}

}  // namespace

fs::path models_folder() {
  if (const auto models = environment("HEED_MODELS"); !models.empty()) return models;
  if (const auto data = environment("XDG_DATA_HOME"); !data.empty()) {
    return fs::path(data) / "heed/models";
  }
  return fs::path(environment("HOME")) / ".local/share/heed/models";
}

fs::path model_folder(std::string_view name) {
  if (name.empty()) {
    throw Error(Failure::usage, "the model's name is empty", "\"\"",
                "name one that `heed model list` shows, or a folder");
  }
  std::error_code ignored;
  const fs::path given(name);
  const bool is_path = name.find('/') != std::string_view::npos;
  if (fs::is_directory(given, ignored)) return given;
  const auto known = models_folder() / given;
  if (!is_path && name != "." && name != ".." && fs::is_directory(known, ignored)) {
    return known;
  }
  if (name == "lexical") {
    throw Error(Failure::bad_input, "the lexical encoder has no files", "lexical",
                "name a model that has a folder");
  }
  throw Error(Failure::not_found, "there is no model " + std::string(name),
              is_path ? given.string() : known.string(),
              "see `heed model list`, or add one with `heed model add DIR`");
}

std::vector<ModelInfo> list_models() {
  std::vector<ModelInfo> models = {lexical_info()};
  std::error_code none;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(models_folder(), none)) {
    const bool hidden = entry.path().filename().string().starts_with(".");
    if (entry.is_directory() && !hidden) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  for (const auto& folder : folders) {
    try {
      models.push_back(folder_info(folder, false));
    } catch (const Error& error) {
      ModelInfo damaged;
      damaged.folder = folder;
      damaged.name = folder.filename().string();
      damaged.kind = "unknown";
      damaged.problem = error.what();
      models.push_back(damaged);
    }
  }
  return models;
}

ModelInfo model_info(std::string_view name, bool check_weights) {
  std::error_code ignored;
  if (name == "lexical" && !fs::is_directory(name, ignored)) return lexical_info();
  auto info = folder_info(model_folder(name), check_weights);
  if (name.find('/') == std::string_view::npos) info.name = name;
  return info;
}

ModelInfo add_model(const fs::path& from, std::string name) {
  std::error_code ignored;
  if (!fs::is_directory(from, ignored)) {
    throw Error(Failure::not_found, "there is no such folder", from.string(),
                "give the folder that holds config.json and model.safetensors");
  }
  const auto checked = folder_info(fs::canonical(from), true);
  if (name.empty()) name = checked.name;
  if (name.empty() || name == "lexical" || name.starts_with('.') || name.size() > 100 ||
      name.find('/') != std::string::npos) {
    throw Error(Failure::bad_input, "\"" + name + "\" can't be a model's name", from.string(),
                "choose another with --name");
  }
  const auto target = models_folder() / name;
  StagedFolder staged(target);
  try {
    copy_files(from, staged.path());
  } catch (const fs::filesystem_error& e) {
    throw Error(Failure::storage, e.code().message(), target.string(),
                "check the disk and who may write there");
  }
  folder_info(staged.path(), true);  // what is installed is what was checked
  staged.commit();
  return model_info((target / "").string());
}

namespace {

// All of a small file; of a large one its length, its beginning (where safetensors names what it
// holds) and pages spread over the rest: other weights differ nearly everywhere.
std::uint64_t sampled_hash(std::string_view bytes, std::uint64_t seed) {
  constexpr std::size_t kSmall = 4 << 20, kBeginning = 64 << 10, kPage = 4096, kPages = 256;
  if (bytes.size() <= kSmall) return hash_bytes(bytes, seed);
  std::uint64_t digest = hash_bytes(bytes.substr(0, kBeginning), seed ^ bytes.size());
  const std::size_t stride = bytes.size() / kPages;
  for (std::size_t at = stride; at < bytes.size(); at += stride) {
    digest = hash_bytes(bytes.substr(at - kPage, kPage), digest);
  }
  return hash_bytes(bytes.substr(bytes.size() - kPage), digest);
}

}  // namespace

std::string model_fingerprint(const fs::path& folder) {
  std::uint64_t digest = 0;
  for (const auto* file : {"config.json", "tokenizer.json", "vocab.txt", kWeights}) {
    if (!fs::exists(folder / file)) continue;
    digest = sampled_hash(MappedFile(folder / file).text(), digest);
  }
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(digest));
  return text;
}

}  // namespace heed
