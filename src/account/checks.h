// The checks of an operation, as data in its row: in this order, the first that fails is the
// answer. Their order and their codes are Logto's, uneven as they are.
#ifndef DAEMUN_ACCOUNT_CHECKS_H
#define DAEMUN_ACCOUNT_CHECKS_H

#include "base/json.h"

#include <optional>
#include <string_view>
#include <vector>

#include "account/caller.h"
#include "api/request_error.h"

namespace daemun::account {

struct Check {
  enum class Kind {
    editable,     // the account centre lets people change this field
    visible,      // it lets them see it
    scope,        // the token has it
    first_party,  // the application is the tenant's own
    step_up,      // the person has just proven who they are
    // The same; an account that has neither a password nor an address to prove has just signed in
    // instead.
    step_up_if_possible,
    // The token is one of the organization in the path, with this permission, and the person holds
    // it there. An operation with this check takes no other tokens.
    organization_permission,
  };
  // What a missing scope is answered with: 400 and 401 auth.unauthorized, 403 auth.forbidden.
  enum class MissingScope { bad_request, unauthorized, forbidden };

  Kind kind{};
  std::string_view name{};      // of the field, the scope or the permission
  std::string_view fallback{};  // the field whose setting counts where this one has none
  MissingScope missing{};
  // Only for bodies with that member, and where `word` is not empty, with that text as its value.
  std::string_view member{};
  std::string_view word{};

  constexpr Check when(std::string_view sent, std::string_view text = {}) const {
    Check check = *this;
    check.member = sent;
    check.word = text;
    return check;
  }
};

using Checks = std::vector<Check>;

constexpr Check editable(std::string_view field, std::string_view fallback = {}) {
  return {.kind = Check::Kind::editable, .name = field, .fallback = fallback};
}
constexpr Check visible(std::string_view field, std::string_view fallback = {}) {
  return {.kind = Check::Kind::visible, .name = field, .fallback = fallback};
}
constexpr Check scope(std::string_view name, Check::MissingScope missing) {
  return {.kind = Check::Kind::scope, .name = name, .missing = missing};
}
constexpr Check organization_permission(std::string_view name) {
  return {.kind = Check::Kind::organization_permission, .name = name};
}
inline constexpr Check first_party{.kind = Check::Kind::first_party};
inline constexpr Check step_up{.kind = Check::Kind::step_up};
inline constexpr Check step_up_if_possible{.kind = Check::Kind::step_up_if_possible};

struct CheckFacts {
  const Caller& caller;
  const json::object& fields;  // of the account centre: {"email": "Edit"}
  const json::object& body;
};

// Errors: 400 account_center.field_not_editable, account_center.field_not_enabled; 400, 401
// auth.unauthorized; 403 auth.forbidden, auth.third_party_application_forbidden; 401
// verification_record.permission_denied. Nothing: the call may go on.
std::optional<api::RequestError> find_refusal(const Checks& checks, const CheckFacts& facts);
// For a handler whose check depends on what it has found.
std::optional<api::RequestError> find_refusal(const Check& check, const CheckFacts& facts);

// Whether the operation takes tokens of organizations instead of those of the account.
bool takes_organization_token(const Checks& checks);

// Whether the field is at least shown. A field without a setting is off.
bool is_visible(const json::object& fields, std::string_view field);

}  // namespace daemun::account

#endif
