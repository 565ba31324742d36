// For tests only: a person with second factors, and a browser that uses them.
#ifndef DAEMUN_EXPERIENCE_TEST_FACTORS_H
#define DAEMUN_EXPERIENCE_TEST_FACTORS_H

#include "base/base32.h"
#include "crypto/totp.h"
#include "experience/steps/mfa_steps.h"
#include "experience/test_codes.h"
#include "experience/verifications/backup_code.h"
#include "experience/verifications/mfa_code.h"
#include "experience/verifications/totp.h"
#include "storage/user_factor_store.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience::test {

inline storage::UserFactorStore factors_of(TestTenant& tenant) {
  return {*tenant.database, *tenant.vault, tenant.tenant};
}

inline const Secret app_secret("twenty secret bytes!");

inline UserFactor insert_app(TestTenant& tenant, const UserId& user) {
  const UserFactor app{
      .id = crypto::random_id(tenant.random, 21),
      .user_id = user,
      .type = Factor::totp,
      .created_at = tenant.clock.now(),
      .totp_secret = app_secret};
  tenant.commit(factors_of(tenant).insert(app));
  return app;
}

inline const std::string backup_code = "00112233aa";

inline void insert_backup_codes(TestTenant& tenant, const UserId& user) {
  const UserFactor set{
      .id = crypto::random_id(tenant.random, 21),
      .user_id = user,
      .type = Factor::backup_code,
      .created_at = tenant.clock.now()};
  const auto store = factors_of(tenant);
  tenant.commit(store.replace_backup_codes(
      set,
      {store.hash_backup_code(set.id, backup_code), store.hash_backup_code(set.id, "ffffffffff")}
  ));
}

// What the app shows; `later` in steps of 30 seconds.
inline std::string app_code(
    TestTenant& tenant, std::int64_t later = 0, const Secret& secret = app_secret
) {
  return crypto::make_totp_code(
      secret, crypto::totp_step_at(to_unix_ms(tenant.clock.now()) / 1000) + later
  );
}

inline http::Response verify_app(Browser& browser, std::string_view code) {
  return browser.take(totp_method.endpoints[1].step, {{"code", code}});
}

inline http::Response verify_backup(Browser& browser, std::string_view code) {
  return browser.take(backup_code_method.endpoints[1].step, {{"code", code}});
}

inline http::Response bind(Browser& browser, std::string_view type, const http::Response& proof) {
  const auto body = body_of(proof);
  return browser.take(
      bind_factor,
      {{"type", type}, {"verificationId", find_string(body, "verificationId").value_or("-")}}
  );
}

// From the secret to the factor that the account will have.
inline http::Response bind_app(TestTenant& tenant, Browser& browser) {
  const auto made = body_of(browser.verify(totp_method, {}));
  const Secret secret(parse_base32(made.at("secret").as_string()).value());
  const auto proof = browser.take(
      totp_method.endpoints[1].step,
      {{"code", app_code(tenant, 0, secret)}, {"verificationId", made.at("verificationId")}}
  );
  return bind(browser, "Totp", proof);
}

inline json::object mfa_settings(std::vector<std::string> factors, std::string_view policy) {
  return {{"mfa", {{"factors", to_json_array(factors)}, {"policy", policy}}}};
}

inline json::object data_of(const http::Response& response) {
  return body_of(response).at("data").as_object();
}

inline std::vector<std::string> available_of(const http::Response& response) {
  return find_strings(data_of(response), "availableFactors");
}

}  // namespace daemun::experience::test

#endif
