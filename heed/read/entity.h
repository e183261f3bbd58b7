// Character references of HTML: named, decimal and hexadecimal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::read {

// What the name between & and ; stands for ("eacute"), case-sensitive: HTML 5's names, but for the
// few that stand for two characters.
std::optional<char32_t> named_character(std::string_view name);

// What a number stands for: windows-1252 for 0x80 to 0x9F, as browsers read it; U+FFFD for what is
// no character.
char32_t numbered_character(unsigned long number);

// Where a reference stands. Numbers need no semicolon, names do but for 106 old ones in HTML: in
// its text, and in values of attributes where no letter, digit or equals sign follows
// (HTML, 13.2.5.73).
enum class Place { xml, html_text, html_attribute };

// A reference at the start of `text`, which begins with '&': how many bytes it takes (0: none) and
// the character.
struct Reference {
  std::size_t length = 0;
  char32_t character = 0;
};
Reference read_reference(std::string_view text, Place place = Place::xml);

// The text with every reference replaced; what is no reference stays.
std::string decode_references(std::string_view text, Place place = Place::xml);
void append_decoded(std::string& out, std::string_view text, Place place = Place::xml);

}  // namespace heed::read
