#include "heed/read/domain.h"

namespace heed::read {

bool is_within(std::string_view host, std::string_view domain) {
  const auto at = domain.ends_with('.') ? host.find(domain) : host.rfind(domain);
  if (at == host.npos || (at > 0 && host[at - 1] != '.')) return false;
  return domain.ends_with('.') || at + domain.size() == host.size();
}

}  // namespace heed::read
