#include "heed/cli/intake_report.h"

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/app/vectors.h"
#include "heed/cli/screen.h"

namespace heed::cli {

void IntakeReport::operator()(const Json& document) {
  for (const auto* kind : {"error", "warning"}) {
    if (document.contains(kind)) complain(kind, document[kind]);
  }
  if (context_.json) {
    std::cout << to_line(document) << "\n";
    // A batch's lines may wait for each other, but not for the next commit.
    std::cout.flush();
  } else {
    tell(document);
  }
  if (document.contains("item") && !table_.shows()) progress_.show("Adding", ++seen_);
}

void IntakeReport::complain(const char* kind, const Json& what) {
  progress_.clear();
  table_.clear();
  const auto remedy = what.value("remedy", std::string());
  const auto text = what["message"].get<std::string>() + ": " + what["where"].get<std::string>() +
                    (remedy.empty() ? "" : ": " + remedy);
  std::fprintf(stderr, "heed: %s: %s\n", kind, plain(text).c_str());
}

std::function<bool()> IntakeReport::stop() {
  return [this] {
    table_.draw();
    return interrupted();
  };
}

void IntakeReport::tell(const Json& document) {
  if (document.contains("item")) {
    ++items_[document["item"]["source"].get<std::string>()];
  } else if (document.contains("source")) {
    table_.clear();
    std::cout << "Subscribed: " << plain(document["source"]["title"].get<std::string>()) << "\n";
  } else if (document.contains("summary")) {
    tell_summary(document["summary"]);
  }
}

void IntakeReport::tell_summary(const Json& summary) {
  progress_.clear();
  table_.clear();
  for (const auto& [source, count] : items_) std::cout << plain(source) << ": " << count << "\n";
  std::cout << summary["added"] << " added, " << summary["updated"] << " updated, "
            << summary["unchanged"] << " already here, " << summary["failed"] << " failed.\n";
  if (const int skipped = summary["skipped"]; skipped > 0) {
    std::cout << skipped << (skipped == 1 ? " other" : " others")
              << " left aside: nothing that heed reads.\n";
  }
  if (summary["sources"] > 0) {
    std::cout << summary["sources"] << " new subscriptions: heed fetch reads them.\n";
  }
  std::cout.flush();
}

int IntakeReport::finish(app::Home& home, int code) {
  table_.clear();
  const bool store_works = code != static_cast<int>(Failure::storage);
  if (store_works && !interrupted()) {
    app::fill_vectors(home, [&](std::size_t done, std::size_t total) {
      progress_.show("Understanding", done, total);
      return !interrupted();
    });
  }
  progress_.clear();
  if (!context_.quiet && !context_.json && !home.encoder_note().empty()) {
    std::fprintf(stderr, "heed: %s\n", home.encoder_note().c_str());
  }
  if (!interrupted()) return code;
  std::fputs("heed: stopped; all that was reported is stored, and the next command goes on.\n",
             stderr);
  return kInterrupted;
}

}  // namespace heed::cli
