// Something that takes time to make and may not be needed: made at the first use, by whichever
// thread comes first.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <system_error>
#include <utility>

namespace heed {

template <class T>
class Late {
 public:
  explicit Late(std::function<T()> make) : make_(std::move(make)) {}

  // Throws what `make` throws; the next call then tries again.
  const T& get() {
    std::call_once(once_, [&] { value_.reset(new T(make_())); });
    return *value_;
  }

  // Lets another thread make it already. What goes wrong there, get() meets again.
  void begin() {
    std::call_once(begun_, [&] {
      try {
        making_ = std::async(std::launch::async, [&] { get(); });
      } catch (const std::system_error&) {  // no thread to be had
      }
    });
  }

 private:
  std::function<T()> make_;
  std::once_flag once_, begun_;
  std::unique_ptr<const T> value_;
  std::future<void> making_;  // the last member: what its thread uses outlives it
};

}  // namespace heed
