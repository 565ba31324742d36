// Hasura's authentication webhook (GET /api/authn/hasura): who calls, and in which role. What
// Hasura is told here is what its own rules go by, so there is no answer without a role.
#ifndef DAEMUN_MANAGEMENT_HASURA_H
#define DAEMUN_MANAGEMENT_HASURA_H

#include "base/json.h"
#include "base/task.h"
#include "http/request.h"
#include "http/response.h"
#include "management/dependencies.h"

#include <optional>
#include <string>
#include <vector>

#include "api/request_error.h"

namespace daemun::management {

struct HasuraFacts {
  std::optional<std::string> expected_role{};      // header Expected-Role
  std::optional<std::string> unauthorized_role{};  // of the query
  std::optional<std::string> user{};               // of a token for the resource
  std::vector<std::string> roles{};                // names, of that user
};

// Errors: 401 auth.expected_role_not_found.
api::Outcome<json::object> decide_hasura(const HasuraFacts& facts);

Task<http::Response> answer_hasura(const Dependencies* dependencies, http::Request request);

}  // namespace daemun::management

#endif
