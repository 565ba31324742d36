#include "experience/decisions.h"

#include "experience/verifications/new_password_identity.h"
#include "experience/verifications/one_time_token.h"
#include "experience/verifications/password.h"

#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);

SignInExperience default_settings() {
  return parse_sign_in_experience(make_default_sign_in_experience());
}

template <typename T>
std::string code_of(const Outcome<T>& outcome) {
  return outcome ? "" : outcome.error().code;
}

Verification a_proof(const VerificationMethod& method) {
  Verification proof;
  proof.id = "v1";
  proof.type = method.type;
  proof.identifier = {.type = IdentifierType::username, .value = "ann"};
  if (&method != &new_password_identity_method) proof.user_id = UserId("user00000001");
  proof.data["password_hash"] = "$argon2id$x";
  proof.expires_at = now + verification_lifetime;
  return proof;
}

ExperienceState a_state(InteractionEvent event, const VerificationMethod& proof) {
  ExperienceState state;
  state.event = event;
  state.add(a_proof(proof));
  return state;
}

struct Identification {
  ExperienceState state;
  SignInExperience settings = default_settings();
  std::vector<ProfileField> fields{};
  std::optional<std::string> verification_id = "v1";
  TimePoint at = now;

  Outcome<ExperienceState> decide() const {
    return decide_identification(
        {.state = state,
         .settings = settings,
         .sign_up_fields = fields,
         .verification_id = verification_id,
         .now = at}
    );
  }
};

constexpr auto sign_in = InteractionEvent::sign_in;
constexpr auto register_ = InteractionEvent::register_;
const auto& password = password_method;
const auto& new_identity = new_password_identity_method;
const auto& link = one_time_token_method;

// Of a link from a mail, whose address somebody has or nobody.
ExperienceState a_link(InteractionEvent event, const std::string& user) {
  auto state = a_state(event, link);
  auto& proof = state.verifications.front();
  proof.identifier = {.type = IdentifierType::email, .value = "ann@example.com"};
  proof.user_id = UserId(user);
  put_ids(proof.data, "organizations", std::vector{OrganizationId("acme")});
  return state;
}

}  // namespace

TEST_CASE("decide_event follows the tenant's sign-in mode") {
  struct Row {
    SignInMode mode;
    std::string_view word;
    std::string_view code;
  };
  const Row rows[] = {
      {SignInMode::sign_in_and_register, "SignIn", ""},
      {SignInMode::sign_in_and_register, "Register", ""},
      {SignInMode::sign_in, "SignIn", ""},
      {SignInMode::sign_in, "Register", "auth.forbidden"},
      {SignInMode::register_, "SignIn", "auth.forbidden"},
      {SignInMode::register_, "Register", ""},
      {SignInMode::sign_in, "ForgotPassword", ""},
      {SignInMode::register_, "ForgotPassword", ""},
      {SignInMode::sign_in, "signIn", "guard.invalid_input"},
      {SignInMode::sign_in, "", "guard.invalid_input"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.word);
    auto settings = default_settings();
    settings.mode = row.mode;
    CHECK(code_of(decide_event(row.word, ExperienceState{}, settings)) == row.code);
  }
}

TEST_CASE("decide_event turns no dialogue into the reset of a password, nor a reset into another") {
  const auto settings = default_settings();
  ExperienceState state;
  for (const auto event : {sign_in, register_}) {
    state.event = event;
    CHECK(
        code_of(decide_event("ForgotPassword", state, settings)) ==
        "session.not_supported_for_forgot_password"
    );
  }
  state.event = InteractionEvent::forgot_password;
  CHECK(decide_event("ForgotPassword", state, settings));
  for (const std::string_view word : {"SignIn", "Register"}) {
    CHECK(
        code_of(decide_event(word, state, settings)) == "session.not_supported_for_forgot_password"
    );
  }
}

TEST_CASE("decide_start lets a dialogue begin that a link is to come into") {
  auto settings = default_settings();
  settings.mode = SignInMode::sign_in;
  CHECK(code_of(decide_start("Register", settings)) == "");
  CHECK(code_of(decide_start("SignIn", settings)) == "");
  CHECK(code_of(decide_start("ForgotPassword", settings)) == "");
  CHECK(code_of(decide_start("x", settings)) == "guard.invalid_input");
  settings.mode = SignInMode::register_;
  CHECK(code_of(decide_start("SignIn", settings)) == "auth.forbidden");
  settings = close_registration(settings);
  CHECK(code_of(decide_start("Register", settings)) == "auth.forbidden");
}

TEST_CASE("decide_registration wants the address of a link where nobody else may register") {
  auto settings = default_settings();
  auto state = a_link(register_, "");
  CHECK(decide_registration(state, settings));
  settings.mode = SignInMode::sign_in;
  CHECK(code_of(decide_registration(state, settings)) == "auth.forbidden");
  // Another address, however well it is proven, is not the link's.
  state.profile.email = "bob@example.com";
  CHECK(code_of(decide_registration(state, settings)) == "auth.forbidden");
  state.profile.email = "ann@example.com";
  CHECK(decide_registration(state, settings));
  CHECK(code_of(decide_registration(state, close_registration(settings))) == "auth.forbidden");
  state.roles = {RoleId("administrators")};
  CHECK(decide_registration(state, close_registration(settings)));
  state.verifications.clear();
  CHECK(code_of(decide_registration(state, close_registration(settings))) == "auth.forbidden");
}

TEST_CASE("decide_identification makes no account beside the address of a link") {
  Identification it{.state = a_link(register_, "")};
  it.settings.mode = SignInMode::sign_in;
  it.state.profile.username = "ann";
  it.state.profile.password_hash = "$argon2id$x";
  CHECK(it.decide());
  it.verification_id.reset();
  CHECK(code_of(it.decide()) == "auth.forbidden");
  it.settings.mode = SignInMode::sign_in_and_register;
  CHECK(it.decide());
}

TEST_CASE("decide_event lets who came by a link register where nobody else may") {
  auto settings = default_settings();
  settings.mode = SignInMode::sign_in;
  const auto invited = a_link(sign_in, "");
  CHECK(code_of(decide_event("Register", invited, settings)) == "");
  CHECK(code_of(decide_event("Register", a_link(sign_in, "ann"), settings)) == "auth.forbidden");
  CHECK(
      code_of(decide_event("Register", invited, close_registration(settings))) == "auth.forbidden"
  );
  auto invited_with_role = invited;
  put_ids(
      invited_with_role.verifications.front().data, "roles", std::vector{RoleId("administrators")}
  );
  CHECK(code_of(decide_event("Register", invited_with_role, close_registration(settings))) == "");
  CHECK(
      code_of(decide_event("Register", a_state(sign_in, password), settings)) == "auth.forbidden"
  );
  settings.mode = SignInMode::register_;
  CHECK(code_of(decide_event("SignIn", invited, settings)) == "auth.forbidden");
}

TEST_CASE("decide_sign_in_method wants a method with password") {
  auto settings = default_settings();
  CHECK(code_of(decide_sign_in_method(IdentifierType::username, settings)) == "");
  CHECK(
      code_of(decide_sign_in_method(IdentifierType::email, settings)) ==
      "user.sign_in_method_not_enabled"
  );
  settings.methods = {{.identifier = IdentifierType::username, .password = false}};
  CHECK(
      code_of(decide_sign_in_method(IdentifierType::username, settings)) ==
      "user.sign_in_method_not_enabled"
  );
}

TEST_CASE("decide_username follows the tenant's policy") {
  auto settings = default_settings();
  CHECK(code_of(decide_username("Ann_1", settings)) == "");
  settings.document["usernamePolicy"] =
      json::object{{"minLength", 3}, {"maxLength", 5}, {"allowedChars", {{"uppercase", false}}}};
  CHECK(code_of(decide_username("ann_1", settings)) == "");
  const std::pair<const char*, const char*> refused[] = {
      {"an", "too_short"},
      {"ann_12", "too_long"},
      {"Ann", "uppercase_not_allowed"},
      {"1ann", "starts_with_number"},
      {"an n", "invalid_charset_hard"},
      {"", "too_short"},
  };
  for (const auto& row : refused) {
    CAPTURE(row.first);
    CHECK(
        code_of(decide_username(row.first, settings)) == "user.username_" + std::string(row.second)
    );
  }
  settings.document["usernamePolicy"] = json::object{
      {"allowedChars", {{"lowercase", false}, {"numbers", false}, {"underscore", false}}}};
  CHECK(code_of(decide_username("ann", settings)) == "user.username_lowercase_not_allowed");
  CHECK(code_of(decide_username("ANN1", settings)) == "user.username_numbers_not_allowed");
  CHECK(code_of(decide_username("ANN_", settings)) == "user.username_underscore_not_allowed");
}

TEST_CASE("decide_identification of a sign-in names the user of the proof") {
  const auto next = Identification{.state = a_state(sign_in, password)}.decide();
  REQUIRE(next);
  CHECK(next->user_id == UserId("user00000001"));
}

TEST_CASE("decide_identification refuses proofs that do not count") {
  Identification unknown{.state = a_state(sign_in, password)};
  unknown.verification_id = "v2";
  CHECK(code_of(unknown.decide()) == "session.verification_session_not_found");
  Identification none{.state = a_state(sign_in, password)};
  none.verification_id.reset();
  CHECK(code_of(none.decide()) == "session.verification_session_not_found");
  Identification late{.state = a_state(sign_in, password)};
  late.at = now + verification_lifetime;
  CHECK(code_of(late.decide()) == "session.verification_expired");
  CHECK(
      code_of(Identification{.state = a_state(sign_in, new_identity)}.decide()) ==
      "session.invalid_interaction_type"
  );
  CHECK(
      code_of(Identification{.state = a_state(register_, password)}.decide()) ==
      "session.invalid_interaction_type"
  );
  CHECK(code_of(Identification{.state = {}}.decide()) == "session.interaction_not_found");
}

TEST_CASE("decide_identification refuses a second user in one dialogue") {
  Identification other{.state = a_state(sign_in, password)};
  other.state.user_id = UserId("user00000002");
  CHECK(code_of(other.decide()) == "session.identity_conflict");
  other.state.user_id = UserId("user00000001");
  CHECK(code_of(other.decide()) == "");
}

TEST_CASE("decide_identification of a registration takes the new identity into the profile") {
  const auto next = Identification{.state = a_state(register_, new_identity)}.decide();
  REQUIRE(next);
  CHECK(next->is_new_user_identified);
  CHECK(next->profile.username == "ann");
  CHECK_FALSE(next->user_id.has_value());
}

TEST_CASE("decide_identification by a link signs in the owner of the address, whatever the methods"
) {
  Identification call{.state = a_link(sign_in, "user00000001")};
  call.settings.methods.clear();
  const auto next = call.decide();
  REQUIRE(next);
  CHECK(next->user_id == UserId("user00000001"));
  CHECK(next->organizations == std::vector<OrganizationId>{OrganizationId("acme")});
  CHECK(next->amr == std::vector<std::string>{"otp"});
  CHECK(code_of(Identification{.state = a_link(sign_in, "")}.decide()) == "user.user_not_exist");
}

TEST_CASE("decide_identification by a link registers an address that nobody has") {
  Identification call{.state = a_link(register_, "")};
  call.settings.sign_up_identifiers = {IdentifierType::email};
  call.settings.sign_up_password = false;
  const auto next = call.decide();
  REQUIRE(next);
  CHECK(next->is_new_user_identified);
  CHECK(next->profile.email == "ann@example.com");
  CHECK(next->organizations == std::vector<OrganizationId>{OrganizationId("acme")});
  CHECK(make_user(next->profile, {}).primary_email == "ann@example.com");
  CHECK(
      code_of(Identification{.state = a_link(register_, "user00000001")}.decide()) ==
      "user.email_already_in_use"
  );
}

TEST_CASE("decide_identification of a registration waits for what is missing") {
  Identification call{.state = a_state(register_, new_identity)};
  call.settings.sign_up_identifiers = {IdentifierType::username, IdentifierType::email};
  const auto next = call.decide();
  REQUIRE(next);
  CHECK_FALSE(next->is_new_user_identified);
  CHECK(
      list_missing_profile({}, next->profile, call.settings) == std::vector<std::string>{"email"}
  );
}

TEST_CASE("list_missing_profile names what sign-up asks for and the account lacks") {
  auto settings = default_settings();
  using Words = std::vector<std::string>;
  CHECK(list_missing_profile({}, {}, settings) == Words{"username", "password"});
  settings.sign_up_identifiers = {IdentifierType::email, IdentifierType::phone};
  CHECK(list_missing_profile({}, {}, settings) == Words{"emailOrPhone", "password"});
  User user;
  user.primary_phone = "821012345678";
  CHECK(list_missing_profile({.user = user, .has_password = true}, {}, settings) == Words{});
}

TEST_CASE("list_missing_for_registration asks for the profile form last, and once") {
  const auto settings = default_settings();
  using Words = std::vector<std::string>;
  const std::vector<ProfileField> optional_form{{.name = "company"}};
  const std::vector<ProfileField> required_form{{.name = "company", .required = true}};
  PendingProfile profile;
  profile.password_hash = "$argon2id$x";
  CHECK(list_missing_for_registration(profile, settings, optional_form) == Words{"username"});
  profile.username = "ann";
  CHECK(list_missing_for_registration(profile, settings, {}) == Words{});
  CHECK(list_missing_for_registration(profile, settings, optional_form) == Words{"extraProfile"});
  profile.is_form_answered = true;
  CHECK(list_missing_for_registration(profile, settings, optional_form) == Words{});
  CHECK(list_missing_for_registration(profile, settings, required_form) == Words{"extraProfile"});
  profile.custom_data["company"] = "ACME";
  CHECK(list_missing_for_registration(profile, settings, required_form) == Words{});
}

TEST_CASE("list_missing_for_registration asks for a secondary user name") {
  auto settings = default_settings();
  settings.sign_up_identifiers.clear();
  settings.sign_up_secondary = {"username"};
  using Words = std::vector<std::string>;
  CHECK(list_missing_for_registration({}, settings, {}) == Words{"username", "password"});
}

TEST_CASE("decide_sign_in refuses nobody, suspended and incomplete accounts") {
  const auto settings = default_settings();
  User user;
  user.username = "ann";
  CHECK(code_of(decide_sign_in({.user = user, .has_password = true}, {}, settings)) == "");
  CHECK(code_of(decide_sign_in({}, {}, settings)) == "session.identifier_not_found");
  user.is_suspended = true;
  const auto suspended = decide_sign_in({.user = user, .has_password = true}, {}, settings);
  REQUIRE_FALSE(suspended);
  CHECK(suspended.error().code == "user.suspended");
  CHECK(suspended.error().status == 401);
  user.is_suspended = false;
  user.username.reset();
  CHECK(
      code_of(decide_sign_in({.user = user, .has_password = true}, {}, settings)) ==
      "user.missing_profile"
  );
}

TEST_CASE("with_profile adds to an account and keeps what it has") {
  User user;
  user.username = "ann";
  user.profile = R"({"nickname":"A","locale":"ko"})";
  PendingProfile profile;
  profile.username = "other";
  profile.name = "Ann";
  profile.profile["nickname"] = "B";
  const auto next = with_profile(user, profile, now);
  CHECK(next.username == "ann");
  CHECK(next.name == "Ann");
  CHECK(next.profile == R"({"nickname":"B","locale":"ko"})");
  CHECK(next.updated_at == now);
}

TEST_CASE("relative_time says when to come back") {
  using std::chrono::minutes;
  CHECK(relative_time(now + minutes(60), now, Language::en) == "in 60 minutes");
  CHECK(relative_time(now + Seconds(30), now, Language::en) == "in 1 minute");
  CHECK(relative_time(now - Seconds(30), now, Language::en) == "in 1 minute");
  CHECK(relative_time(now + minutes(121), now, Language::en) == "in 3 hours");
  CHECK(relative_time(now + minutes(5), now, Language::ko) == "5분 후에");
}

}  // namespace daemun::experience
