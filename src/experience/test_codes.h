// For tests only: a browser that gets its codes from the development mailbox.
#ifndef DAEMUN_EXPERIENCE_TEST_CODES_H
#define DAEMUN_EXPERIENCE_TEST_CODES_H

#include "experience/test_dialogue.h"
#include "experience/verifications/verification_code.h"
#include "storage/development_mailbox.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience::test {

inline std::string wrong_one(const std::string& code) {
  return code == "000000" ? "000001" : "000000";
}

// "ann", with a password and an address.
inline UserId insert_ann(TestTenant& tenant) {
  const auto id = tenant.insert_user("ann");
  const storage::UserChanges changes{
      .primary_email = {.is_given = true, .value = "ann@mail.example"}};
  tenant.commit(tenant.users().update(id, changes, tenant.clock.now()));
  return id;
}

inline json::object identifier_of(std::string_view value) {
  const bool is_email = value.find('@') != std::string_view::npos;
  return {{"type", is_email ? "email" : "phone"}, {"value", value}};
}

// What was sent, newest first.
inline std::vector<json::object> mailbox_of(TestTenant& tenant) {
  const storage::DevelopmentMailbox mailbox(*tenant.database, *tenant.vault, tenant.tenant);
  std::vector<json::object> contents;
  for (auto& message : run_task(mailbox.list(tenant.clock.now())))
    contents.push_back(std::move(message.content));
  return contents;
}

inline std::string last_code(TestTenant& tenant) {
  const auto mailbox = mailbox_of(tenant);
  if (mailbox.empty()) throw std::runtime_error("no message was sent");
  return std::string(mailbox.front().at("payload").at("code").as_string());
}

// Each message later than the one before, so that the newest is known.
inline http::Response send_code(
    TestTenant& tenant, Browser& browser, std::string_view to, std::string_view event = "SignIn"
) {
  tenant.clock.advance(Milliseconds(1));
  return browser.verify(
      email_code_method, {{"identifier", identifier_of(to)}, {"interactionEvent", event}}
  );
}

inline http::Response verify_code(
    Browser& browser, const http::Response& sent, std::string_view to, std::string_view code
) {
  const auto body = body_of(sent);
  return browser.take(
      email_code_method.endpoints[1].step,
      {{"identifier", identifier_of(to)},
       {"verificationId", find_string(body, "verificationId").value_or("-")},
       {"code", code}}
  );
}

// From the message to the proof.
inline http::Response prove_address(
    TestTenant& tenant, Browser& browser, std::string_view to, std::string_view event = "SignIn"
) {
  const auto sent = send_code(tenant, browser, to, event);
  return verify_code(browser, sent, to, last_code(tenant));
}

inline json::object proven_profile(std::string_view type, const http::Response& proof) {
  const auto body = body_of(proof);
  return {{"type", type}, {"verificationId", find_string(body, "verificationId").value_or("-")}};
}

}  // namespace daemun::experience::test

#endif
