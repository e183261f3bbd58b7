#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/cli/command.h"
#include "heed/cli/screen.h"
#include "heed/read/document.h"
#include "heed/read/json.h"

namespace heed::cli {
namespace {

Result<read::Feed> read_one(const std::string& file, const std::string& url) {
  try {
    return read::read_feed(read_file(file), {file, url, {}});
  } catch (const Error& error) {
    return error;
  }
}

void print(const read::Feed& feed) {
  std::cout << plain(feed.title) << " (" << feed.format << (feed.version.empty() ? "" : " ")
            << feed.version << ", " << feed.items.size() << " items)\n";
  for (const auto& item : feed.items) {
    std::cout << "  " << (item.published ? to_rfc3339(*item.published) + "  " : std::string())
              << plain(item.title) << (item.link.empty() ? "" : "  ") << plain(item.link) << "\n";
  }
  for (const auto& warning : feed.warnings) std::cout << "  warning: " << warning << "\n";
}

void print_json(const std::string& file, const Result<read::Feed>& feed) {
  JsonWriter out(std::cout);
  out.begin('{').name("file").text(file);
  if (feed) {
    read::write_fields(out, *feed);
  } else {
    out.name("error").value(to_json(feed.error()).at("error"));
  }
  out.end('}').line();
}

int parse(const Context& context, const Arguments& arguments) {
  int code = 0;
  for (const auto& file : arguments.all("FILE")) {
    const auto feed = read_one(file, arguments.text("--url"));
    if (!feed) {
      code = static_cast<int>(Failure::bad_input);  // missing or broken: there is no document
      std::cerr << "heed: error: " << feed.error().what() << "\n";
    }
    if (context.json || isatty(STDOUT_FILENO) == 0) {
      print_json(file, feed);
    } else if (feed) {
      print(*feed);
    }
  }
  return code;
}

}  // namespace

extern const Command kFeedParse = {
    "feed parse",
    "Read feeds and print what is in them",
    "Reads RSS, RDF, Atom, CDF and JSON Feed files and prints one JSON document a line; in\n"
    "a terminal, without --json, a list to look at. Touches no profile and no network.\n\n"
    "  heed feed parse --json news.xml | jq .items[0].title\n"
    "  curl -s https://example.org/feed | heed feed parse - --url https://example.org/feed",
    {{"FILE", "a feed; - reads standard input", true, true}},
    {{"--url", "U", "the address it came from, to make relative links absolute"}},
    parse};

}  // namespace heed::cli
