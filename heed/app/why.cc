#include "heed/app/why.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/app/documents.h"
#include "heed/app/items.h"
#include "heed/app/stories.h"
#include "heed/app/title_words.h"
#include "heed/choice/bait.h"
#include "heed/store/store.h"

namespace heed::app {

Json why(Home& home, std::string_view id) {
  const auto item = find_item(home, id);
  const auto s = survey_with(home, item.id);
  const auto found = std::find_if(s->items.begin(), s->items.end(),
                                  [&](const auto& other) { return other.id == item.id; });
  if (found == s->items.end()) {
    throw Error(Failure::not_found, "the source of item " + item.id + " was removed", item.id,
                "heed undo brings a source back");
  }
  const auto i = static_cast<std::size_t>(found - s->items.begin());
  const Score& score = s->scores[i];

  Json document = heading_document(item);
  document["value"] = score.value;
  document.update(s->scoring->explain(score, s->vector(i)));
  document["weights"] = weights_document(s->settings.weights);
  document["features"] = weights_document(score.features);
  document["unknown"] = score.unknown;
  document["rank_new"] = s->rank_new[i];
  document["rank_you"] = s->rank_you[i];
  document["considered"] = std::count_if(s->items.begin(), s->items.end(), considered);
  document["eligible"] = considered(s->items[i]);
  document["feedback"] = item.feedback.empty() ? Json(nullptr) : Json(item.feedback);
  document["also"] = told_document(*s, same_story(home, *s, i));
  const auto unsubscribe = home.store().items.unsubscribe(item.row);
  document["unsubscribe"] = unsubscribe.empty() ? Json(nullptr) : Json(unsubscribe);
  document["bait"] = choice::find_bait(item.title).cues;
  document.update(title_words(home, *s->scoring, item.title));
  return document;
}

}  // namespace heed::app
