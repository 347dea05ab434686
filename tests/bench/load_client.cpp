#include "load_client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace yijian::bench {
namespace {

constexpr int kWriteWaitMs = 10'000;
constexpr size_t kMaxReplyBytes = 4 * 1024 * 1024;

// The value of a header in a response head; names are compared as this product writes them.
std::string header(std::string_view head, std::string_view name) {
  const std::string line = "\r\n" + std::string(name) + ": ";
  const size_t at = head.find(line);
  if (at == std::string_view::npos) return "";
  const size_t begin = at + line.size();
  return std::string(head.substr(begin, head.find("\r\n", begin) - begin));
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace

void Connection::disconnect() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  incoming_.clear();
}

Result<void> Connection::connect() {
  disconnect();
  next_ = 0;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(run_.port);
  if (::inet_pton(AF_INET, run_.host.c_str(), &address.sin_addr) != 1)
    return Error{"connect_failed", "no numeric address: " + run_.host};
  fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd_ < 0 || ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return Error{"connect_failed", std::strerror(errno)};
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(fd_, F_SETFL, O_NONBLOCK);
  return {};
}

std::string Connection::request_text(const Call& call) {
  const bool acts = call.kind == Call::Kind::action;
  std::string text = call.method + " " + (acts ? case_path_ + "/actions" : call.path);
  text += " HTTP/1.1\r\nHost: " + run_.host + "\r\n";
  if (!call.token.empty()) text += "Authorization: Bearer " + call.token + "\r\n";
  if (acts) text += "If-Match: " + etag_ + "\r\n";
  if (call.kind != Call::Kind::plain)
    text += "Idempotency-Key: " + run_.key_prefix + std::to_string(++run_.keys) + "\r\n";
  if (call.body.empty()) return text + "\r\n";
  const std::string body =
      run_.plan.numbered ? replaced(call.body, "${seq}", sequence_) : call.body;
  text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size());
  return text + "\r\n\r\n" + body;
}

bool Connection::flush(std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      text.remove_prefix(static_cast<size_t>(sent));
      continue;
    }
    pollfd wait{fd_, POLLOUT, 0};
    if (errno != EAGAIN || ::poll(&wait, 1, kWriteWaitMs) != 1) return false;
  }
  return true;
}

bool Connection::send_next() {
  const Call& call = run_.plan.calls[next_];
  if (next_ == 0) sequence_ = std::to_string(++run_.cases);
  const std::string text = request_text(call);
  sent_at_ = Clock::now();
  return flush(text);
}

bool Connection::parse_reply() {
  const size_t end = incoming_.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  const std::string_view head = std::string_view(incoming_).substr(0, end + 2);
  const size_t length = std::strtoul(header(head, "Content-Length").c_str(), nullptr, 10);
  if (incoming_.size() < end + 4 + length) return false;
  reply_.status = std::atoi(incoming_.c_str() + std::strlen("HTTP/1.1 "));
  reply_.etag = header(head, "ETag");
  reply_.location = header(head, "Location");
  reply_.body = incoming_.substr(end + 4, length);
  incoming_.erase(0, end + 4 + length);
  return true;
}

Connection::Event Connection::receive() {
  char bytes[64 * 1024];
  const ssize_t got = ::recv(fd_, bytes, sizeof bytes, 0);
  if (got < 0 && errno == EAGAIN) return Event::nothing;
  if (got <= 0 || incoming_.size() > kMaxReplyBytes) return Event::lost;
  incoming_.append(bytes, static_cast<size_t>(got));
  if (!parse_reply()) return Event::nothing;
  latency_ = Clock::now() - sent_at_;
  return Event::reply;
}

void Connection::advance() {
  if (reply_.status < 200 || reply_.status > 299) {
    next_ = 0;
    return;
  }
  if (run_.plan.calls[next_].kind == Call::Kind::open) case_path_ = reply_.location;
  etag_ = reply_.etag;
  next_ = (next_ + 1) % run_.plan.calls.size();
}

}  // namespace yijian::bench
