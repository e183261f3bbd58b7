// What add and fetch say while they work: JSON Lines for programs, a line for each source and error
// for people.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "heed/app/home.h"
#include "heed/base/json.h"
#include "heed/cli/fetch_table.h"
#include "heed/cli/progress.h"

namespace heed::cli {

class IntakeReport {
 public:
  explicit IntakeReport(const Context& context)
      : context_(context), progress_(context), table_(context) {}

  void operator()(const Json& document);

  // What stop and watch of a use case are to be.
  std::function<bool()> stop();
  app::Watch watch() { return table_.watch(); }

  // Encodes what is new and says how it ended; gives the exit code.
  int finish(app::Home& home, int code);

 private:
  void complain(const char* kind, const Json& what);
  void tell(const Json& document);
  void tell_summary(const Json& summary);

  const Context& context_;
  Progress progress_;
  FetchTable table_;
  std::map<std::string, int> items_;  // by source
  std::size_t seen_ = 0;
};

}  // namespace heed::cli
