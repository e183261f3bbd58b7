// The list that a letter came by, as List-Id (RFC 2919) and its sender tell:
//
//   List-Id                           sender                           known by         title
//   The Weekly <weekly.example.org>   Jane                             the id           The Weekly
//   <golang-nuts.googlegroups.com>    Ann, 'Bob' via golang-nuts       the id           golang-nuts
//   <platformer.substack.com>         Casey Newton from Platformer     the id           the sender
//   12345 <12345.xt.local>            The Loaf                         the id           the sender
//   <3f2a9c1d7e5b4a60.list.example>   The Loaf                         the sender       the sender
//
// The last may be one for each mailing.
#pragma once

#include <string>
#include <string_view>

#include "heed/read/mail/header.h"

namespace heed::read {

struct List {
  std::string title;
  std::string id;  // what it is known by, or "" where that is its title
};

List list_of(std::string_view list_id, const Sender& sender);

// Who wrote to a list that rewrites its senders: "'Ann B' via golang-nuts" → "Ann B".
std::string_view before_via(std::string_view name);

}  // namespace heed::read
