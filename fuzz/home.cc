// An exported home: taken in whole, so that its own export says the same, or refused with nothing
// kept.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "heed/app/transfer.h"
#include "heed/base/files.h"
#include "heed/store/store.h"

namespace {

std::string exported(heed::app::Home& home) {
  std::ostringstream out;
  heed::app::export_home(home, out);
  return out.str();
}

struct Fresh {
  heed::TemporaryFolder folder;
  heed::app::Home home{{folder.path(), heed::Time(), 0}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed;
  static auto fresh = std::make_unique<Fresh>();
  static const std::string nothing = exported(fresh->home);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    app::import_home(fresh->home, text, "fuzz");
  } catch (const Error& error) {
    if (error.failure == Failure::bug || exported(fresh->home) != nothing) std::abort();
    return 0;
  }
  const auto once = exported(fresh->home);
  fresh = std::make_unique<Fresh>();
  app::import_home(fresh->home, once, "again");
  if (exported(fresh->home) != once) std::abort();
  fresh = std::make_unique<Fresh>();
  return 0;
}
