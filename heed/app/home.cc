#include "heed/app/home.h"

#include <sys/stat.h>

#include <system_error>

#include "heed/app/forget.h"
#include "heed/app/settings.h"
#include "heed/base/error.h"
#include "heed/model/encoder.h"
#include "heed/model/registry.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

// Readable by its owner alone: what a person reads is nobody else's business.
void make_private_folder(const std::filesystem::path& folder) {
  std::error_code problem;
  if (std::filesystem::is_directory(folder, problem)) return;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    throw Error(Failure::storage, "the folder can't be made (" + problem.message() + ")",
                folder.string(), "choose another with --home");
  }
  ::chmod(folder.c_str(), 0700);
}

TextEncoder open(const std::string& setting, std::string& note) {
  if (setting != "auto") return open_encoder_of_any_script(setting);
  note = "the lexical encoder reads your texts; with minilm installed heed understands them better";
  if (std::filesystem::exists(models_folder() / "minilm")) {
    try {
      auto encoder = open_encoder_of_any_script("minilm");
      note.clear();
      return encoder;
    } catch (const Error& error) {
      note = std::string("the lexical encoder reads your texts, because minilm can't: ") +
             error.what();
    }
  }
  return open_encoder("lexical");
}

}  // namespace

Home::Home(Options options) : options_(std::move(options)) {
  make_private_folder(options_.folder);
  store_ = std::make_unique<store::Store>(options_.folder / "heed.db");
  finish_forgetting(*this);
}

Home::~Home() = default;

const TextEncoder& Home::encoder() {
  const auto setting = word_setting(*this, "encoder");
  if (encoder_ == nullptr || setting != encoder_setting_) {
    encoder_ = std::make_unique<TextEncoder>(open(setting, encoder_note_));
    encoder_setting_ = setting;
  }
  return *encoder_;
}

}  // namespace heed::app
