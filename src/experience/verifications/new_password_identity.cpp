#include "experience/verifications/new_password_identity.h"

#include "domain/network.h"
#include "experience/decisions.h"
#include "experience/password_check.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::experience {
namespace {

// Of the verification's own data: Argon2id.
constexpr std::string_view password_hash = "password_hash";

Task<Outcome<Taken>> create_new_password_identity(const Call& call, Credentials body) {
  const Dependencies& dependencies = call.dependencies;
  const Dialogue& dialogue = call.dialogue;
  if (!dialogue.state.event) co_return not_started();
  auto& sent = body.identifier;
  if (const auto checked = check_identifier(sent); !checked) co_return checked.error();
  auto password = require_password(body.password, "password");
  if (!password) co_return password.error();
  if (sent.type != IdentifierType::username) {
    co_return invalid_input("identifier.type must be username");
  }
  if (const auto event = decide_event("Register", ExperienceState{}, *dialogue.settings); !event) {
    co_return event.error();
  }
  if (const auto allowed = decide_sign_up_method(sent.type, *dialogue.settings); !allowed) {
    co_return allowed.error();
  }
  auto username =
      co_await require_free_username(dependencies, dialogue.settings, std::move(sent.value));
  if (!username) co_return username.error();
  PasswordOwner owner;
  owner.username = username->value;
  const auto good = co_await require_good_password(
      dependencies, dialogue.settings->password_policy, owner, *password
  );
  if (!good) co_return good.error();

  auto& hash = call.work.password_hash;
  if (!hash) {
    hash = co_await dependencies.passwords.hash(
        network_of(call.request.remote_address), std::move(*password)
    );
  }
  Proof proof{
      .verification =
          make_verification(dependencies, new_password_identity_method, std::move(*username)),
      .line = audit(call, dialogue.state, "Verification.NewPasswordIdentity.Submit")};
  proof.verification.data[password_hash] = *hash;
  co_return prove(call, std::move(proof));
}

Outcome<void> allow(const Verification& verification, const SignInExperience& settings) {
  return decide_sign_up_method(verification.identifier.type, settings);
}

void stage(const Verification& verification, ExperienceState& state) {
  state.profile.username = verification.identifier.value;
  state.profile.password_hash = find_string(verification.data, password_hash).value();
}

}  // namespace

const VerificationMethod new_password_identity_method{
    .type = "NewPasswordIdentity",
    .amr = "pwd",
    .audit_keys = {"Interaction.Register.Verification.NewPasswordIdentity.Submit"},
    .endpoints =
        {{.path = "new-password-identity",
          .summary = "Check a username and password for a new account",
          .refusals = {400, 404, 422},
          .step = create_new_password_identity}},
    .registration = IdentifyRule{.allow = allow, .stage = stage},
};

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

}  // namespace daemun::experience
