// What the headers of a message say, as UTF-8.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>

namespace heed::read {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::string text_or_empty(const char* text);  // without controls

// White space folded; a value without encoded words is read in `charset`, that of the body.
std::string header(GMimeMessage* message, const char* name, const std::string& charset);

struct Sender {
  std::string name;  // or else the address
  std::string address;
};

Sender sender_of(GMimeMessage* message, const std::string& charset);

}  // namespace heed::read
