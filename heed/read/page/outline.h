// A page without what is no part of any article (menus, forms, what is hidden, bylines), and how
// much text, how many links and paragraphs lie below each element that stays. The tree outlives it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heed/read/html/tree.h"

namespace heed::read {

// What lies below a node, removed parts left out.
struct Content {
  int letters = 0;  // bytes of text, white space folded
  int own = 0;      // of them in no block below
  int linked = 0;   // of them in links
  int commas = 0;
  int paragraphs = 0;
  int prose = 0;  // in paragraphs that are no lists of links
  int items = 0;
  int pictures = 0;
  bool has_blocks = false;
  double score = 0;
  bool scored = false;
  bool surveyed = false;

  double link_share() const { return letters == 0 ? 0 : static_cast<double>(linked) / letters; }
};

// What belongs to a text whatever it is called: a listing in its frame, and a section under a
// heading that leads nowhere and asks for nothing.
bool is_of_text(const html::Node& node);

// What stays, beyond what is shown and likely to be of an article: what its author's names make
// unlikely, or what is hidden until a program of the page shows it.
enum class Kept { likely, unlikely, hidden };

class Outline {
 public:
  Outline(const html::Tree& page, std::string_view title, Kept kept);

  bool has_hidden() const { return has_hidden_; }
  bool is_removed(const html::Node& node) const { return removed_[node.number]; }
  void remove(const html::Node& node) { removed_[node.number] = true; }

  Content& operator[](const html::Node& node) { return contents_[node.number]; }
  Content* find(const html::Node& node);  // null for text and for what was removed at first

 private:
  void prune(const html::Node& node, bool in_article);
  Content survey(const html::Node& node, bool in_link);

  std::string title_;
  Kept kept_;
  bool has_hidden_ = false;
  std::vector<bool> removed_;  // by the elements' numbers
  std::vector<Content> contents_;
};

}  // namespace heed::read
