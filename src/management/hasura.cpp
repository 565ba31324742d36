#include "management/hasura.h"

#include "http/form.h"
#include "management/access.h"
#include "management/verified_token.h"
#include "storage/access_store.h"

#include <algorithm>
#include <utility>

#include "api/json_body.h"

namespace daemun::management {
namespace {

using api::Outcome;

constexpr std::size_t max_name_bytes = 256;

std::optional<std::string> unless_empty(std::optional<std::string_view> text) {
  if (!text || text->empty()) return std::nullopt;
  return std::string(*text);
}

struct Asked {
  std::string resource{};
  HasuraFacts facts{};
};

// Errors: 400 guard.invalid_input.
Outcome<Asked> parse(const http::Request& request) {
  const auto query = http::parse_form(request.query);
  if (!query) return api::invalid_input(query.error().description);
  if (query->find_duplicate()) return api::invalid_input("the query has a parameter twice");
  auto resource = unless_empty(query->find("resource"));
  if (!resource) return api::invalid_input("query.resource must not be empty");
  Asked asked{.resource = *std::move(resource)};
  asked.facts.unauthorized_role = unless_empty(query->find("unauthorizedRole"));
  asked.facts.expected_role = unless_empty(request.header("expected-role"));
  for (const auto* name : {&asked.facts.unauthorized_role, &asked.facts.expected_role}) {
    if (*name && (*name)->size() > max_name_bytes)
      return api::invalid_input("the name of a role is too long");
  }
  return asked;
}

// A token that is not good for the resource says nothing of who calls. An administrator has no
// roles here, though the token may be good.
Task<HasuraFacts> load(const Dependencies* dependencies, http::Request request, Asked asked) {
  HasuraFacts facts = std::move(asked.facts);
  const auto bearer = parse_bearer(request);
  if (!bearer) co_return facts;
  std::string token(*bearer);
  const auto verified =
      co_await verify_token(dependencies, std::move(token), std::move(asked.resource));
  if (!verified) co_return facts;
  const std::string user(verified->claims.sub().value_or(""));
  if (user.empty()) co_return facts;
  facts.user = user;
  if (verified->tenant != dependencies->tenant) co_return facts;
  const storage::AccessStore access(dependencies->database, dependencies->tenant);
  facts.roles = co_await access.list_role_names(UserId(user));
  co_return facts;
}

}  // namespace

Outcome<json::object> decide_hasura(const HasuraFacts& facts) {
  const auto& expected = facts.expected_role;
  const bool has_role =
      expected && std::find(facts.roles.begin(), facts.roles.end(), *expected) != facts.roles.end();
  const auto& role = has_role ? expected : facts.unauthorized_role;
  // Logto answers 200 without a role where none is expected, which Hasura takes for a permission.
  if (!role) return api::RequestError{.code = "auth.expected_role_not_found", .status = 401};
  json::object session;
  if (facts.user) session["X-Hasura-User-Id"] = *facts.user;
  session["X-Hasura-Role"] = *role;
  return session;
}

Task<http::Response> answer_hasura(const Dependencies* dependencies, http::Request request) {
  auto asked = parse(request);
  if (!asked) co_return api::to_response(asked.error(), request);
  const auto facts = co_await load(dependencies, request, *std::move(asked));
  const auto session = decide_hasura(facts);
  if (!session) co_return api::to_response(session.error(), request);
  co_return api::answer_json(200, *session);
}

}  // namespace daemun::management
