// export and import: a home as one file.
#include "heed/app/transfer.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "heed/app/vectors.h"
#include "heed/base/files.h"
#include "heed/cli/home.h"
#include "heed/cli/progress.h"

namespace heed::cli {
namespace {

int export_(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto file = arguments.text("FILE");
  if (file == "-") {
    app::export_home(home, std::cout);
    return 0;
  }
  std::ostringstream out;
  app::export_home(home, out);
  write_file(file, out.str());
  if (context.json) {
    std::cout << to_line({{"file", file}, {"bytes", out.str().size()}}) << "\n";
  } else {
    std::cout << "Everything is in " << file << ".\n";
  }
  return 0;
}

int import_(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto file = arguments.text("FILE");
  const auto document = app::import_home(home, read_file(file, std::size_t{4} << 30), file);
  Progress progress(context);
  app::fill_vectors(home, [&](std::size_t done, std::size_t total) {
    progress.show("Understanding", done, total);
    return true;
  });
  progress.clear();
  if (context.json) {
    std::cout << to_line(document) << "\n";
  } else {
    const auto& n = document["imported"];
    std::cout << n["sources"] << " sources, " << n["items"] << " items and " << n["events"]
              << " events are here.\n";
  }
  return 0;
}

}  // namespace

extern const Command kExport = {
    "export",
    "Write everything that heed keeps into one readable file",
    "heed export heed.json\n\nSources, items, interests, feedback, settings and their history.",
    {{"FILE", "where to, or - for standard output"}},
    {},
    export_};

extern const Command kImport = {"import",
                                "Fill a new home from such a file",
                                "heed --home ~/new import heed.json",
                                {{"FILE", "what heed export wrote, or - for standard input"}},
                                {},
                                import_};

}  // namespace heed::cli
