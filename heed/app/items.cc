#include "heed/app/items.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "heed/app/documents.h"
#include "heed/app/sources.h"
#include "heed/app/vectors.h"
#include "heed/base/escape.h"
#include "heed/base/utf8.h"
#include "heed/model/encoder.h"
#include "heed/read/html/sanitise.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

// The extract as HTML, its matches in <mark>.
std::string safe_html(std::string_view extract) {
  static constexpr char kMarks[] = {store::kMark, store::kEnd};
  std::string out;
  while (true) {
    const auto plain = std::min(extract.find_first_of({kMarks, 2}), extract.size());
    append_escaped(out, extract.substr(0, plain));
    if (plain == extract.size()) return out;
    out += extract[plain] == store::kMark ? "<mark>" : "</mark>";
    extract.remove_prefix(plain + 1);
  }
}

// Best last, as a heap has it; of equals the first row is best.
bool nearer(const store::Product& a, const store::Product& b) {
  return a.value != b.value ? a.value < b.value : a.item > b.item;
}

// All that are anywhere near, as a heap: few of many are asked for.
std::vector<store::Product> nearest(std::vector<store::Product> found) {
  std::erase_if(found, [](const store::Product& p) { return !(p.value > 0); });
  std::ranges::make_heap(found, nearer);
  return found;
}

// The `count` best of a heap, or all that it has, best first; they leave it.
std::vector<store::Product> take_best(std::vector<store::Product>& heap, std::size_t count) {
  std::vector<store::Product> best;
  for (; !heap.empty() && best.size() < count; heap.pop_back()) {
    std::ranges::pop_heap(heap, nearer);
    best.push_back(heap.back());
  }
  return best;
}

// Leaves those that fit what narrows the query.
void narrow(store::Database& database, const store::SearchQuery& query,
            std::vector<store::Product>& products) {
  constexpr std::size_t kFew = 20'000;  // looked up one by one, faster than all that fit are found
  std::vector<std::int64_t> rows;
  if (products.size() <= kFew) {
    for (const auto& one : products) rows.push_back(one.item);
  }
  const auto fitting = products.size() <= kFew ? store::fitting_items(database, query, rows)
                                               : store::fitting_items(database, query, -1);
  std::erase_if(products, [&](const store::Product& p) { return !fitting.contains(p.item); });
}

std::string beginning(std::string_view text) {
  constexpr std::size_t kBytes = 200;
  if (text.size() <= kBytes) return std::string(text);
  return std::string(start_of_utf8(text, kBytes)) + "…";
}

}  // namespace

store::Item find_item(Home& home, std::string_view id) {
  auto found = home.store().items.find(id);
  if (!found) {
    throw Error(Failure::not_found, "there is no item " + std::string(id), std::string(id),
                "heed items lists the stored items with their ids");
  }
  cap_date(*found, home.now());
  return *found;
}

std::vector<Json> items(Home& home, const ItemsRequest& request) {
  store::ItemFilter filter{std::nullopt, request.since, request.limit};
  if (!request.source.empty()) filter.source = find_source(home, request.source).row;
  std::vector<Json> documents;
  for (auto& found : home.store().items.list(filter)) {
    cap_date(found, home.now());
    documents.push_back(item_document(found));
  }
  return documents;
}

Json item(Home& home, std::string_view id) {
  const auto found = find_item(home, id);
  const auto body = home.store().items.body(found.row);
  Json document = item_document(found);
  document["author"] = found.author;
  document["html"] = read::html::with_absolute_links(body.html, found.url);
  document["text"] = body.text;
  document["labels"] = home.store().items.labels(found.row);
  const auto unsubscribe = home.store().items.unsubscribe(found.row);
  document["unsubscribe"] = unsubscribe.empty() ? Json(nullptr) : Json(unsubscribe);
  return document;
}

std::vector<Json> search(Home& home, std::string_view typed, int limit) {
  const auto query = store::parse_search(typed, home.now()).take();
  std::vector<Json> documents;
  for (const auto& hit : store::find_items(home.store().database, query, limit)) {
    auto found = *home.store().items.at(hit.item);
    cap_date(found, home.now());
    Json document = item_document(found);
    document["score"] = hit.score;
    document["highlights"] = Json::array();
    for (const auto& extract : hit.highlights) {
      document["highlights"].push_back(safe_html(extract));
    }
    documents.push_back(std::move(document));
  }
  return documents;
}

std::vector<Json> search_by_meaning(Home& home, std::string_view typed, int limit) {
  auto& store = home.store();
  const auto query = store::parse_search(typed, home.now()).take();
  if (query.words.empty()) return search(home, typed, limit);
  home.encoder().begin();
  constexpr int kFew = 500;  // whose products take less time than a sweep over all
  const int most = query.is_indexed() ? 20'000 : kFew;  // others are looked for among all
  const auto fitting = query.narrowed() ? store::fitting_items(store.database, query, most + 1)
                                        : std::set<std::int64_t>();
  const bool are_all = query.narrowed() && fitting.size() <= static_cast<std::size_t>(most);
  const bool few = are_all && fitting.size() <= kFew;
  fill_vectors(home);
  std::vector<Json> documents;
  const auto is_full = [&] { return documents.size() >= static_cast<std::size_t>(limit); };
  const auto show = [&](const store::Product& near) {
    auto found = store.items.at(near.item);
    if (!found) return;  // forgotten by another heed meanwhile
    if (store.events.state("removed", found->source_id)) return;
    cap_date(*found, home.now());
    Json document = item_document(*found);
    document["score"] = near.value;
    document["highlights"] = {safe_html(beginning(store.items.body(near.item).text))};
    documents.push_back(std::move(document));
  };
  const auto wanted = home.encoder().encode(query.words);
  auto products = few ? vector_products(home, wanted, fitting) : vector_products(home, wanted);
  if (are_all && !few) {
    std::erase_if(products, [&](const store::Product& p) { return !fitting.contains(p.item); });
  }
  auto near = nearest(std::move(products));
  // The best are looked at first, then as many more as should do if they fit as often: the row of
  // each has to be read.
  constexpr std::size_t kFirst = 512, kGrowth = 8;
  for (std::size_t some = kFirst, seen = 0; !near.empty() && !is_full();) {
    auto best = take_best(near, some);
    seen += best.size();
    if (query.narrowed() && !are_all) narrow(store.database, query, best);
    for (std::size_t i = 0; i < best.size() && !is_full(); ++i) show(best[i]);
    const auto missing = static_cast<std::size_t>(limit) - documents.size();
    const auto enough = 2 * seen * missing / std::max<std::size_t>(documents.size(), 1);
    some = std::clamp(enough, kFirst, some * kGrowth);
  }
  return documents;
}

}  // namespace heed::app
