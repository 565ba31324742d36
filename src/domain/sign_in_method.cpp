#include "domain/sign_in_method.h"

#include "base/json.h"

namespace daemun {
namespace {

bool has_identity(const User& user) {
  constexpr JsonLimits limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 64};
  const auto identities = parse_json_object(user.identities, limits);
  return identities && !identities->empty();
}

}  // namespace

bool has_sign_in_method(const User& user, const OtherMethods& others) {
  if (user.primary_email || user.primary_phone || others.has_enterprise_account) return true;
  return (user.username && others.has_password) || has_identity(user);
}

}  // namespace daemun
