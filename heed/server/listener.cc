#include "heed/server/listener.h"

#include <sys/resource.h>

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "heed/server/connection.h"

namespace heed::server {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Code = boost::system::error_code;

// Room for all connections beside the files that the rest of heed opens.
void allow_files(std::size_t connections) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  const rlim_t wanted = connections + 256;
  if (files.rlim_cur >= wanted) return;
  files.rlim_cur = files.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, files.rlim_max);
  setrlimit(RLIMIT_NOFILE, &files);
}

void listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true));
  acceptor.bind(endpoint);
  acceptor.listen(asio::socket_base::max_listen_connections);
}

}  // namespace

struct Listener::State {
  State(Service& service, Limits limits)
      : floor{service, limits, network, worker, {}, {}},
        v4(network),
        v6(network),
        signals(network),
        pause(network) {}

  void accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([this, &acceptor](Code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted || !acceptor.is_open()) return;
      if (!error) return welcome(acceptor, std::move(socket));
      if (!floor.idle.empty()) floor.idle.front()->close();  // out of files: make room
      pause.expires_after(std::chrono::milliseconds(20));
      pause.async_wait([this, &acceptor](Code) { accept(acceptor); });
    });
  }

  void welcome(tcp::acceptor& acceptor, tcp::socket socket) {
    if (floor.open.size() >= floor.limits.connections && !floor.idle.empty()) {
      floor.idle.front()->close();
    }
    if (floor.open.size() < floor.limits.connections * 2) {  // closing ones go in a moment
      Code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      std::make_shared<Connection>(std::move(socket), floor)->start();
    }
    accept(acceptor);
  }

  void stop() {
    Code ignored;
    v4.close(ignored);
    v6.close(ignored);
    signals.cancel(ignored);
    pause.cancel();
    worker.join();  // what was begun is finished and stored
    const auto open = floor.open;
    for (Connection* connection : open) connection->close();
    network.stop();
  }

  Floor floor;  // before the network, whose end ends the connections, which leave the floor
  asio::io_context network{1};
  asio::thread_pool worker{1};
  tcp::acceptor v4, v6;
  asio::signal_set signals;
  asio::steady_timer pause;
};

Listener::Listener(Service& service, std::uint16_t port, Limits limits)
    : state_(std::make_unique<State>(service, limits)) {
  allow_files(limits.connections);
  try {
    listen(state_->v4, {asio::ip::address_v4::loopback(), port});
  } catch (const boost::system::system_error& error) {
    throw Error(Failure::network, "can't listen: " + error.code().message(),
                "127.0.0.1:" + std::to_string(port), "choose another port: heed serve --port 0");
  }
  service.listen_at(this->port());
  try {
    listen(state_->v6, {asio::ip::address_v6::loopback(), this->port()});
  } catch (const boost::system::system_error&) {  // a machine without IPv6
    Code ignored;
    state_->v6.close(ignored);
  }
}

Listener::~Listener() = default;

std::uint16_t Listener::port() const {
  return state_->v4.local_endpoint().port();
}

void Listener::stop_on_signals() {
  state_->signals.add(SIGINT);
  state_->signals.add(SIGTERM);
  state_->signals.async_wait([this](Code error, int) {
    if (!error) state_->stop();
  });
}

void Listener::run() {
  state_->accept(state_->v4);
  if (state_->v6.is_open()) state_->accept(state_->v6);
  state_->network.run();
}

void Listener::stop() {
  asio::post(state_->network, [this] { state_->stop(); });
}

}  // namespace heed::server
