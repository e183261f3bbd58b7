#include "heed/text/vocabulary_scan.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "heed/base/utf8.h"

namespace heed {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view json) : json_(json) {}

  ScannedVocabulary vocabulary() {
    ScannedVocabulary found;
    if (!find_object()) return found;
    found.begin = at_;
    if (!read_entries(found.entries)) return {};
    found.end = at_;
    return found;
  }

 private:
  char here() const { return at_ < json_.size() ? json_[at_] : '\0'; }

  void skip_space() {
    while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t') ++at_;
  }

  bool take(char c) {
    skip_space();
    if (here() != c) return false;
    ++at_;
    return true;
  }

  // What stands between quotes, escapes as they are written; at_ is behind the first quote.
  std::optional<std::string_view> rest_of_string(bool& escaped) {
    const auto begin = at_;
    escaped = false;
    for (; at_ < json_.size(); ++at_) {
      const char c = json_[at_];
      if (c == '"') return json_.substr(begin, at_++ - begin);
      if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
      if (c == '\\') escaped = true, ++at_;
    }
    return std::nullopt;
  }

  // Up to the brace that opens model.vocab.
  bool find_object() {
    int depth = 0;
    bool in_model = false, escaped = false;
    while (at_ < json_.size()) {
      const char c = json_[at_++];
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      if (c != '"') continue;
      const auto text = rest_of_string(escaped);
      if (!text) return false;
      if (depth > 2 || !take(':')) continue;
      skip_space();
      if (depth == 1) in_model = *text == "model";
      if (depth == 2 && in_model && *text == "vocab") return here() == '{';
    }
    return false;
  }

  bool read_entries(std::vector<std::pair<std::string, std::int64_t>>& entries) {
    constexpr std::size_t kShortEntry = 12;  // bytes, so that few are moved
    entries.reserve((json_.size() - at_) / kShortEntry);
    if (!take('{')) return false;
    if (take('}')) return true;
    do {
      if (!read_entry(entries.emplace_back())) return false;
    } while (take(','));
    return take('}');
  }

  bool read_entry(std::pair<std::string, std::int64_t>& entry) {
    bool escaped = false;
    if (!take('"')) return false;
    const auto text = rest_of_string(escaped);
    if (!text || !is_utf8(*text)) return false;
    entry.first = *text;
    if (escaped) {
      const auto read = nlohmann::json::parse('"' + entry.first + '"', nullptr, false);
      if (!read.is_string()) return false;
      entry.first = read.get<std::string>();
    }
    if (!take(':')) return false;
    skip_space();
    const char* const end = json_.data() + json_.size();
    const auto number = std::from_chars(json_.data() + at_, end, entry.second);
    const bool leading_zero = here() == '0' && entry.second != 0;
    if (number.ec != std::errc() || leading_zero) return false;
    at_ = static_cast<std::size_t>(number.ptr - json_.data());
    skip_space();
    return here() == ',' || here() == '}';  // no fraction, no exponent
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

}  // namespace

ScannedVocabulary scan_vocabulary(std::string_view json) {
  return Scanner(json).vocabulary();
}

}  // namespace heed
