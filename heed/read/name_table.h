// A table from names to small values that is made once and then only read: open addressing on a
// short hash, several slots for each name. For the names that documents are full of, where a
// general hash map takes most of a parser's time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace heed::read {

// `Slots` is a power of two, larger than the number of names.
template <class Value, std::size_t Slots>
class NameTable {
 public:
  // The value of `name`, put there as Value{} where it is new. Names are views: they must last.
  Value& operator[](std::string_view name) {
    Slot& slot = slots_[place(name)];
    slot.name = name;
    return slot.value;
  }

  const Value* find(std::string_view name) const {
    const Slot& slot = slots_[place(name)];
    return slot.name.empty() ? nullptr : &slot.value;
  }

 private:
  struct Slot {
    std::string_view name;
    Value value{};
  };

  // Where the name is, or where it would be put.
  std::size_t place(std::string_view name) const {
    std::uint32_t hash = 0;
    for (const char c : name) hash = hash * 31 + static_cast<unsigned char>(c);
    auto at = (hash ^ (hash >> 10)) % Slots;
    while (!slots_[at].name.empty() && slots_[at].name != name) at = (at + 1) % Slots;
    return at;
  }

  std::array<Slot, Slots> slots_;
};

// Calls visit(name) for each of a list with blanks between.
template <class Visit>
void each_name(std::string_view list, Visit&& visit) {
  while (!list.empty()) {
    const auto name = list.substr(0, list.find(' '));
    if (!name.empty()) visit(name);
    list.remove_prefix(name.size() < list.size() ? name.size() + 1 : list.size());
  }
}

}  // namespace heed::read
