// The checks of `daemun doctor`, as pure functions over what an issuer has answered. Each finding
// says what was seen, and when it is wrong, what to do about it.
#ifndef DAEMUN_APP_DOCTOR_CHECKS_H
#define DAEMUN_APP_DOCTOR_CHECKS_H

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "domain/place_headers.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::app {

struct Finding {
  std::string name;
  bool is_well = true;
  std::string explanation;
  std::string hint;  // what to do about it; empty when there is nothing to do
};
using Findings = std::vector<Finding>;

using Answer = Result<auth::Response, auth::HttpError>;

// The issuer as it was typed: https unless loopback, nothing behind the path.
Findings check_issuer(std::string_view issuer);

// Reachable, 200, a JSON object.
Findings check_document(std::string_view name, const Answer& answer);
// The object of an answer that check_document found well, else nothing.
std::optional<json::object> find_document(const Answer& answer);

// Issuer, endpoints, and what the provider says that it can (OpenID Connect Discovery 1.0, RFC
// 8414, RFC 9207).
Findings check_discovery(std::string_view issuer, const json::object& document);

// Kinds, sizes and names of the keys (RFC 7517); no private members.
Findings check_keys(const json::object& discovery, const json::object& key_set);

// The verdict of the client library on both, by the rules of its users.
Findings check_client_library(
    std::string_view issuer, const Answer& discovery, const std::optional<Answer>& key_set
);

// A client that does not exist is told so, and never redirected (RFC 9700 4.11).
Findings check_unknown_client(const Answer& answer);
// A request without client and code is refused in JSON (RFC 6749 5.2).
Findings check_token_refusal(const Answer& answer);

// The index of the search for users, which PostgreSQL's role may not have the right to. The server
// works without.
enum class SearchIndex { present, missing };
Finding check_search_index(SearchIndex index);

// What the rules of adaptive MFA compare: where a sign-in comes from. A database of places that
// cannot be read is a fault; a rule without facts is none.
Finding check_places(const PlaceSources& sources);
Finding check_broken_places(std::string reason);

// The server's clock by its Date header.
Findings check_clock(const Answer& answer, TimePoint now);

}  // namespace daemun::app

#endif
