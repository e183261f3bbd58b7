#include "heed/read/jsonl/jsonl.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/charset.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/json_fields.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {}  // namespace

Result<Item> item_from_json(const Json& object) {
  if (!object.is_object()) return Error(Failure::bad_input, "not a JSON object");
  Item item;
  item.id = string_field(object, "id");
  item.title = fold_space(string_field(object, "title"));
  item.link = std::string(trim(first_string(object, {"url", "link"})));
  item.author = names_field(object, {"author", "authors"});
  item.source = fold_space(string_field(object, "source"));
  item.language = first_string(object, {"lang", "language"});
  item.published = date_field(object, "published");
  for (const auto name : {"published_at", "created_at"}) {  // as Wallabag says it
    if (!item.published) item.published = date_field(object, name);
  }
  item.updated = date_field(object, "updated");
  if (const auto minutes = number_field(object, "minutes");
      minutes && *minutes >= 0 && *minutes < 1e6) {
    item.minutes = minutes;
  }
  for (const auto name : {"categories", "tags"}) {
    for (auto& label : labels_field(object, name)) item.categories.push_back(std::move(label));
  }
  if (!item.link.empty() && !is_safe_link(item.link)) item.link.clear();

  const auto html = first_string(object, {"html", "content"});
  const auto text = string_field(object, "text");
  const auto tree = html.empty() ? html::tree_of_lines(text) : html::clean_tree(html, item.link);
  item.content_html = html::serialise(tree.root());
  item.text = html::text_of(tree.root());
  if (item.title.empty() && item.text.empty()) {
    return Error(Failure::bad_input, "an item with neither title nor text", {},
                 "give it \"title\" or \"text\"");
  }
  return item;
}

void read_json_lines(std::istream& in, std::string_view where,
                     const std::function<bool(Item)>& on_item,
                     const std::function<bool(Error)>& on_error) {
  std::string line;
  for (long number = 1; std::getline(in, line); ++number) {
    if (number == 1) line.erase(0, line.size() - without_mark(line).size());
    if (trim(line).empty()) continue;
    const auto place = std::string(where) + ", line " + std::to_string(number);
    if (line.size() > kLongestLine) {
      if (!on_error(Error(Failure::bad_input, "a line longer than 16 MiB", place, "split it")))
        return;
      continue;
    }
    auto json = parse_strange_json(is_utf8(line) ? line : repair_utf8(line), place);
    auto item = json ? item_from_json(*json) : Result<Item>(json.error());
    const bool go_on = item ? on_item(std::move(*item))
                            : on_error(Error(Failure::bad_input, item.error().message, place,
                                             item.error().remedy.empty() ? "correct the line"
                                                                         : item.error().remedy));
    if (!go_on) return;
  }
}

}  // namespace heed::read
