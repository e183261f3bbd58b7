// What a page's author called an element, in its class, id, itemprop and role: whether that names
// the article, what stands around it, or its body. The lists of words are those that sites share.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "heed/read/html/tree.h"

namespace heed::read {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names);

// Class, id (but for headings') and itemprop, in lower case.
std::string marks_of(const html::Node& node);

bool is_heading(const html::Node& node);  // h1 to h6
bool is_hidden(const html::Node& node);
bool names_heard(const html::Node& node);       // what is read to those who cannot see the page
bool names_references(const html::Node& node);  // to what others wrote
bool is_formula(const html::Node& node);        // a picture of one, its source beside it
int weight_of(const html::Node& node);          // 25, 0 or -25: speaks for or against an article
bool is_unlikely(const html::Node& node, bool in_article);
bool names_comments(const html::Node& node);  // what readers wrote, in any language's words
// Comments have authors and dates of their own, and their forms ask for a name.
bool is_among_comments(const html::Node& node);
bool names_clutter(const html::Node& node);  // a box that shares or sells
bool names_credit(const html::Node& node);   // whose a picture is
bool names_date(const html::Node& node);     // of publication
bool names_body(const html::Node& node);
bool names_lead(const html::Node& node);
bool names_note(const html::Node& node);  // a remark beside the text that belongs to it

}  // namespace heed::read
