// One client's connection: reads a request under limits of size and time, asks the service, writes
// the reply, and again. All of it runs on the network's thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <list>
#include <memory>
#include <optional>

#include "heed/server/listener.h"

namespace heed::server {

class Connection;

// What connections share. `idle`: those that wait for a request, the longest first.
struct Floor {
  Service& service;
  Limits limits;
  boost::asio::io_context& network;
  boost::asio::thread_pool& worker;
  std::list<Connection*> idle;
  std::list<Connection*> open;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, Floor& floor);
  ~Connection();

  void start() { read_head(); }
  void close();

 private:
  using Code = boost::system::error_code;
  using Message = boost::beast::http::message<false, boost::beast::http::string_body>;

  void read_head();
  void on_head(Code error);
  void read_body();
  void on_body(Code error);
  void on_failed_read(Code error);
  void reply(Reply reply);
  void on_written(Code error);
  void linger();  // lets the client read the reply before the connection goes
  void leave_idle();
  void limit(std::chrono::milliseconds time);

  boost::asio::ip::tcp::socket socket_;
  Floor& floor_;
  std::list<Connection*>::iterator place_;                // in floor_.open
  std::optional<std::list<Connection*>::iterator> idle_;  // in floor_.idle
  boost::asio::steady_timer timer_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  Request request_;
  std::optional<Message> message_;
  std::size_t drained_ = 0;
  bool timed_out_ = false;
  bool first_ = true;        // no request was answered yet
  bool keep_alive_ = false;  // after the reply that is being written
};

}  // namespace heed::server
