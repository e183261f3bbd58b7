#include "heed/app/check.h"

#include <nlohmann/json.hpp>

#include "heed/base/time.h"
#include "heed/store/copies.h"
#include "heed/store/database.h"
#include "heed/store/examine.h"
#include "heed/store/schema.h"

namespace heed::app {
namespace {

std::filesystem::path database_of(const std::filesystem::path& folder) {
  return folder / "heed.db";
}

Json document(const store::Copy& copy) {
  return {{"file", copy.file.string()}, {"written", to_rfc3339(copy.written)}};
}

bool holds_whole_data(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return false;
  const auto found = store::examine(file);
  return found.whole() && found.version > 0;  // an empty file is as good as gone
}

store::Copy choose(const std::filesystem::path& file) {
  if (holds_whole_data(file)) {
    throw Error(Failure::usage, "what is stored is whole", file.string(),
                "to go back nevertheless, name the copy: heed restore FILE");
  }
  if (auto copy = store::newest_whole_copy(file)) return *copy;
  throw Error(Failure::not_found, "there is no whole copy", file.string() + ".version-*",
              "name one of your own: heed restore FILE; heed import takes what heed export wrote");
}

store::Copy named(const std::filesystem::path& copy) {
  const auto found = store::examine(copy);
  if (found.version == 0) {
    throw Error(Failure::bad_input, "this file is empty", copy.string(), "name a copy of heed's");
  }
  if (found.whole()) return {copy, store::written(copy)};
  throw Error(Failure::storage, "this copy is damaged, too (" + found.damage.front() + ")",
              copy.string(), "name another: nothing was changed");
}

}  // namespace

Json check(const std::filesystem::path& folder) {
  const auto found = store::examine(database_of(folder));
  const auto copy = found.whole() ? std::nullopt : store::newest_whole_copy(database_of(folder));
  return {{"items", found.whole() ? Json(found.items) : Json(nullptr)},
          {"events", found.whole() ? Json(found.events) : Json(nullptr)},
          {"version", found.version},
          {"newest", store::migrations().size()},
          {"damage", found.damage},
          {"copy", copy ? document(*copy) : Json(nullptr)}};
}

Error damaged(const std::filesystem::path& folder) {
  return {Failure::storage, "the data is damaged", database_of(folder).string(),
          std::string(store::kDamageRemedy)};
}

Json restore(const std::filesystem::path& folder, const std::filesystem::path& copy) {
  const auto file = database_of(folder);
  const auto chosen = copy.empty() ? choose(file) : named(copy);
  const auto kept = store::put_back(chosen.file, file);
  return {{"restored", chosen.file.string()},
          {"written", to_rfc3339(chosen.written)},
          {"kept", kept.empty() ? Json(nullptr) : Json(kept.string())}};
}

}  // namespace heed::app
