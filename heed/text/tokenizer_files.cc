// Reads a tokenizer from a model's folder.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/base/utf8.h"
#include "heed/text/tokenizer.h"
#include "heed/text/vocabulary_scan.h"

namespace heed {
namespace {

using Sorted = nlohmann::json;

constexpr std::size_t kMaxFile = 64 << 20;
constexpr std::int64_t kMaxId = 1 << 22;

// The entries of model.vocab, scanned before or taken aside while the rest of the document is read:
// they are most of it, and not worth a tree.
class Vocabulary {
 public:
  explicit Vocabulary(std::vector<std::pair<std::string, std::int64_t>> scanned)
      : entries_(std::move(scanned)) {}

  bool seen() const { return seen_; }
  const std::string& misshapen() const { return misshapen_; }  // an entry whose id is no number
  std::vector<std::pair<std::string, std::int64_t>> take() { return std::move(entries_); }

  // For Sorted::parse: false keeps an entry out of the document.
  bool operator()(int depth, Sorted::parse_event_t event, const Sorted& value) {
    using Event = Sorted::parse_event_t;
    if (event == Event::key && depth == 1) in_model_ = value == "model";
    if (event == Event::key && depth == 2) in_vocabulary_ = in_model_ && value == "vocab";
    if (depth == 2 && in_vocabulary_ && event == Event::object_start) seen_ = true;
    if (depth != 3 || !in_vocabulary_) return true;
    if (event == Event::key) {
      entries_.emplace_back(value.get<std::string>(), -1);
      return false;
    }
    if (event == Event::value && value.is_number_integer() && !entries_.empty()) {
      entries_.back().second = value.get<std::int64_t>();
    } else if (!entries_.empty()) {
      misshapen_ = entries_.back().first;
    }
    return true;
  }

 private:
  bool in_model_ = false, in_vocabulary_ = false, seen_ = false;
  std::string misshapen_;
  std::vector<std::pair<std::string, std::int64_t>> entries_;
};

class Reader {
 public:
  Reader(const Sorted& json, Vocabulary& entries, std::string where)
      : json_(json), entries_(entries), where_(std::move(where)) {}

  TokenizerParts parts() {
    if (!json_.is_object()) fail("the document is not an object");
    vocabulary();
    normalizer();
    if (type("pre_tokenizer") != "BertPreTokenizer") {
      fail("pre_tokenizer is not a BertPreTokenizer");
    }
    added_tokens();
    surround();
    return std::move(parts_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Failure::bad_input, what, where_, "use the tokenizer of a BERT model");
  }

  const Sorted& field(const char* name) const {
    static const Sorted none;
    const auto found = json_.find(name);
    return found == json_.end() ? none : *found;
  }

  std::string type(const char* name) const {
    const auto& part = field(name);
    return part.is_object() ? part.value("type", "") : "";
  }

  // The id of a token, or −1.
  std::int32_t find(const std::string& token) const {
    const auto& tokens = parts_.tokens;
    const auto found = std::find(tokens.begin(), tokens.end(), token);
    if (token.empty() || found == tokens.end()) return -1;
    return static_cast<std::int32_t>(found - tokens.begin());
  }

  void name(std::int64_t id, std::string token) {
    if (id < 0 || id > kMaxId) fail("the id of " + token + " is out of range");
    const auto place = static_cast<std::size_t>(id);
    if (parts_.tokens.size() <= place) parts_.tokens.resize(place + 1);
    parts_.tokens[place] = std::move(token);
  }

  void vocabulary() {
    const auto& model = field("model");
    if (!model.is_object() || model.value("type", "WordPiece") != "WordPiece") {
      fail("model is not WordPiece");
    }
    if (!entries_.seen()) fail("model.vocab is missing");
    if (!entries_.misshapen().empty()) {
      fail("the id of " + entries_.misshapen() + " is not a whole number");
    }
    auto entries = entries_.take();
    parts_.tokens.reserve(entries.size());
    for (auto& [token, id] : entries) name(id, std::move(token));
    parts_.prefix = model.value("continuing_subword_prefix", "##");
    const auto given = model.find("max_input_chars_per_word");
    const auto most = given == model.end() ? 100 : whole_number(*given);
    if (most < 0) fail("model.max_input_chars_per_word is negative");
    parts_.max_characters = static_cast<std::size_t>(most);
    const auto unknown = model.value("unk_token", "[UNK]");
    parts_.unknown = find(unknown);
    if (parts_.unknown < 0) fail("model.unk_token " + unknown + " is not in the vocabulary");
  }

  void normalizer() {
    parts_.rules = {false, false, false, false};
    const auto& rules = field("normalizer");
    if (rules.is_null()) return;
    if (type("normalizer") != "BertNormalizer") fail("normalizer is not a BertNormalizer");
    const auto flag = [&](const char* name, bool otherwise) {
      const auto found = rules.find(name);
      if (found == rules.end() || found->is_null()) return otherwise;
      if (!found->is_boolean()) fail(std::string("normalizer.") + name + " is not true or false");
      return found->get<bool>();
    };
    parts_.rules.clean_text = flag("clean_text", true);
    parts_.rules.handle_chinese_chars = flag("handle_chinese_chars", true);
    parts_.rules.lowercase = flag("lowercase", true);
    parts_.rules.strip_accents = flag("strip_accents", parts_.rules.lowercase);
  }

  void added_tokens() {
    const BertNormalizer normalizer(parts_.rules);
    for (const auto& json : field("added_tokens")) {
      if (!json.is_object()) fail("added_tokens holds what is not an object");
      AddedToken token;
      token.content = json.value("content", "");
      if (token.content.empty()) continue;
      if (find(token.content) < 0) name(whole_number(json.value("id", Sorted(-1))), token.content);
      token.id = find(token.content);
      token.single_word = json.value("single_word", false);
      token.lstrip = json.value("lstrip", false);
      token.rstrip = json.value("rstrip", false);
      const bool special = json.value("special", false);
      if (!json.value("normalized", !special)) {
        parts_.added.push_back(token);
        continue;
      }
      Normalized normalized;
      normalizer.normalize(token.content, normalized);
      token.content = std::string(normalized.text());
      parts_.normal_added.push_back(token);
    }
  }

  static std::int32_t token_id(const Sorted& json) {
    const auto id = whole_number(json);
    return id == static_cast<std::int32_t>(id) ? static_cast<std::int32_t>(id) : -1;
  }

  void surround() {
    const auto& post = field("post_processor");
    if (post.is_null()) return;
    const auto kind = type("post_processor");
    if (kind == "BertProcessing") {
      parts_.before = {token_id(post.at("cls").at(1))};
      parts_.after = {token_id(post.at("sep").at(1))};
    } else if (kind == "TemplateProcessing") {
      follow_template(post);
    } else {
      fail("post_processor is neither TemplateProcessing nor BertProcessing");
    }
    for (const auto* ids : {&parts_.before, &parts_.after}) {
      for (const auto id : *ids) {
        if (id < 0 || static_cast<std::size_t>(id) >= parts_.tokens.size()) {
          fail("post_processor puts in an id that is not in the vocabulary");
        }
      }
    }
  }

  void follow_template(const Sorted& post) {
    bool text_seen = false;
    for (const auto& piece : post.at("single")) {
      if (piece.contains("Sequence")) {
        if (std::exchange(text_seen, true)) fail("post_processor repeats the text");
        continue;
      }
      const auto& special = post.at("special_tokens").at(piece.at("SpecialToken").at("id"));
      for (const auto& id : special.at("ids")) {
        (text_seen ? parts_.after : parts_.before).push_back(token_id(id));
      }
    }
    if (!text_seen) fail("post_processor leaves the text out");
  }

  const Sorted& json_;
  Vocabulary& entries_;
  std::string where_;
  TokenizerParts parts_;
};

// Nesting is counted before parsing, as in heed::parse_json.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') ++i;
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '{' || c == '[') && ++depth > 64) return true;
    if (!quoted && (c == '}' || c == ']')) --depth;
  }
  return false;
}

}  // namespace

TokenizerParts parse_tokenizer_json(std::string_view text, const std::string& where) {
  const auto fail = [&](const std::string& what) {
    return Error(Failure::bad_input, what, where, "get the file again: it is damaged");
  };
  auto scanned = scan_vocabulary(text);
  const auto left_out = std::max<std::size_t>(scanned.end - scanned.begin, 2) - 2;
  std::string rest;
  if (scanned.end != 0) {
    rest.append(text.substr(0, scanned.begin)).append("{}").append(text.substr(scanned.end));
    text = rest;
  }
  if (too_deep(text)) throw fail("JSON is nested deeper than 64 levels");
  try {
    Vocabulary vocabulary(std::move(scanned.entries));
    const auto json = Sorted::parse(text.begin(), text.end(),
                                    [&](int depth, Sorted::parse_event_t event, Sorted& value) {
                                      return vocabulary(depth, event, value);
                                    });
    return Reader(json, vocabulary, where).parts();
  } catch (const Sorted::parse_error& e) {
    const auto skipped = e.byte > scanned.begin ? left_out : 0;
    throw fail("not valid JSON at byte " + std::to_string(e.byte + skipped));
  } catch (const Sorted::exception&) {
    throw fail("a field is missing or of the wrong type");
  }
}

TokenizerParts parse_vocabulary(std::string_view text, bool lowercase, const std::string& where) {
  TokenizerParts parts;
  parts.rules.lowercase = parts.rules.strip_accents = lowercase;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto token = text.substr(0, end);
    while (!token.empty() &&
           (token.back() == '\r' || token.back() == ' ' || token.back() == '\t')) {
      token.remove_suffix(1);
    }
    parts.tokens.emplace_back(token);
    if (!is_utf8(token)) {
      throw Error(Failure::bad_input, "a token is not UTF-8",
                  where + ", line " + std::to_string(parts.tokens.size()),
                  "save the vocabulary as UTF-8");
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto id = [&](std::string_view name) {
    const auto found = std::find(parts.tokens.rbegin(), parts.tokens.rend(), name);
    return static_cast<std::int32_t>(parts.tokens.rend() - found) - 1;
  };
  for (const auto* name : {"[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"}) {
    const auto found = id(name);
    if (found >= 0) {
      parts.added.push_back({found, name});
    } else if (name[1] == 'U' || name[1] == 'C' || name[1] == 'S') {
      throw Error(Failure::bad_input, std::string("there is no ") + name, where,
                  "use the vocab.txt of a BERT model");
    }
  }
  parts.unknown = id("[UNK]");
  parts.before = {id("[CLS]")};
  parts.after = {id("[SEP]")};
  return parts;
}

Tokenizer Tokenizer::open(const std::filesystem::path& folder) {
  if (const auto path = folder / "tokenizer.json"; std::filesystem::exists(path)) {
    return Tokenizer(parse_tokenizer_json(read_file(path, kMaxFile), path.string()));
  }
  const auto path = folder / "vocab.txt";
  if (!std::filesystem::exists(path)) {
    throw Error(Failure::not_found, "there is neither tokenizer.json nor vocab.txt",
                folder.string(), "name a model's folder");
  }
  bool lowercase = true;
  if (const auto config = folder / "tokenizer_config.json"; std::filesystem::exists(config)) {
    const auto json = Sorted::parse(read_file(config, kMaxFile), nullptr, false);
    if (json.is_object() && json.contains("do_lower_case")) {
      lowercase = json["do_lower_case"] != false;
    }
  }
  return Tokenizer(parse_vocabulary(read_file(path, kMaxFile), lowercase, path.string()));
}

}  // namespace heed
