// Which network addresses belong to the public internet (IANA special-purpose registries, RFC
// 6890).
#pragma once

struct sockaddr;

namespace heed::read {

// False for loopback, private, link-local, shared, documentation, multicast and reserved addresses,
// IPv4 inside IPv6 (mapped, NAT64, 6to4, Teredo) included, and for every family but IPv4 and IPv6.
bool is_public(const sockaddr& address);

int port_of(const sockaddr& address);  // of those two families

}  // namespace heed::read
