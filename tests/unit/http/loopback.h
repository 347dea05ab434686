// A raw client on a POSIX socket, for what a well-behaved HTTP library would never send.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace yijian::http {

struct Reply {
  int status = 0;  // 0: the connection ended, or nothing came
  std::string head;
  std::string body;
  std::string header(const std::string& name) const {
    const size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "absent";
    const size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
};

class Client {
 public:
  static constexpr int kPatienceMs = 10'000;

  explicit Client(uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }

  // Whether all of it was taken; false once the other end has closed.
  bool send(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  // The next response; `bodiless` for one to HEAD.
  Reply receive(bool bodiless = false) {
    Reply reply;
    size_t end = 0;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
      if (!more()) return reply;
    reply.head = pending_.substr(0, end + 2);
    pending_.erase(0, end + 4);
    const std::string length = reply.header("Content-Length");
    const size_t size = bodiless || length == "absent" ? 0 : std::stoul(length);
    while (pending_.size() < size)
      if (!more()) return reply;
    reply.body = pending_.substr(0, size);
    pending_.erase(0, size);
    reply.status = std::atoi(reply.head.c_str() + 9);
    return reply;
  }

  Reply ask(std::string_view text) {
    send(text);
    return receive(text.substr(0, 4) == "HEAD");
  }

  // Whether the other end closes without another byte.
  bool is_closed() { return pending_.empty() && !more() && ended_; }

  void finish_sending() { ::shutdown(fd_, SHUT_WR); }

 private:
  bool more() {
    pollfd wait{fd_, POLLIN, 0};
    if (::poll(&wait, 1, kPatienceMs) != 1) return false;
    char bytes[16 * 1024];
    const ssize_t got = ::recv(fd_, bytes, sizeof bytes, 0);
    ended_ = got <= 0;
    if (got > 0) pending_.append(bytes, static_cast<size_t>(got));
    return got > 0;
  }

  int fd_;
  bool connected_ = false;
  bool ended_ = false;
  std::string pending_;
};

}  // namespace yijian::http
