#include "heed/app/transfer.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "heed/app/interests.h"
#include "heed/app/settings.h"
#include "heed/app/sources.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr int kFormat = 1;
constexpr double kMostMinutes = 1e6;  // two years without a pause

// What a document says that no export of heed would.
struct Damaged : std::runtime_error {
  using runtime_error::runtime_error;
};

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json time_or_null(const std::optional<Time>& time) {
  return time ? Json(to_rfc3339(*time)) : Json(nullptr);
}

Time time_of(const Json& text) {
  const auto time = parse_rfc3339(text.get<std::string>());
  if (!time) throw Damaged("not a time: " + text.get<std::string>());
  return *time;
}

std::optional<Time> maybe_time(const Json& text) {
  if (text.is_null()) return std::nullopt;
  return time_of(text);
}

template <class T>
std::optional<T> maybe(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return value.get<T>();
}

// An export may have been through other hands: none of its links may run something.
std::string link(const Json& given) {
  auto url = given.get<std::string>();
  return url.empty() || read::is_safe_link(url) ? url : "";
}

Json document(const store::Source& s) {
  return {{"id", s.id},
          {"identity", s.identity},
          {"url", s.url},
          {"site", s.site},
          {"title", s.title},
          {"kind", s.kind},
          {"folder", s.folder},
          {"allowed", s.allowed},
          {"etag", s.etag},
          {"last_modified", s.last_modified},
          {"validated", s.validated},
          {"last_fetch", time_or_null(s.last_fetch)},
          {"next_fetch", time_or_null(s.next_fetch)},
          {"last_error", s.last_error},
          {"failures", s.failures}};
}

store::Source source_of(const Json& d) {
  store::Source s;
  s.id = d.at("id");
  s.identity = d.at("identity");
  s.url = link(d.at("url"));
  s.site = link(d.at("site"));
  s.title = d.at("title");
  s.kind = d.at("kind");
  s.folder = d.at("folder");
  s.allowed = d.at("allowed");
  s.etag = d.at("etag");
  s.last_modified = d.at("last_modified");
  s.validated = d.value("validated", s.validated);
  s.last_fetch = maybe_time(d.at("last_fetch"));
  s.next_fetch = maybe_time(d.at("next_fetch"));
  s.last_error = d.at("last_error");
  s.failures = static_cast<int>(whole_number(d.at("failures")));
  return s;
}

Json document(const store::StoredItem& stored, const std::string& source) {
  const auto& i = stored.item;
  return {{"id", stored.id},
          {"source", source},
          {"guid", i.guid},
          {"canonical", i.canonical},
          {"title_key", i.title_key},
          {"digest", i.digest},
          {"title", i.title},
          {"url", i.url},
          {"author", i.author},
          {"lang", i.lang},
          {"time", to_rfc3339(i.time)},
          {"seen", to_rfc3339(i.seen)},
          {"minutes", i.minutes},
          {"html", i.html},
          {"text", i.text},
          {"unsubscribe", i.unsubscribe},
          {"labels", i.labels},
          {"whole", stored.whole}};
}

store::StoredItem item_of(const Json& d, const std::map<std::string, std::int64_t>& rows) {
  store::StoredItem stored;
  stored.id = d.at("id");
  if (stored.id.empty()) throw Damaged("id is empty");
  auto& i = stored.item;
  const auto source = rows.find(d.at("source").get<std::string>());
  if (source == rows.end()) {
    throw Damaged("item " + stored.id + " is of a source that is not there");
  }
  i.source = source->second;
  i.guid = d.at("guid");
  i.canonical = d.at("canonical");
  i.title_key = whole_number(d.at("title_key"));
  i.digest = whole_number(d.at("digest"));
  i.title = d.at("title");
  i.url = link(d.at("url"));
  i.author = d.at("author");
  i.lang = d.at("lang");
  i.time = time_of(d.at("time"));
  i.seen = time_of(d.at("seen"));
  i.minutes = d.at("minutes");
  if (!(i.minutes >= 0 && i.minutes <= kMostMinutes)) throw Damaged("minutes are out of range");
  i.html = d.at("html");
  i.text = d.at("text");
  i.unsubscribe = link(d.value("unsubscribe", ""));  // exports of the first heed had neither
  i.labels = d.value("labels", std::vector<std::string>());
  stored.whole = d.value("whole", stored.whole);
  return stored;
}

Json document(const store::Event& e) {
  return {{"id", e.id},
          {"time", to_rfc3339(e.time)},
          {"by", e.actor},
          {"kind", e.kind},
          {"facet", e.facet},
          {"subject", e.subject},
          {"value", or_null(e.value)},
          {"item", or_null(e.item)},
          {"why", e.why},
          {"undoes", or_null(e.undoes)},
          {"undone", e.undone}};
}

store::Event event_of(const Json& d) {
  store::Event e;
  e.id = whole_number(d.at("id"));
  e.time = time_of(d.at("time"));
  e.actor = d.at("by");
  if (e.actor != "person" && e.actor != "heed") throw Damaged("by neither person nor heed");
  e.kind = d.at("kind");
  e.facet = d.at("facet");
  e.subject = d.at("subject");
  e.value = maybe<std::string>(d.at("value"));
  e.item = maybe<std::string>(d.at("item"));
  e.why = d.at("why");
  if (!d.at("undoes").is_null()) e.undoes = whole_number(d.at("undoes"));
  e.undone = d.at("undone");
  return e;
}

// The elements of an array, one a line.
class Records {
 public:
  explicit Records(std::ostream& out) : out_(out) {}

  void write(const Json& record) {
    out_ << (first_ ? "\n" : ",\n") << to_line(record);
    first_ = false;
  }

 private:
  std::ostream& out_;
  bool first_ = true;
};

// visit(record) for each in an array; says which one it is that can't be read.
template <class Visit>
void each_record(const Json& text, const char* name, const Visit& visit) {
  const auto found = text.find(name);
  if (found == text.end() || !found->is_array()) throw Damaged(std::string("it lists no ") + name);
  for (std::size_t i = 0; i < found->size(); ++i) {
    const auto where = std::string(name) + "[" + std::to_string(i) + "]: ";
    try {
      visit((*found)[i]);
    } catch (const Json::out_of_range&) {
      throw Damaged(where + "a field is missing");
    } catch (const Json::exception&) {
      throw Damaged(where + "a field is of the wrong type");
    } catch (const Damaged& problem) {
      throw Damaged(where + problem.what());
    }
  }
}

void fill(Home& home, const Json& text, std::string_view file) {
  auto& store = home.store();
  const auto format = text.is_object() ? text.find("heed") : text.end();
  if (format == text.end() || !format->is_number_integer()) {
    throw Damaged("it doesn't say of which heed");
  }
  if (*format != kFormat) {
    throw Error(Failure::bad_input, "an export of a newer heed", std::string(file),
                "import it with that one");
  }
  std::map<std::string, std::int64_t> rows;
  std::map<std::string, std::string> full_text;  // which was no event at first
  each_record(text, "sources", [&](const Json& d) {
    auto source = source_of(d);
    if (source.id.empty() || rows.contains(source.id)) {
      throw Damaged("id \"" + source.id + "\" is empty or there twice");
    }
    const auto added = store.sources.find_or_add(source);
    source.row = added.row;
    store.sources.update(source);
    rows[d.at("id")] = source.row;
    const auto mode = d.value("full_text", added.full_text);
    if (mode != added.full_text) full_text[added.id] = mode;
  });
  std::set<std::string> ids;
  each_record(text, "items", [&](const Json& d) {
    const auto item = item_of(d, rows);
    if (!ids.insert(item.id).second) throw Damaged("item " + item.id + " is there twice");
    store.items.restore(item);
  });
  std::set<std::int64_t> events;
  each_record(text, "events", [&](const Json& d) {
    const auto event = event_of(d);
    if (!events.insert(event.id).second) {
      throw Damaged("event " + std::to_string(event.id) + " is there twice");
    }
    store.events.restore(event);
  });
  for (const auto& [source, mode] : full_text) append_full_text(home, source, mode, "heed");
}

// Throws where what the events left is not what commands can read.
void check_state(Home& home) {
  for (const auto& setting : settings_table()) {
    if (setting.choices.empty()) {
      (void)number_setting(home, setting.key);
    } else {
      (void)word_setting(home, setting.key);
    }
  }
  (void)interests(home);
  for (const auto& state : home.store().events.states("story")) {
    (void)Json::parse(state.value).get<std::vector<std::string>>();
  }
  for (const auto& state : home.store().events.states("full_text")) {
    if (!is_full_text_mode(state.value)) throw Damaged("full text: " + state.value);
  }
}

}  // namespace

void export_home(Home& home, std::ostream& out) {
  auto& store = home.store();
  out << "{\"heed\":" << kFormat << ",\n\"sources\":[";
  std::map<std::int64_t, std::string> ids;
  Records sources(out);
  for (const auto& source : store.sources.list(true)) {
    ids[source.row] = source.id;
    sources.write(document(source));
  }
  out << "],\n\"items\":[";
  Records items(out);
  store.items.each(
      [&](const store::StoredItem& i) { items.write(document(i, ids[i.item.source])); });
  out << "],\n\"events\":[";
  Records events(out);
  for (const auto& event : store.events.list({})) events.write(document(event));
  out << "]}\n";
}

Json import_home(Home& home, std::string_view text, std::string_view where) {
  auto& store = home.store();
  if (store.items.count() + store.events.count() != 0 || !store.sources.list(true).empty()) {
    throw Error(Failure::usage, "this home is not empty", home.folder().string(),
                "import into a new one: heed --home DIR import FILE");
  }
  const auto refuse = [](std::string_view what, std::string_view at) {
    throw Error(Failure::bad_input, "not an export of heed: " + std::string(what), std::string(at),
                "give a file that heed export wrote; heed add reads feeds, pages and the like");
  };
  const auto parsed = parse_json(text, where);
  if (!parsed) refuse(parsed.error().message, parsed.error().where);
  const auto& whole = *parsed;
  store::Transaction transaction(store.database);
  try {
    fill(home, whole, where);
    check_state(home);
  } catch (const Damaged& problem) {
    refuse(problem.what(), where);
  } catch (const Json::exception&) {
    refuse("an event's value is of the wrong type", where);
  }
  transaction.commit();
  return {{"imported",
           {{"sources", store.sources.list(true).size()},
            {"items", store.items.count()},
            {"events", store.events.count()}}}};
}

}  // namespace heed::app
