// Copies of the file from before, which migrate() leaves beside it, and putting one back.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "heed/base/time.h"

namespace heed::store {

struct Copy {
  std::filesystem::path file;
  Time written;
};

// The names that lie beside `file`: "heed.db.version-4", from before a newer heed's first start,
// and "heed.db.replaced-1", that a copy was put in the place of. Forgetting removes both kinds.
std::filesystem::path copy_path(const std::filesystem::path& file, int version);
std::vector<std::filesystem::path> kept_beside(const std::filesystem::path& file);

Time written(const std::filesystem::path& copy);

// The newest copy that is whole, or none. Reads copies from end to end.
std::optional<Copy> newest_whole_copy(const std::filesystem::path& file);

// Puts what is stored in `copy` in the place of `file`, and gives the path that `file` is kept at.
// Whenever this is stopped, `file` is what it was or the whole copy, and nothing of either is lost;
// but for the moment between two renames when the file lacks its journal, which lies beside the
// kept one: then restore again before anything else. Throws storage where another process has
// `file` open.
std::filesystem::path put_back(const std::filesystem::path& copy,
                               const std::filesystem::path& file);

}  // namespace heed::store
