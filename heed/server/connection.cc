#include "heed/server/connection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

namespace heed::server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using namespace std::chrono_literals;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t kDrain = 8u << 20;  // how much of a refused body is read and thrown away

std::string string_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

Reply refuse(int status, std::string what, std::string where, std::string remedy) {
  return failure(status, Error(Failure::usage, std::move(what), std::move(where),  //
                               std::move(remedy)));
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, Floor& floor)
    : socket_(std::move(socket)), floor_(floor), timer_(floor.network) {
  floor_.open.push_back(this);
  place_ = std::prev(floor_.open.end());
}

Connection::~Connection() {
  leave_idle();
  floor_.open.erase(place_);
}

void Connection::close() {
  leave_idle();
  Code ignored;
  timer_.cancel();
  socket_.close(ignored);
}

void Connection::leave_idle() {
  if (idle_) floor_.idle.erase(*idle_);
  idle_.reset();
}

void Connection::limit(std::chrono::milliseconds time) {
  timed_out_ = false;
  timer_.expires_after(time);
  timer_.async_wait([self = shared_from_this()](Code error) {
    if (error) return;
    self->timed_out_ = true;
    Code ignored;
    self->socket_.cancel(ignored);
  });
}

void Connection::read_head() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(floor_.limits.header_bytes));
  parser_->body_limit(floor_.limits.body_bytes);
  floor_.idle.push_back(this);
  idle_ = std::prev(floor_.idle.end());
  limit(floor_.limits.header);
  http::async_read_header(
      socket_, buffer_, *parser_,
      [self = shared_from_this()](Code error, std::size_t) { self->on_head(error); });
}

void Connection::on_head(Code error) {
  leave_idle();
  timer_.cancel();
  if (error) return on_failed_read(error);
  const auto& head = parser_->get();
  request_ = {};
  request_.method = string_of(head.method_string());
  request_.target = string_of(head.target());
  for (const auto& field : head) {
    request_.headers.emplace_back(lower_case(string_of(field.name_string())),
                                  string_of(field.value()));
  }
  keep_alive_ = head.keep_alive();
  if (!request_.all("transfer-encoding").empty() && !parser_->chunked()) {
    keep_alive_ = false;
    return reply(refuse(400, "only chunked bodies are understood", "Transfer-Encoding", ""));
  }
  if (auto done = floor_.service.admit(request_)) {
    keep_alive_ = keep_alive_ && parser_->is_done();  // or its body would be taken for a request
    return reply(std::move(*done));
  }
  if (lower_case(request_.first("expect")) != "100-continue") return read_body();
  asio::async_write(socket_, asio::buffer(kContinue.data(), kContinue.size()),
                    [self = shared_from_this()](Code failed, std::size_t) {
                      if (!failed) self->read_body();
                    });
}

void Connection::read_body() {
  limit(floor_.limits.body);
  http::async_read(socket_, buffer_, *parser_,
                   [self = shared_from_this()](Code error, std::size_t) { self->on_body(error); });
}

void Connection::on_body(Code error) {
  timer_.cancel();
  if (error) return on_failed_read(error);
  request_.body = std::move(parser_->get().body());
  asio::post(floor_.worker, [self = shared_from_this()]() mutable {
    auto result = self->floor_.service.answer(self->request_);
    auto& network = self->floor_.network;
    asio::post(network, [self = std::move(self), result = std::move(result)]() mutable {
      if (self->socket_.is_open()) self->reply(std::move(result));
    });
  });
}

void Connection::on_failed_read(Code error) {
  keep_alive_ = false;
  if (!socket_.is_open()) return;
  if (timed_out_) {
    if (!first_ && !parser_->got_some()) return close();  // only idle between requests
    return reply(refuse(408, "the request took too long", "", "send it at once"));
  }
  if (error == http::error::header_limit) {
    return reply(refuse(431, "the headers are too long", "", "send at most 16 KiB"));
  }
  if (error == http::error::body_limit) {
    return reply(refuse(413, "the body is too long", "", "send at most 1 MiB"));
  }
  if (error.category() != make_error_code(http::error::bad_target).category() ||
      error == http::error::end_of_stream || error == http::error::partial_message) {
    return close();  // the client went away
  }
  reply(refuse(400, "not an HTTP request", error.message(), "send HTTP/1.1"));
}

void Connection::reply(Reply reply) {
  const bool head_only = request_.method == "HEAD";
  message_.emplace();
  message_->version(11);
  message_->result(static_cast<unsigned>(reply.status));
  message_->set(http::field::content_type, reply.type);
  for (const auto& [name, value] : policy()) message_->set(name, value);
  for (const auto& [name, value] : reply.headers) message_->set(name, value);
  message_->content_length(reply.body.size());
  if (!head_only) message_->body() = std::move(reply.body);
  message_->keep_alive(keep_alive_);
  limit(floor_.limits.write);
  http::async_write(socket_, *message_, [self = shared_from_this()](Code error, std::size_t) {
    self->on_written(error);
  });
}

void Connection::on_written(Code error) {
  timer_.cancel();
  if (error) return close();
  first_ = false;
  if (keep_alive_) return read_head();
  Code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  limit(2s);
  linger();
}

void Connection::linger() {
  buffer_.clear();
  socket_.async_read_some(buffer_.prepare(65536),
                          [self = shared_from_this()](Code error, std::size_t size) {
                            self->drained_ += size;
                            if (error || self->drained_ > kDrain) return self->close();
                            self->linger();
                          });
}

}  // namespace heed::server
