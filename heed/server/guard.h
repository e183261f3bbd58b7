// What a request must be before any route sees it: meant for this machine (Host: against DNS
// rebinding), not sent by another site (Origin, Sec-Fetch-Site: against forged requests), and from
// somebody who knows the token. Pure: headers in, a refusal or nothing out.
#pragma once

#include <cstdint>
#include <optional>

#include "heed/server/request.h"
#include "heed/server/session.h"

namespace heed::server {

// Host, and the authority of a target in absolute form, must be 127.0.0.1, localhost or [::1] with
// our port: else 421. Turns an absolute target into its origin form.
std::optional<Reply> guard_host(Request& request, std::uint16_t port);

// Any Origin must be that of the Host itself; a browser must not say that the request is another
// site's: else 403.
std::optional<Reply> guard_origin(const Request& request);

// The token or the cookie: else 401.
std::optional<Reply> guard_session(const Request& request, const Session& session,
                                   std::uint16_t port);

// A write is JSON (else 415) and, where the cookie alone vouches for it, says its Origin (else
// 403).
std::optional<Reply> guard_write(const Request& request, const Session& session);

}  // namespace heed::server
