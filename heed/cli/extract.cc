#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/cli/command.h"
#include "heed/cli/screen.h"
#include "heed/read/ascii.h"
#include "heed/read/document.h"
#include "heed/read/minutes.h"

namespace heed::cli {
namespace {

Json to_json(const read::Page& page) {
  const auto& item = page.item;
  const auto length = read::measure(item.text);
  return {{"title", item.title},
          {"byline", item.author},
          {"published", item.published ? Json(to_rfc3339(*item.published)) : Json()},
          {"language", item.language},
          {"text", item.text},
          {"html", item.content_html},
          {"words", length.words + length.characters},
          {"minutes", read::reading_minutes(item.text, item.language)},
          {"warnings", page.warnings}};
}

void print(const read::Page& page) {
  std::cout << plain(page.item.title) << "\n\n";
  for (const auto& paragraph : read::split(page.item.text, "\n")) {
    std::cout << plain(paragraph) << "\n";
  }
  for (const auto& warning : page.warnings) std::cout << "  warning: " << warning << "\n";
}

int extract(const Context& context, const Arguments& arguments) {
  const bool json = context.json || isatty(STDOUT_FILENO) == 0;
  int code = 0;
  for (const auto& file : arguments.all("FILE")) {
    Json line{{"file", file}};
    try {
      const read::Origin origin{file, arguments.text("--url"), {}, context.now};
      const auto page = read::read_html(read_file(file, 64u << 20), origin).take();
      if (json) {
        line.update(to_json(page));
      } else {
        print(page);
      }
    } catch (const Error& error) {
      if (code == 0) code = static_cast<int>(error.failure);
      std::cerr << "heed: error: " << error.what() << "\n";
      line.update(heed::to_json(error));
    }
    if (json) std::cout << to_line(line) << "\n";
  }
  return code;
}

}  // namespace

extern const Command kExtract = {
    "extract",
    "Find the article in saved pages",
    "Prints title, byline, date, language, text and clean HTML of the article in each page: one\n"
    "JSON document a line; in a terminal, without --json, the text. Touches no profile.\n\n"
    "  heed extract page.html --url https://example.org/story\n"
    "  curl -s https://example.org/story | heed extract -",
    {{"FILE", "a page in HTML; - reads standard input", true, true}},
    {{"--url", "U", "the address it came from, to make relative links absolute"}},
    extract};

}  // namespace heed::cli
