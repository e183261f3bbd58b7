#include "heed/read/fetch/address.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace heed::read {
namespace {

struct Range4 {
  std::uint32_t network;
  int bits;
};

constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

constexpr Range4 kSpecial4[] = {
    {ip(0, 0, 0, 0), 8},      {ip(10, 0, 0, 0), 8},     {ip(100, 64, 0, 0), 10},
    {ip(127, 0, 0, 0), 8},    {ip(169, 254, 0, 0), 16}, {ip(172, 16, 0, 0), 12},
    {ip(192, 0, 0, 0), 24},   {ip(192, 0, 2, 0), 24},   {ip(192, 88, 99, 0), 24},
    {ip(192, 168, 0, 0), 16}, {ip(198, 18, 0, 0), 15},  {ip(198, 51, 100, 0), 24},
    {ip(203, 0, 113, 0), 24}, {ip(224, 0, 0, 0), 4},    {ip(240, 0, 0, 0), 4},
};

bool is_public4(std::uint32_t address) {
  for (const auto& range : kSpecial4) {
    if ((address ^ range.network) >> (32 - range.bits) == 0) return false;
  }
  return true;
}

// The global unicast block is 2000::/3; within it a few ranges are special or wrap IPv4.
bool is_public6(const std::array<std::uint8_t, 16>& a) {
  const auto word = [&](std::size_t i) { return ip(a[i], a[i + 1], a[i + 2], a[i + 3]); };
  const bool zeros = word(0) == 0 && word(4) == 0;
  if (zeros && word(8) == 0xFFFF) return is_public4(word(12));                             // mapped
  if (word(0) == 0x0064FF9B && word(4) == 0 && word(8) == 0) return is_public4(word(12));  // NAT64
  if ((a[0] & 0xE0) != 0x20) return false;
  if (a[0] == 0x20 && a[1] == 0x02) return is_public4(word(2));        // 6to4
  const bool protocol_assignments = word(0) >> 9 == 0x20010000u >> 9;  // 2001::/23, Teredo too
  const bool documentation = word(0) == 0x20010DB8 || (a[0] == 0x3F && a[1] == 0xFF && a[2] < 0x10);
  return !protocol_assignments && !documentation;
}

}  // namespace

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return is_public6(bytes);
  }
  return false;
}

int port_of(const sockaddr& address) {
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    return ntohs(in.sin6_port);
  }
  sockaddr_in in{};
  std::memcpy(&in, &address, sizeof in);
  return ntohs(in.sin_port);
}

}  // namespace heed::read
