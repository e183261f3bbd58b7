#include "heed/cli/command.h"

namespace heed::cli {

extern const Command kPlan;
extern const Command kCompletions, kMan;
extern const Command kModelAdd, kModelInfo, kModelList;

// The order here is the order of `heed --help`.
const std::vector<const Command*>& commands() {
  static const std::vector<const Command*> table = {
      &kPlan,
      &kModelList,
      &kModelInfo,
      &kModelAdd,
      &kCompletions,
      &kMan,
  };
  return table;
}

}  // namespace heed::cli
