#include "heed/app/sources.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "heed/app/documents.h"
#include "heed/app/full_text.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {

namespace {

bool has_icon(Home& home, const store::Source& source) {
  const auto icon = home.store().sources.icon(source.row);
  return icon && !icon->type.empty();
}

}  // namespace

Json list_sources(Home& home) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  Json list = Json::array();
  for (const auto& s : home.store().sources.list()) {
    list.push_back({{"id", s.id},
                    {"url", shown_address(read::shown_url(s.url))},
                    {"title", s.title},
                    {"kind", s.kind},
                    {"folder", s.folder},
                    {"items", s.items},
                    {"last_fetch", s.last_fetch ? Json(to_rfc3339(*s.last_fetch)) : Json(nullptr)},
                    {"last_error", text_or_null(s.last_error)},
                    {"full_text", s.full_text},
                    {"icon", has_icon(home, s)}});
  }
  return {{"sources", list}};
}

store::Source find_source(Home& home, std::string_view name, bool removed_too) {
  auto& store = home.store();
  const auto shown = read::shown_url(name);
  const auto removed = [&](const auto& s) { return store.events.state("removed", s.id); };
  auto named = store.sources.named(name);
  const bool all_removed = std::all_of(named.begin(), named.end(), removed);
  if (!removed_too || !all_removed) std::erase_if(named, removed);
  if (named.empty()) {
    throw Error(Failure::not_found, "there is no source " + shown, shown,
                "heed sources lists them with their ids");
  }
  // What one has as its id or address others may have as their title.
  for (const auto field : {&store::Source::id, &store::Source::url, &store::Source::identity}) {
    const auto bears = [&](const auto& s) { return s.*field == name; };
    if (std::any_of(named.begin(), named.end(), bears)) std::erase_if(named, std::not_fn(bears));
  }
  if (named.size() == 1) return std::move(named[0]);
  std::string ids;
  for (const auto& source : named) ids += (ids.empty() ? "" : ", ") + source.id;
  throw Error(Failure::usage, std::to_string(named.size()) + " sources are called that", shown,
              "say which by its id: " + ids);
}

Json remove_source(Home& home, std::string_view name) {
  const auto source = find_source(home, name);
  store::Event event;
  event.time = home.now();
  event.kind = "sources rm";
  event.facet = "removed";
  event.subject = source.id;
  event.value = "yes";
  event.why = "you said so";
  return {{"event", home.store().events.append(event)}, {"undoes", nullptr}};
}

std::int64_t append_full_text(Home& home, std::string_view id, std::string_view mode,
                              std::string_view actor) {
  store::Event event;
  event.time = home.now();
  event.actor = actor;
  event.kind = "sources set";
  event.facet = "full_text";
  event.subject = id;
  if (mode != store::Source().full_text) event.value = mode;
  event.why = "full text: " + std::string(mode);
  return home.store().events.append(event);
}

bool is_full_text_mode(std::string_view text) {
  return std::find(std::begin(kFullTextModes), std::end(kFullTextModes), text) !=
         std::end(kFullTextModes);
}

Json set_full_text(Home& home, std::string_view name, std::string_view mode) {
  if (!is_full_text_mode(mode)) {
    throw Error(Failure::usage, "full text is never, demand or always", std::string(mode),
                "heed sources set ID --full-text demand");
  }
  const auto source = find_source(home, name);
  Json done = {{"event", nullptr},
               {"undoes", nullptr},
               {"source", {{"id", source.id}, {"full_text", mode}}}};
  if (mode != source.full_text) done["event"] = append_full_text(home, source.id, mode);
  return done;
}

}  // namespace heed::app
