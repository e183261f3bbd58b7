// The person's items, felt and valued: what both an edition and a "why" start from.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "heed/app/home.h"
#include "heed/app/scoring.h"
#include "heed/store/items.h"

namespace heed::app {

// Unread, and neither hidden nor disliked.
bool considered(const store::Item& item);

struct Survey {
  std::vector<store::Item> items;  // by row
  std::vector<float> vectors;      // one unit row for each item, or zeros
  std::size_t width = 0;
  Mind mind;
  ChoiceSettings settings;
  std::unique_ptr<Scoring> scoring;
  std::vector<Score> scores;
  std::vector<std::size_t> by_time, by_value;   // orders of the items: newest, most valued first
  std::vector<std::size_t> rank_new, rank_you;  // from 1; among the considered items

  choice::Rows rows() const { return {vectors, width}; }
  std::span<const float> vector(std::size_t i) const { return rows().row(i); }
};

// All considered items; `also` names one more, whose ranks are those that it would have.
// Encodes what has no vector yet.
std::unique_ptr<Survey> survey(Home& home, std::string_view also = {});

// Newest first, ties by id.
bool newer(const store::Item& a, const store::Item& b);

}  // namespace heed::app
