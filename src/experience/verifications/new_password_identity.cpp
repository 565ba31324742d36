#include "experience/verifications/new_password_identity.h"

#include "experience/decisions.h"
#include "experience/password_check.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::experience {

Task<Outcome<Identifier>> require_free_username(
    const Dependencies& dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string value
) {
  if (const auto allowed = decide_username(value, *settings); !allowed) co_return allowed.error();
  auto identifier = parse_identifier(IdentifierType::username, value);
  if (!identifier) co_return invalid_input("a user name has letters, digits and underscores");
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const auto taken = co_await users.find(*identifier);
  if (taken) co_return already_in_use(IdentifierType::username);
  co_return std::move(*identifier);
}

Task<Outcome<Verification>> make_new_password_identity(
    const Dependencies& dependencies, NewPasswordIdentity identity
) {
  if (identity.identifier.type != IdentifierType::username) {
    co_return invalid_input("identifier.type must be username");
  }
  if (const auto event = decide_event("Register", ExperienceState{}, *identity.settings); !event) {
    co_return event.error();
  }
  if (const auto allowed = decide_sign_up_method(IdentifierType::username, *identity.settings);
      !allowed) {
    co_return allowed.error();
  }
  auto username =
      co_await require_free_username(dependencies, identity.settings, identity.identifier.value);
  if (!username) co_return username.error();

  PasswordOwner owner;
  owner.username = username->value;
  const auto good = co_await require_good_password(
      dependencies, identity.settings->password_policy, owner, identity.password
  );
  if (!good) co_return good.error();

  Verification verification;
  verification.id = crypto::random_id(dependencies.random, 21);
  verification.type = VerificationType::new_password_identity;
  verification.identifier = std::move(*username);
  if (!identity.password_hash) {
    identity.password_hash = co_await dependencies.passwords.hash(
        std::move(identity.network), std::move(identity.password)
    );
  }
  verification.password_hash = std::move(*identity.password_hash);
  verification.expires_at = dependencies.clock.now() + verification_lifetime;
  co_return verification;
}

}  // namespace daemun::experience
