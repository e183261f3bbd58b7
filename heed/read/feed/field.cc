#include "heed/read/feed/field.h"

#include <utility>

#include "heed/read/name_table.h"

namespace heed::read::feed {
namespace {

// What the elements of all formats say, each meaning with its names.
constexpr std::pair<std::string_view, Field> kNames[] = {
    {"source image textinput contributor dc:contributor itunes:owner itunes:image "
     "media:thumbnail media:credit",
     Field::other_thing},
    {"title dc:title", Field::title},
    {"media:title", Field::media_title},
    {"description dc:description", Field::description},
    {"media:description", Field::media_description},
    {"summary itunes:summary abstract", Field::summary},
    {"content", Field::content},
    {"fullitem body xhtml:body", Field::body},
    {"content:encoded", Field::encoded},
    {"link", Field::link},
    {"guid id", Field::id},
    {"published issued pubdate dcterms:issued", Field::published},
    {"updated modified lastbuilddate dcterms:modified", Field::updated},
    {"dc:date", Field::date},
    {"created dcterms:created", Field::created},
    {"author dc:creator dc:author itunes:author managingeditor", Field::person},
    {"category keywords dc:subject itunes:category media:category", Field::category},
    {"itunes:keywords media:keywords tags", Field::keywords},
    {"enclosure", Field::enclosure},
    {"language dc:language", Field::language},
    {"itunes:duration", Field::duration},
    {"media:content", Field::media},
};

}  // namespace

Field field_of(std::string_view name) {
  static const auto table = [] {
    NameTable<Field, 256> fields;
    for (const auto& [names, field] : kNames) {
      each_name(names, [&, field = field](std::string_view each) { fields[each] = field; });
    }
    return fields;
  }();
  const auto* found = table.find(name);
  return found == nullptr ? Field::unknown : *found;
}

}  // namespace heed::read::feed
