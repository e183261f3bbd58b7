// A person's home: one folder with all that heed keeps for them. Every use case takes a Home and
// gives the contract's JSON document, so that the command line, the page and the API say the same.
// One thread at a time works in a Home; other processes may work in the same folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "heed/base/time.h"

namespace heed {
class TextEncoder;
}
namespace heed::store {
class Store;
}

namespace heed::app {

struct Options {
  std::filesystem::path folder;
  Time now;
  std::uint64_t seed = 0;
};

class Home {
 public:
  // Makes the folder and the database where there are none.
  explicit Home(Options options);
  ~Home();

  store::Store& store() { return *store_; }
  const std::filesystem::path& folder() const { return options_.folder; }
  std::uint64_t seed() const { return options_.seed; }

  // The encoder of the setting "encoder", opened when first asked for: with "auto", minilm where it
  // is installed and lexical elsewhere.
  const TextEncoder& encoder();
  // Why "auto" took another than the best, for people to read; "" where it did not.
  const std::string& encoder_note() const { return encoder_note_; }

  // The present, for everything: --now, or what a server last set.
  Time now() const { return options_.now; }
  void set_now(Time now) { options_.now = now; }

 private:
  Options options_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<TextEncoder> encoder_;
  std::string encoder_setting_;  // that encoder_ was opened for
  std::string encoder_note_;
};

}  // namespace heed::app
