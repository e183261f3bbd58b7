// HTTP/1.1 over loopback. One thread moves bytes for all connections, so that slow ones cost
// memory and nothing else; one other thread runs Service::answer, so that the person's data has one
// user at a time. A connection above the limit pushes out the one that has been idle longest.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "heed/server/service.h"

namespace heed::server {

struct Limits {
  std::size_t header_bytes = 16 * 1024;    // 431
  std::size_t body_bytes = 1024 * 1024;    // 413
  std::chrono::milliseconds header{9500};  // 408, from the first wait for a byte of a request
  std::chrono::milliseconds body{10000};   // 408
  std::chrono::milliseconds write{30000};  // then the connection is dropped
  std::size_t connections = 512;
};

class Listener {
 public:
  // Binds 127.0.0.1 and, where there is one, [::1]; port 0 takes a free one. Throws
  // Failure::network where the port is taken. `service` outlives the listener.
  Listener(Service& service, std::uint16_t port, Limits limits = {});
  ~Listener();

  std::uint16_t port() const;
  void stop_on_signals();  // SIGINT and SIGTERM call stop()
  void run();              // serves until stop(); a running answer is finished first
  void stop();             // from any thread

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace heed::server
