// What an element of a feed says, whichever version or module of RSS or Atom it is of.
#pragma once

#include <cstddef>
#include <string_view>

namespace heed::read::feed {

enum class Field {
  unknown,
  other_thing,  // something about another thing than the item
  title,
  media_title,
  description,
  media_description,
  summary,
  content,
  body,
  encoded,
  link,
  id,
  published,
  updated,
  date,
  created,
  person,
  category,
  keywords,
  enclosure,
  language,
  duration,
  media
};

inline constexpr std::size_t kFields = static_cast<std::size_t>(Field::media) + 1;

Field field_of(std::string_view element);

}  // namespace heed::read::feed
