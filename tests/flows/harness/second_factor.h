// For flows with a second factor: a person with an authenticator app, and the steps of the sign-in
// page one by one.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_SECOND_FACTOR_H
#define DAEMUN_TESTS_FLOWS_HARNESS_SECOND_FACTOR_H

#include "crypto/totp.h"
#include "storage/user_factor_store.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "flows/harness/client.h"

namespace daemun::flows {

inline const Secret app_secret("twenty secret bytes!");

inline storage::UserFactorStore factors_of(Server& server) {
  return {*server.database, server.vault, server.tenant};
}

inline void insert_app(Server& server, const std::string& user) {
  server.commit(factors_of(server).insert(
      {.id = "app-of-" + user,
       .user_id = UserId(user),
       .type = Factor::totp,
       .created_at = server.clock.now(),
       .totp_secret = app_secret}
  ));
}

// `factors`: those that the tenant allows.
inline void demand(
    Server& server, std::string_view policy, const std::vector<std::string>& factors = {"Totp"}
) {
  server.change_sign_in_experience(
      {{"mfa", {{"factors", to_json_array(factors)}, {"policy", policy}}}}
  );
}

inline json::object post(Browser& browser, const std::string& path, const json::object& body) {
  const auto response = browser.send_json(http::Method::post, "/api/experience" + path, body);
  return response.body.empty() ? json::object() : json::parse(response.body).as_object();
}

// The sign-in page up to the identified person.
inline void identify(Browser& browser, const std::string& user = "alice") {
  browser.send_json(http::Method::put, "/api/experience", {{"interactionEvent", "SignIn"}});
  const auto proof = post(
      browser,
      "/verification/password",
      {{"identifier", {{"type", "username"}, {"value", user}}}, {"password", user_password}}
  );
  post(browser, "/identification", {{"verificationId", proof.at("verificationId")}});
}

inline std::string code_of(const json::object& body) {
  return std::string(find_string(body, "code").value_or(""));
}

inline json::object submit(Browser& browser) {
  return post(browser, "/submit", {});
}

inline void confirm_with_app(Browser& browser, Server& server) {
  const auto step = crypto::totp_step_at(to_unix_ms(server.clock.now()) / 1000);
  const auto proof = post(
      browser, "/verification/totp/verify", {{"code", crypto::make_totp_code(app_secret, step)}}
  );
  CHECK(proof.contains("verificationId"));
}

inline Callback go_on(Browser& browser, const json::object& submitted) {
  return to_callback(browser.get(std::string(submitted.at("redirectTo").as_string())));
}

}  // namespace daemun::flows

#endif
