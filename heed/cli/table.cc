#include "heed/cli/command.h"

namespace heed::cli {

extern const Command kAttend;
extern const Command kBench;
extern const Command kCheck, kRestore;
extern const Command kPlan, kRank, kToday, kWhy;
extern const Command kClassifyTrain, kClassifyEval, kClassifyPredict;
extern const Command kCompletions, kMan;
extern const Command kExtract, kFeedParse;
extern const Command kLike, kDislike, kSave, kHide, kRead, kOpen, kUndo, kRedo, kLedger;
extern const Command kInterestAdd, kInterestList, kInterestRm;
extern const Command kAdd, kFetch;
extern const Command kExport, kForget, kImport;
extern const Command kItems, kSearch, kSources, kSourcesRm, kSourcesSet;
extern const Command kServe;
extern const Command kStoryCompare, kStoryJoin, kStoryList, kStoryShow, kStorySplit;
extern const Command kSettings, kSettingsHistory, kSettingsUndo;
extern const Command kEmbed, kModelAdd, kModelDistill, kModelInfo, kModelList, kTokenize;

// The order here is the order of `heed --help`.
const std::vector<const Command*>& commands() {
  static const std::vector<const Command*> table = {
      // clang-format off
      &kToday,
      &kWhy,
      &kStoryShow,
      &kStoryCompare,
      &kStoryList,
      &kStorySplit,
      &kStoryJoin,
      &kFeedParse,
      &kExtract,
      &kPlan,
      &kRank,
      &kClassifyTrain,
      &kClassifyEval,
      &kClassifyPredict,
      &kModelList,
      &kModelInfo,
      &kModelAdd,
      &kModelDistill,
      &kEmbed,
      &kAdd,
      &kFetch,
      &kExport,
      &kImport,
      &kForget,
      &kCheck,
      &kRestore,
      &kSources,
      &kSourcesRm,
      &kSourcesSet,
      &kItems,
      &kSearch,
      &kLike,
      &kDislike,
      &kSave,
      &kHide,
      &kRead,
      &kOpen,
      &kUndo,
      &kRedo,
      &kInterestAdd,
      &kInterestList,
      &kInterestRm,
      &kSettings,
      &kSettingsHistory,
      &kSettingsUndo,
      &kLedger,
      &kServe,
      &kAttend,
      &kTokenize,
      &kCompletions,
      &kMan,
      &kBench,
      // clang-format on
  };
  return table;
}

}  // namespace heed::cli
