// One item of an XML feed, collected element by element. Where versions and modules of RSS and Atom
// say the same thing with different elements, the rules of precedence are those of feedparser: the
// element nearest to the item wins, of equals the last, but the first title.
#pragma once

#include <array>
#include <climits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/read/feed/construct.h"
#include "heed/read/feed/field.h"
#include "heed/read/item.h"

namespace heed::read::feed {

class Entry {
 public:
  // `atom`: plain text is plain, never to be taken for HTML.
  explicit Entry(bool atom) : atom_(atom) { depths_.fill(INT_MAX); }

  void read(const html::Node& item, std::string_view base);
  // `site`: where the feed's page lies, or "": the item's links that had no base are seen from
  // there, those within its texts from the item's own page.
  Item take(std::string_view site);

 private:
  void visit(const html::Node& node, std::string_view outer, int depth);
  bool visit_text(Field field, const html::Node& node, std::string_view base, int depth);
  bool visit_fact(Field field, const html::Node& node, std::string_view base, int depth);
  void take_title(const html::Node& node, std::string_view base, int depth, bool own);
  void take_id(const html::Node& node);
  void take_date(Field field, const html::Node& node, int depth);
  void take_summary(Construct construct, int depth);
  void take_person(const html::Node& node);
  void take_link(const html::Node& node, std::string_view base);
  void take_written_link(const html::Node& node, const std::string* rel, std::string_view base);
  void take_enclosure(const html::Node& node, std::string_view base);
  void take_media(const html::Node& node, std::string_view base);
  void take_category(const html::Node& node);
  void add_category(std::string_view name);
  bool nearest(Field field, int depth);

  bool atom_;
  Item item_;
  Construct summary_;
  Construct content_;
  Construct media_description_;  // of a film or picture: the summary where there is no other text
  bool has_summary_ = false;
  bool has_content_ = false;
  int title_depth_ = -1;
  std::string about_;      // rdf:about: the id where there is no other
  std::string permalink_;  // a guid that is an address
  std::string author_element_;
  std::string source_author_;        // of the feed that an aggregator has the item from
  std::array<int, kFields> depths_;  // of what was taken
};

// None where a program wrote what stands for none: the year 1 of Go and other early ones, the first
// second of Unix. What a library dates 1806 is of that year.
std::optional<Time> meant_date(std::optional<Time> date);

// Of the elements named author right below a feed or a source.
std::string authors_within(const html::Node& node);

// Items that name nobody are by the feed's authors, unless these are longer than a byline.
void lend_authors(const std::string& authors, std::vector<Item>& items);

// Items that declare no language are in the feed's.
void lend_language(const std::string& language, std::vector<Item>& items);

// xml:base of the node seen from `base`, put into `kept`, or `base`.
std::string_view base_within(const html::Node& node, std::string_view base, std::string& kept);

// Fills summary and content, sanitised, and `text` from the fuller of the two.
void set_bodies(Item& item, const Construct& summary, const Construct& content);

}  // namespace heed::read::feed
