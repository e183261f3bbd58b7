// Which stored items tell the same story, why, and what the person decided about it. A decision is
// an event in the ledger: it can be undone, and holds for what comes in later as well.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/app/survey.h"
#include "heed/base/json.h"
#include "heed/choice/stories.h"

namespace heed::app {

// The items of the stories that the person took apart. What comes in is held against them even
// where they were read since, so the survey must know them.
std::vector<std::string> items_apart(Home& home);

// A survey that knows these, and the item, read or not.
std::unique_ptr<Survey> survey_with(Home& home, const std::string& item);

// For each of `some` (indices into the survey, those first that may lead), where it belongs:
// leaders are places in `some`.
std::vector<choice::Stories::Place> group_stories(Home& home, const Survey& s,
                                                  std::span<const std::size_t> some);

// Other considered items of the survey that tell what item `i` tells, newest first.
struct Told {
  std::size_t item;
  choice::Join join;
};
std::vector<Told> same_story(Home& home, const Survey& s, std::size_t i);

std::string in_words(const choice::Join& join);  // "nearly the same title (92 %)"

// [{"id","title","source","url","because"}]
Json told_document(const Survey& s, std::span<const Told> told);

// {"id","title","source","url","also":[…]}: the item, and what else tells its story.
Json show_story(Home& home, std::string_view item);
// One document as above for each story that more than one unread item tells, newest first.
std::vector<Json> list_stories(Home& home);

// For each two of `items` in turn, {"a","b","same","because","one_source","start","log_odds",
// "clues":[{"clue","value","part"}]}: the parts and the start add up to the log-odds. From 0 on
// both tell the same story, unless days lie between them or they share nothing rare; one address
// is enough by itself. What the person decided is left aside.
std::vector<Json> compare_items(Home& home, std::span<const std::string> items);

// {"event","undoes":null}: the item stands alone from now on; not_found where it does already.
Json split_story(Home& home, std::string_view item);
// The two tell the same story from now on, whatever was split before.
Json join_stories(Home& home, std::string_view a, std::string_view b);

}  // namespace heed::app
