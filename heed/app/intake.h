// One document, read: which sources its items belong to, and on to the ingest.
#pragma once

#include <set>
#include <string>

#include "heed/app/ingest.h"
#include "heed/read/document.h"

namespace heed::app {

// {"summary":{"added","updated","unchanged","failed","skipped","sources"}}
Json summary(const Ingest& ingest, int new_sources);

class Intake {
 public:
  // `name`: keep everything under this source name; "": under the documents' own.
  Intake(Home& home, Ingest& ingest, std::string name)
      : home_(home), ingest_(ingest), name_(std::move(name)) {}

  // A document that is no feed's at its own address; `origin.name` is its path or, with an
  // `origin.url`, the address that the person gave.
  void take(const read::Document& document, const read::Origin& origin);
  // JSON Lines of any length, a few thousand items in memory at a time.
  void take_json_lines(std::istream& in, const std::string& where);
  void take_items(const read::ItemList& list, const read::Origin& origin);
  void take_subscriptions(const read::SubscriptionList& list, const read::Origin& origin);

  int new_sources() const { return new_sources_; }
  const std::string& name() const { return name_; }

  // Subscriptions in private networks are allowed, each for its own host and port; of a list that
  // came from the network, only those at the list's.
  bool allow_private = false;

  // Finds or adds; what was removed comes back. What is asked at the same address is the same.
  store::Source source(const store::Source& wanted);

 private:
  class BySource;

  // Finds or adds the source, and stores these of it.
  store::Source store(const store::Source& wanted, std::span<const read::Item> items,
                      Ingest::Reach reach = Ingest::Reach::source);

  Home& home_;
  Ingest& ingest_;
  std::string name_;
  int new_sources_ = 0;
  std::set<std::int64_t> placed_;  // rows of sources whose folder a list of this run has said
};

}  // namespace heed::app
