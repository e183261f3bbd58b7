// The person's items, felt and valued: what both an edition and a "why" start from.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heed/app/home.h"
#include "heed/app/scoring.h"
#include "heed/store/items.h"

namespace heed::app {

// Unread, and neither hidden nor disliked.
bool considered(const store::Item& item);

// The page that a link leads to, without tracking, and the place in it. "" for a site's front,
// which is the address of nothing told.
std::string address_of(std::string_view url);

// Places that the person is done with, having read, hidden or disliked what one source says is
// there. What another says is there is the same; within a source several items may share one.
class Done {
 public:
  explicit Done(std::span<const store::Item> items);
  bool with(const store::Item& item) const;

 private:
  // By the last part of the path: the address and the source.
  std::map<std::string, std::set<std::pair<std::string, std::int64_t>>, std::less<>> places_;
};

struct Survey {
  std::vector<store::Item> items;  // by row
  std::vector<bool> offered;       // considered, and the person is not done with its page
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

// All considered items; `also` names more, whose ranks are those that they would have. Encodes what
// has no vector yet.
std::unique_ptr<Survey> survey(Home& home, std::span<const std::string> also = {});

// Newest first, ties by id.
bool newer(const store::Item& a, const store::Item& b);

}  // namespace heed::app
