#include "heed/read/page/byline.h"

#include <algorithm>
#include <utility>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/page/marks.h"
#include "heed/read/page/names.h"
#include "heed/read/phrases.h"

namespace heed::read {
namespace {

using html::Node;

bool says_byline(const Node& node) {
  const auto marks = marks_of(node);
  for (const std::string_view word : {"byline", "writtenby", "autor", "auteur"}) {
    if (marks.find(word) != std::string::npos) return true;
  }
  for (auto at = marks.find("author"); at != marks.npos; at = marks.find("author", at + 1)) {
    if (marks.compare(at, 7, "authori") != 0) return true;  // no authority, no authorisation
  }
  return false;
}

// Menus and the foot of a page name who made the site, captions who made a picture.
bool stands_apart(const Node& node) {
  if (is_among_comments(node)) return true;
  bool in_footer = false;
  for (const auto* n = &node; n != nullptr; n = n->parent) {
    if (n->name == "nav" || n->name == "figcaption") return true;
    in_footer = in_footer || n->name == "footer";
    if (n->name == "article" || n->name == "main") in_footer = false;
  }
  return in_footer;
}

bool leads_to_author(const Node& node) {
  const auto* href = node.name == "a" ? node.get("href") : nullptr;
  if (href == nullptr) return false;
  for (const std::string_view path :
       {"/author/", "/authors/", "/autor/", "/autoren/", "/auteur/"}) {
    if (href->find(path) != std::string::npos) return true;
  }
  return false;
}

bool is_name(const Node& node) {
  const auto* property = node.get("itemprop");
  const auto* style = node.get("class");
  if (property != nullptr && lower(*property) == "name") return true;
  if (style == nullptr) return false;
  const auto names = split(lower(*style), " ");
  return std::find(names.begin(), names.end(), "fn") != names.end();
}

bool is_called_name(const Node& node) {
  const auto* style = node.get("class");
  return style != nullptr && is_one_of(lower(trim(*style)), {"name", "author-name"});
}

constexpr int kMostElements = 64;            // what has more is no byline
constexpr std::size_t kLongestWords = 2000;  // bytes; the same

// The only one below `node` that passes the test, or null.
template <class Test>
const Node* only_one(const Node& node, Test&& test) {
  const Node* found = nullptr;
  int seen = 0;
  const auto* const second = html::first_where(node, [&](const Node& n) {
    if (++seen > kMostElements) return true;
    if (&n == &node || n.is_text() || !test(n)) return false;
    return std::exchange(found, &n) != nullptr;
  });
  return second == nullptr ? found : nullptr;
}

// Adds the words, with `heard` those for people who hear the page, too; false where they are too
// many or there are more than `left` nodes.
bool append_words(std::string& out, const Node& node, bool heard, int& left) {
  for (const auto* n = node.first; n != nullptr; n = n->next) {
    if (--left < 0) return false;
    if (n->is_text()) {
      if (out.size() + n->text.size() > kLongestWords) return false;
      out += n->text;
      continue;
    }
    const bool apart = html::is_block(n->name) || n->name == "br";
    if (apart) out += ' ';
    const bool counts = heard || !names_heard(*n);
    if (counts && !append_words(out, *n, heard, left)) return false;
    if (apart) out += ' ';
  }
  return true;
}

// Without the words for those who hear the page, unless there are no others.
std::optional<std::string> seen_text_of(const Node& node) {
  const auto words = [&](bool heard) {
    std::string out;
    int left = kMostElements;
    return append_words(out, node, heard, left) ? std::optional(fold_space(out)) : std::nullopt;
  };
  auto whole = words(true);
  if (!whole || whole->empty()) return whole;
  auto seen = words(false);
  return seen && !seen->empty() ? seen : whole;
}

// Of the name's own element, where there is one.
std::string text_of_byline(const Node& node) {
  const auto whole = seen_text_of(node);
  if (!whole) return {};
  const auto* name = only_one(node, is_name);
  const auto* link = only_one(node, [](const Node& n) { return n.name == "a"; });
  if (name == nullptr && link != nullptr && leads_to_author(*link)) name = link;
  if (name == nullptr) {  // at the block's beginning, others are a paper's or a second author's
    name = only_one(node, is_called_name);
    const auto first = name == nullptr ? std::string() : html::short_text_of(*name).value_or("");
    if (first.empty() || !whole->starts_with(first)) name = nullptr;
  }
  if (name == nullptr) return *whole;
  const auto* stated = name->get("content");
  const auto text = stated != nullptr ? *stated : html::short_text_of(*name).value_or("");
  return names_in_byline(text).empty() ? *whole : text;
}

// "来源：海边日报 作者：李明 编辑：王芳" → "李明": two to four letters after a label at the line's
// beginning, or where it says when or where from; within a text such labels credit others.
std::string han_name(std::string_view line) {
  constexpr std::string_view kLabels[] = {"作者：", "作者:", "记者：", "记者:", "記者：",
                                          "文/",    "文／",  "撰文：", "撰文/", "本报记者"};
  constexpr std::string_view kBetween[] = {" ", "\u3000", "|", "/"};
  constexpr std::string_view kOrigin[] = {"来源", "來源"};
  constexpr std::string_view kNoNames[] = {"报道", "摄影", "采访", "现场", "直播",
                                           "发自", "综合", "简介", "整理"};
  constexpr std::size_t kShortest = 2, kLongest = 4;  // letters
  constexpr std::size_t kBytes = 3;                   // of a letter
  for (const auto label : kLabels) {
    const auto at = line.find(label);
    if (at == line.npos) continue;
    const auto before = line.substr(0, at), name = trim(line.substr(at + label.size()));
    std::size_t end = 0;
    while (end < name.size()) {
      const auto c = decode_utf8(name.substr(end));
      if (c.code_point < 0x4E00 || c.code_point > 0x9FFF) break;
      end += c.length;
    }
    const auto found = name.substr(0, end), rest = name.substr(end);
    const bool of_line = before.empty() || (ends_with_any(before, kBetween) &&
                                            (is_digit(before[0]) || holds_any(before, kOrigin)));
    const bool fits = end >= kShortest * kBytes && end <= kLongest * kBytes;
    const bool stops = rest.empty() || starts_with_any(rest, kBetween);
    if (of_line && fits && stops && !holds_any(found, kNoNames)) return std::string(found);
  }
  return {};
}

// "By Jane Doe" on a line of its own.
std::string written_name(const Node& text) {
  constexpr std::size_t kLongest = 60, kLongestLine = 150;  // bytes
  const auto start = trim(text.text);
  if (start.size() <= kLongestLine) {
    if (auto name = han_name(fold_space(start)); !name.empty()) return name;
  }
  if (start.size() > kLongest || text.parent == nullptr || !starts_as_byline(start)) return {};
  const auto* line = text.parent;
  if (is_one_of(line->name, {"b", "i", "em", "strong", "span", "small"}) &&
      line->parent != nullptr && line->parent->first == line->parent->last) {
    line = line->parent;
  }
  const auto whole = html::short_text_of(*line).value_or("");
  if (whole.size() > kLongest || !starts_as_byline(whole)) return {};
  const auto name = names_in_byline(whole);
  const auto words = split(name, " ");
  const bool capitals = std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return !(word[0] >= 'a' && word[0] <= 'z');
  });
  return capitals && words.size() > 1 && words.size() <= 4 ? name : std::string();
}

}  // namespace

void BylineFinder::visit(const Node& node) {
  constexpr std::size_t kLongest = 150;  // bytes
  constexpr int kMostRefused = 500;      // who has more names no author by them
  const auto wanted = [&](Place place) {
    return std::all_of(found_.begin(), found_.begin() + place + 1,
                       [](const std::string& name) { return name.empty(); });
  };
  const auto keep = [&](Place place, const std::string& text) {
    if (text.empty() || text.size() >= kLongest) return;
    if (refused_ >= kMostRefused) return;
    auto name = names_in_byline(text);
    if (name.empty()) return;
    if (!stands_apart(node)) {
      found_[place] = std::move(name);
    } else {
      ++refused_;
    }
  };
  if (node.is_text()) {
    if (wanted(kWritten)) keep(kWritten, written_name(node));
    return;
  }
  if (node.attributes.empty()) return;
  const auto is_author = [&](const char* attribute) {
    const auto* value = node.get(attribute);
    return value != nullptr && lower(*value) == "author";
  };
  if (is_author("rel") || is_author("itemprop")) {
    if (wanted(kMarked)) {
      keep(kMarked, text_of_byline(node));
      marked_in_ = node.parent;
    } else if (node.parent == marked_in_ && found_[kMarked].size() < kLongest) {
      add_name(found_[kMarked], names_in_byline(text_of_byline(node)));
    }
  }
  if (wanted(kClass) && says_byline(node)) keep(kClass, text_of_byline(node));
  if (wanted(kLink) && leads_to_author(node)) keep(kLink, text_of_byline(node));
}

std::string BylineFinder::best() const {
  const auto first = std::find_if(found_.begin(), found_.end(),
                                  [](const std::string& name) { return !name.empty(); });
  return first == found_.end() ? std::string() : *first;
}

}  // namespace heed::read
