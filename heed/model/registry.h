// Where models live and what they are. A name is looked up in $HEED_MODELS, else
// $XDG_DATA_HOME/heed/models, else ~/.local/share/heed/models; anything with a `/`, or that names a
// folder, is a folder. `lexical` is built in and has no folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

struct ModelInfo {
  std::string name;
  std::string kind;                    // lexical, bert, static, classifier, or unknown
  std::filesystem::path folder;        // empty for lexical
  std::int64_t width = 0;              // of its vectors
  std::int64_t layers = 0, heads = 0;  // bert
  std::int64_t max_tokens = 0;         // of one item; 0: no limit
  std::int64_t vocabulary = 0;         // 0: none
  std::int64_t parameters = 0;
  std::uint64_t bytes = 0;         // on disk
  std::uint64_t packed_bytes = 0;  // of its weights packed, kept in packed_cache_folder()
  std::string problem;             // why it can't be used, or ""
};

std::filesystem::path models_folder();

// The folder of a model that has one. Throws not_found, saying where heed looked, where there is
// none; `lexical` is refused as having no files.
std::filesystem::path model_folder(std::string_view name);

// lexical first, then what the models' folder holds, by name. A damaged one has its `problem` set.
std::vector<ModelInfo> list_models();

// Throws not_found. Reads config and header; the weights themselves only with `check_weights`.
ModelInfo model_info(std::string_view name, bool check_weights = false);

// Checks the model in `from`, copies it beside the models and renames it into place: at no time is
// half a model to be seen. `name` is the folder's own unless given. Refuses a name that is taken.
ModelInfo add_model(const std::filesystem::path& from, std::string name = {});

// A digest of a model's files: equal where their bytes are. 16 hexadecimal digits.
std::string model_fingerprint(const std::filesystem::path& folder);

}  // namespace heed
