// A property of every code point, worked out page by page (256 code points) when a page is first
// asked for: text touches few pages, so nothing large is built at the start. Safe to share between
// threads; a page that two threads build at once is built twice and kept once.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>

namespace heed {

template <class Entry>
class PageTable {
 public:
  explicit PageTable(std::function<Entry(char32_t)> make) : make_(std::move(make)) {}
  PageTable(const PageTable&) = delete;
  PageTable& operator=(const PageTable&) = delete;
  ~PageTable() {
    for (auto& page : pages_) delete page.load(std::memory_order_relaxed);
  }

  // `c` ≤ U+10FFFF.
  const Entry& operator[](char32_t c) const {
    const Page* page = pages_[c >> 8].load(std::memory_order_acquire);
    if (page == nullptr) page = fill(c >> 8);
    return (*page)[c & 0xFF];
  }

 private:
  using Page = std::array<Entry, 256>;

  const Page* fill(char32_t number) const {
    auto page = std::make_unique<Page>();
    for (char32_t i = 0; i < 256; ++i) (*page)[i] = make_((number << 8) | i);
    const Page* expected = nullptr;
    if (pages_[number].compare_exchange_strong(expected, page.get(), std::memory_order_acq_rel)) {
      return page.release();
    }
    return expected;
  }

  std::function<Entry(char32_t)> make_;
  mutable std::array<std::atomic<const Page*>, 0x1100> pages_{};
};

}  // namespace heed
