// docs/api against the headers that are installed: every public function and type has its place on
// its room's page, every name on a page exists, and every example is quoted from one that runs.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "heed/base/files.h"

namespace heed {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = HEED_SOURCE_DIR;
const char* const kRooms[] = {"base", "kernel", "tensor", "attention",
                              "nn",   "text",   "model",  "train"};

std::string page_of(const std::string& room) {
  return read_file(kSource / "docs" / "api" / (room + ".md"));
}

// What the room's public headers declare at namespace level.
std::set<std::string> declared_in(const std::string& room) {
  static const std::regex internal(HEED_INTERNAL_HEADERS);
  static const std::regex type(R"(^(?:enum class|struct|class)(?: \[\[nodiscard\]\])? (\w+)[ {:])");
  static const std::regex alias(R"(^using (\w+) =)");
  static const std::regex function(
      R"(^(?!return|using|static_assert)[A-Za-z][\w:<>,&* ]*[ &*](\w+)\()");
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "heed" / room)) {
    const auto path = fs::relative(entry.path(), kSource / "heed").string();
    if (entry.path().extension() != ".h" || std::regex_search(path, internal)) continue;
    auto text = read_file(entry.path());
    text = std::regex_replace(text, std::regex("namespace detail \\{[^]*?\\}  // namespace detail"),
                              "");
    std::size_t at = 0;
    while (at < text.size()) {
      const auto end = std::min(text.find('\n', at), text.size());
      const auto line = text.substr(at, end - at);
      at = end + 1;
      std::smatch found;
      const bool forward = line.ends_with(';') && line.find('{') == std::string::npos;
      if ((std::regex_search(line, found, type) && !forward) ||
          std::regex_search(line, found, alias) || std::regex_search(line, found, function)) {
        names.insert(found[1]);
      }
    }
  }
  return names;
}

TEST(ApiPages, NameEveryPublicFunctionAndType) {
  for (const std::string room : kRooms) {
    const auto page = page_of(room);
    const auto names = declared_in(room);
    EXPECT_GT(names.size(), 5U) << room;
    for (const auto& name : names) {
      EXPECT_NE(page.find("`" + name + "`"), std::string::npos)
          << "docs/api/" << room << ".md has no row for " << name;
    }
  }
}

TEST(ApiPages, NameNothingThatIsGone) {
  static const std::regex row(R"(^\| (.*?) \|)"), quoted("`(\\w+)`"), link(R"(\]\(([^)#]+)\))");
  for (const std::string room : kRooms) {
    const auto page = page_of(room);
    std::string headers;
    for (const auto& entry : fs::recursive_directory_iterator(kSource / "heed" / room)) {
      if (entry.path().extension() == ".h") headers += read_file(entry.path());
    }
    for (std::size_t at = 0; at < page.size();
         at = std::min(page.find('\n', at), page.size()) + 1) {
      const auto line = page.substr(at, page.find('\n', at) - at);
      std::smatch cell;
      if (!std::regex_search(line, cell, row)) continue;
      const std::string first = cell[1];
      for (std::sregex_iterator i(first.begin(), first.end(), quoted), end; i != end; ++i) {
        EXPECT_TRUE(std::regex_search(headers, std::regex("\\b" + (*i)[1].str() + "\\b")))
            << room << ": " << (*i)[1];
      }
    }
    for (std::sregex_iterator i(page.begin(), page.end(), link), end; i != end; ++i) {
      const auto target = (*i)[1].str();
      if (target.starts_with("http")) continue;
      EXPECT_TRUE(fs::exists(kSource / "docs" / "api" / target)) << room << ": " << target;
    }
  }
}

TEST(ApiPages, QuoteExamplesThatRun) {
  // Both without white space: how a line is indented or broken is the formatter's.
  static const std::regex space("\\s+"), block("```cpp\\n([^]*?)```");
  const auto program =
      std::regex_replace(read_file(kSource / "docs/examples/api/main.cc"), space, "");
  int blocks = 0;
  for (const std::string room : kRooms) {
    const auto page = page_of(room);
    for (std::sregex_iterator i(page.begin(), page.end(), block), end; i != end; ++i, ++blocks) {
      const auto quoted = std::regex_replace((*i)[1].str(), space, "");
      EXPECT_NE(program.find(quoted), std::string::npos) << room << ":\n" << (*i)[1];
    }
  }
  EXPECT_GE(blocks, 7);
}

}  // namespace
}  // namespace heed
