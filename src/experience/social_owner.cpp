#include "experience/social_owner.h"

#include "experience/email_check.h"
#include "storage/user_identity_lookup.h"

#include <utility>

namespace daemun::experience {
namespace {

Task<bool> is_free(const Call* call, Identifier address) {
  const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
  const auto found = co_await users.find(std::move(address));
  co_return !found;
}

// Addresses that others have are not for a new account.
Task<SocialIdentity> without_taken(const Call* call, SocialIdentity identity) {
  for (const auto& [type, member] :
       {std::pair(IdentifierType::email, &SocialIdentity::email),
        std::pair(IdentifierType::phone, &SocialIdentity::phone)}) {
    auto& value = identity.*member;
    if (value.empty()) continue;
    const Identifier address{.type = type, .value = value};
    const bool free = co_await is_free(call, address);
    if (!free) value.clear();
  }
  co_return identity;
}

}  // namespace

Task<std::optional<storage::UserStore::WithPassword>> find_owner(
    const Call* call, SocialIdentity identity
) {
  const storage::UserIdentityLookup lookup(call->dependencies.database, call->dependencies.tenant);
  storage::ForeignIdentity foreign{.target = identity.target, .id = identity.id};
  co_return co_await lookup.find_owner(std::move(foreign));
}

Task<std::optional<Related>> find_related(const Call* call, SocialIdentity identity) {
  const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
  for (const auto& [type, value] :
       {std::pair(IdentifierType::phone, identity.phone),
        std::pair(IdentifierType::email, identity.email)}) {
    if (value.empty()) continue;
    Identifier address{.type = type, .value = value};
    auto account = co_await users.find_with_password(address);
    if (account) co_return Related{.address = std::move(address), .account = *std::move(account)};
  }
  co_return std::nullopt;
}

Task<Outcome<SocialIdentity>> complete_new(const Call* call, SocialIdentity identity) {
  const auto owner = co_await find_owner(call, identity);
  if (owner) co_return RequestError{.code = "user.identity_already_in_use", .status = 422};
  identity = co_await without_taken(call, std::move(identity));
  if (identity.email.empty()) co_return identity;
  const Identifier email{.type = IdentifierType::email, .value = identity.email};
  const auto allowed = check_new_address(call->dependencies, *call->dialogue.settings, email);
  if (!allowed) co_return allowed.error();
  co_return identity;
}

}  // namespace daemun::experience
