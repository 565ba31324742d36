// For tests only: a browser with an authenticator, in a dialogue.
#ifndef DAEMUN_EXPERIENCE_TEST_PASSKEYS_H
#define DAEMUN_EXPERIENCE_TEST_PASSKEYS_H

#include "experience/test_factors.h"
#include "experience/verifications/sign_in_passkey.h"
#include "experience/verifications/web_authn.h"
#include "storage/log_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "webauthn/test_authenticator.h"

namespace daemun::experience::test {

using webauthn::test::Answer;
using webauthn::test::Authenticator;

// An answer on the tenant's own page.
inline Answer ours(Answer answer = {}) {
  if (answer.origin == Answer().origin) answer.origin = "https://auth.example";
  return answer;
}

inline json::object options_of(const http::Response& begun, std::string_view name) {
  return body_of(begun).at(name).as_object();
}

inline json::object with_id(const http::Response& begun, json::object payload) {
  const auto body = body_of(begun);
  return {
      {"verificationId", find_string(body, "verificationId").value_or("-")},
      {"payload", std::move(payload)}};
}

// The four endpoints of web-authn, and the three to sign in with a passkey.
inline http::Response begin_registration(Browser& browser) {
  return browser.take(web_authn_method.endpoints[0].step);
}
inline http::Response finish_registration(Browser& browser, const json::object& body) {
  return browser.take(web_authn_method.endpoints[1].step, body);
}
inline http::Response begin_second_factor(Browser& browser) {
  return browser.take(web_authn_method.endpoints[2].step);
}
inline http::Response finish_second_factor(Browser& browser, const json::object& body) {
  return browser.take(web_authn_method.endpoints[3].step, body);
}
inline http::Response prepare_sign_in(Browser& browser) {
  return browser.take(prepare_passkey_sign_in);
}
inline http::Response begin_sign_in(Browser& browser, std::string_view username) {
  return browser.take(
      sign_in_passkey_method.endpoints[0].step,
      {{"identifier", {{"type", "username"}, {"value", username}}}}
  );
}
inline http::Response finish_sign_in(Browser& browser, const json::object& body) {
  return browser.take(sign_in_passkey_method.endpoints[1].step, body);
}

// What the authenticator answers to options, as the page sends it.
inline json::object creation_of(
    Authenticator& authenticator, const http::Response& begun, const Answer& answer = {}
) {
  const auto options = options_of(begun, "registrationOptions");
  return with_id(begun, authenticator.create(options, ours(answer)));
}
inline json::object assertion_of(
    Authenticator& authenticator, const http::Response& begun, const Answer& answer = {}
) {
  const auto options = options_of(begun, "authenticationOptions");
  auto body = with_id(begun, authenticator.get(options, ours(answer)));
  if (body.at("verificationId").as_string() == "-") body.erase("verificationId");
  return body;
}

inline http::Response register_passkey(
    Browser& browser, Authenticator& authenticator, const Answer& answer = {}
) {
  const auto begun = begin_registration(browser);
  return finish_registration(browser, creation_of(authenticator, begun, answer));
}
inline http::Response prove_passkey(
    Browser& browser, Authenticator& authenticator, const Answer& answer = {}
) {
  const auto begun = begin_second_factor(browser);
  return finish_second_factor(browser, assertion_of(authenticator, begun, answer));
}
inline http::Response sign_in_by_passkey(
    Browser& browser, Authenticator& authenticator, const Answer& answer = {}
) {
  const auto prepared = prepare_sign_in(browser);
  return finish_sign_in(browser, assertion_of(authenticator, prepared, answer));
}

// A stored passkey of an account, as if it had been registered before: for the RP id of the answer,
// else the tenant's.
inline UserFactor insert_passkey(
    TestTenant& tenant, const UserId& user, Authenticator& authenticator, const Answer& answer = {}
) {
  const auto rp_id = answer.rp_id.value_or("auth.example");
  const json::object options{
      {"rp", {{"id", rp_id}}},
      {"user", {{"id", to_base64url(user.value())}}},
      {"challenge", to_base64url(std::string(32, 'c'))}};
  authenticator.create(options, ours(answer));
  const UserFactor factor{
      .id = crypto::random_id(tenant.random, 21),
      .user_id = user,
      .type = Factor::web_authn,
      .created_at = tenant.clock.now(),
      .passkey = {
          .credential_id = authenticator.credential_id(),
          .public_key = authenticator.public_key(),
          .sign_count = authenticator.counter(),
          .transports = {"internal"},
          .is_backup_eligible = answer.is_backup_eligible,
          .is_backed_up = answer.is_backed_up,
          .rp_id = rp_id,
          .agent = "test"}};
  tenant.commit(factors_of(tenant).insert(factor));
  return factor;
}

inline json::object passkeys_only() {
  return {{"passkeySignIn", {{"enabled", true}}}};
}

// Ann with a passkey.
struct WithPasskey {
  explicit WithPasskey(const json::object& settings = passkeys_only()) {
    tenant.change_settings(settings);
    ann = tenant.insert_user("ann");
    factor = insert_passkey(tenant, ann, authenticator);
  }

  TestTenant tenant;
  Authenticator authenticator;
  UserId ann;
  UserFactor factor;
};

// Why the last ceremony was refused, by the audit log. The next line is later than this one.
inline std::string last_reason(TestTenant& tenant) {
  run_task(tenant.journal->flush());
  tenant.clock.advance(Milliseconds(1));
  for (const auto& event : run_task(storage::LogStore(*tenant.database, tenant.tenant).list(20))) {
    const auto payload = json::parse(event.payload).as_object();
    if (const auto reason = find_string(payload, "reason")) return std::string(*reason);
  }
  return "";
}

}  // namespace daemun::experience::test

#endif
