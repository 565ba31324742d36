// The dialogue that ends in a sign-in, call by call, on a database in memory.
#include "base/encoding.h"
#include "crypto/digest.h"
#include "experience/test_codes.h"
#include "storage/log_store.h"
#include "storage/one_time_token_store.h"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace daemun::experience {
namespace {

using namespace test;

constexpr std::string_view locked = "session.verification_blocked_too_many_attempts";

Browser a_browser(TestTenant& tenant) {
  return {tenant, tenant.insert_interaction("app1")};
}

}  // namespace

TEST_CASE("submit signs in who proved a password") {
  TestTenant tenant;
  const auto user = tenant.insert_user("ann");
  auto browser = a_browser(tenant);
  CHECK(browser.start("SignIn").status == 204);
  const auto proof = browser.verify_password("ann", good_password);
  CHECK(proof.status == 200);
  CHECK(body_of(proof).at("verificationId").as_string().size() == 21);
  CHECK(browser.identify(proof).status == 204);
  tenant.clock.advance(Seconds(5));
  const auto submitted = browser.submit();
  CHECK(submitted.status == 200);
  CHECK(
      body_of(submitted).at("redirectTo").as_string() ==
      "https://auth.example/oidc/auth/" + browser.interaction().id.value()
  );
  const auto stored = tenant.find(browser.interaction().id);
  REQUIRE(stored->login);
  CHECK(stored->login->user_id == user);
  CHECK(stored->login->signed_in_at == tenant.clock.now());
  CHECK(stored->login->amr == std::vector<std::string>{"pwd"});
  CHECK(run_task(tenant.users().find(user))->last_sign_in_at == tenant.clock.now());
  run_task(tenant.journal->flush());
  std::set<std::string> keys;
  for (const auto& event : run_task(storage::LogStore(*tenant.database, tenant.tenant).list(10)))
    keys.insert(event.key);
  CHECK(
      keys ==
      std::set<std::string>{
          "Interaction.SignIn.Update",
          "Interaction.SignIn.Verification.Password.Submit",
          "Interaction.SignIn.Identifier.Submit",
          "Interaction.SignIn.Submit"}
  );
}

TEST_CASE("submit answers a second click with the same place and writes nothing") {
  TestTenant tenant;
  tenant.insert_user("ann");
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  const auto first = browser.submit();
  const auto version = tenant.find(browser.interaction().id)->version;
  const auto second = browser.submit();
  CHECK(second.status == 200);
  CHECK(second.body == first.body);
  CHECK(tenant.find(browser.interaction().id)->version == version);
}

TEST_CASE("start voids the result of an earlier submission") {
  TestTenant tenant;
  tenant.insert_user("ann");
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  browser.submit();
  CHECK(browser.start("SignIn").status == 204);
  CHECK_FALSE(tenant.find(browser.interaction().id)->login);
  CHECK(code_of(browser.submit()) == "session.identifier_not_found");
}

TEST_CASE("verify_password answers unknown users and wrong passwords alike") {
  TestTenant tenant;
  tenant.insert_user("ann");
  tenant.insert_user("social", std::nullopt);
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  const auto wrong = browser.verify_password("ann", bad_password);
  CHECK(wrong.status == 422);
  CHECK(code_of(wrong) == "session.invalid_credentials");
  for (const std::string username : {"nobody", "social", "not a name"}) {
    CAPTURE(username);
    const auto unknown = browser.verify_password(username, bad_password);
    CHECK(unknown.status == wrong.status);
    CHECK(unknown.body == wrong.body);
  }
}

TEST_CASE("verify_password locks an identifier at the policy's number of failures") {
  TestTenant tenant;
  tenant.insert_user("ann");
  tenant.change_settings({{"sentinelPolicy", {{"maxAttempts", 2}, {"lockoutDuration", 5}}}});
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  for (const std::string username : {"ann", "nobody"}) {
    CAPTURE(username);
    const auto first = browser.verify_password(username, bad_password);
    CHECK(code_of(first) == "session.invalid_credentials");
    const auto last = browser.verify_password(username, bad_password);
    CHECK(last.status == 400);
    CHECK(code_of(last) == locked);
    CHECK(body_of(last).at("data").as_object().at("relativeTime").as_string() == "in 5 minutes");
    for (const auto& password : {good_password, bad_password})
      CHECK(browser.verify_password(username, password).body == last.body);
  }
  tenant.clock.advance(std::chrono::minutes(5));
  CHECK(browser.verify_password("ann", good_password).status == 200);
}

TEST_CASE("verify_password lets the last place of the policy succeed") {
  TestTenant tenant;
  tenant.insert_user("ann");
  tenant.change_settings({{"sentinelPolicy", {{"maxAttempts", 1}}}});
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  for (int i = 0; i < 3; ++i)
    CHECK(browser.verify_password("ann", good_password).status == 200);
}

TEST_CASE("verify_password starts to count anew after a success") {
  TestTenant tenant;
  tenant.insert_user("ann");
  tenant.change_settings({{"sentinelPolicy", {{"maxAttempts", 2}}}});
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  browser.verify_password("ann", bad_password);
  CHECK(browser.verify_password("ann", good_password).status == 200);
  browser.verify_password("ann", bad_password);
  CHECK(browser.verify_password("ann", good_password).status == 200);
}

TEST_CASE("verify_password tells of a suspension only to who knows the password") {
  TestTenant tenant;
  const auto user = tenant.insert_user("ann");
  tenant.commit(tenant.users().update_suspension(user, true, tenant.clock.now()));
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  CHECK(code_of(browser.verify_password("ann", bad_password)) == "session.invalid_credentials");
  const auto refused = browser.verify_password("ann", good_password);
  CHECK(refused.status == 401);
  CHECK(code_of(refused) == "user.suspended");
}

TEST_CASE("verify_password does not count the right password of a suspended user") {
  TestTenant tenant;
  const auto user = tenant.insert_user("ann");
  tenant.change_settings({{"sentinelPolicy", {{"maxAttempts", 2}}}});
  tenant.commit(tenant.users().update_suspension(user, true, tenant.clock.now()));
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  for (int i = 0; i < 3; ++i)
    CHECK(code_of(browser.verify_password("ann", good_password)) == "user.suspended");
}

TEST_CASE("submit refuses a user who was suspended after the proof") {
  TestTenant tenant;
  const auto user = tenant.insert_user("ann");
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  tenant.commit(tenant.users().update_suspension(user, true, tenant.clock.now()));
  CHECK(code_of(browser.submit()) == "user.suspended");
  CHECK_FALSE(tenant.find(browser.interaction().id)->login);
}

TEST_CASE("submit keeps what an administrator changes while it adds to the account") {
  TestTenant tenant;
  RacedDatabase database(*tenant.database);
  const auto now = tenant.clock.now();
  const auto signed_in = [&](const std::function<void(const UserId&)>& race) {
    const auto user = tenant.insert_user("ann");
    Browser browser(tenant.dependencies(database), tenant.insert_interaction("app1"));
    browser.start("SignIn");
    browser.identify(browser.verify_password("ann", good_password));
    CHECK(
        browser.add_profile({{"type", "extraProfile"}, {"values", {{"name", "Ann"}}}}).status == 204
    );
    database.before_commit = [&] { race(user); };
    const auto submitted = browser.submit();
    return std::pair(code_of(submitted), *run_task(tenant.users().find(user)));
  };
  SUBCASE("a suspension") {
    const auto [code, user] = signed_in([&](const UserId& id) {
      tenant.commit(tenant.users().update_suspension(id, true, now));
    });
    CHECK(code == "user.suspended");
    CHECK(user.is_suspended);
    CHECK_FALSE(user.name);
  }
  SUBCASE("an address and a document") {
    const auto [code, user] = signed_in([&](const UserId& id) {
      const storage::UserChanges changes{
          .primary_email = {.is_given = true, .value = "ann@app.example"},
          .custom_data = R"({"plan":"pro"})"};
      tenant.commit(tenant.users().update(id, changes, now));
    });
    CHECK(code.empty());
    CHECK(user.name == "Ann");
    CHECK(user.primary_email == "ann@app.example");
    CHECK(user.custom_data == R"({"plan":"pro"})");
  }
}

TEST_CASE("submit refuses a user who is suspended while it commits") {
  TestTenant tenant;
  const auto user = tenant.insert_user("ann");
  RacedDatabase database(*tenant.database);
  Browser browser(tenant.dependencies(database), tenant.insert_interaction("app1"));
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  database.before_commit = [&] {
    tenant.commit(tenant.users().update_suspension(user, true, tenant.clock.now()));
  };
  CHECK(code_of(browser.submit()) == "user.suspended");
  CHECK_FALSE(tenant.find(browser.interaction().id)->login);
}

TEST_CASE("submit refuses a proof by a password that was changed after it") {
  TestTenant tenant;
  const auto user = tenant.insert_user("ann");
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  tenant.clock.advance(Seconds(1));
  const auto stored = run_task(tenant.users().find_with_password(user))->password;
  tenant.commit(tenant.users().update_password(user, *stored, tenant.clock.now()));
  CHECK(code_of(browser.submit()) == "session.verification_expired");
  CHECK_FALSE(tenant.find(browser.interaction().id)->login);
  browser.identify(browser.verify_password("ann", good_password));
  CHECK(browser.submit().status == 200);
}

TEST_CASE("a link is good although the dialogue changed while it was looked at") {
  TestTenant tenant;
  const auto allow = [&](int attempts) {
    tenant.change_settings(
        {{"sentinelPolicy", {{"maxAttempts", attempts}, {"lockoutDuration", 60}}}}
    );
  };
  OneTimeToken link{
      .id = OneTimeTokenId("link1"),
      .email = "ann@app.example",
      .value = Secret("a-token-of-thirty-two-characters"),
      .created_at = tenant.clock.now(),
      .expires_at = tenant.clock.now() + std::chrono::hours(1)};
  const storage::OneTimeTokenStore links(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(links.insert(link));
  RacedDatabase database(*tenant.database);
  const auto interaction = tenant.insert_interaction("app1");
  Browser browser(tenant.dependencies(database), interaction);
  Browser second_tab(tenant, interaction);
  browser.start("SignIn");
  const auto verify = [&](const std::function<void()>& race) {
    database.before_commit = race;
    return browser.verify_one_time_token("ann@app.example", "a-token-of-thirty-two-characters");
  };
  SUBCASE("it is proven") {
    allow(1);
    CHECK(verify([&] { second_tab.start("SignIn"); }).status == 200);
  }
  SUBCASE("and is refused when the other tab consumed it") {
    allow(2);
    const auto answer = verify([&] { tenant.commit(links.consume(link.id, tenant.clock.now())); });
    CHECK(code_of(answer) == "one_time_token.token_consumed");
  }
}

TEST_CASE("verify_password replaces an imported hash by Argon2id") {
  TestTenant tenant;
  const auto md5 = to_hex(crypto::digest(crypto::DigestAlgorithm::md5, good_password));
  const auto user = tenant.insert_user("ann", UserPassword{.hash = md5, .algorithm = "MD5"});
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  CHECK(browser.verify_password("ann", bad_password).status == 422);
  CHECK(browser.verify_password("ann", good_password).status == 200);
  const auto stored = run_task(tenant.users().find_with_password(user));
  CHECK(stored->password->algorithm == "Argon2id");
  CHECK(browser.verify_password("ann", good_password).status == 200);
}

TEST_CASE("verify_password refuses a method that is switched off") {
  TestTenant tenant;
  tenant.insert_user("ann");
  tenant.change_settings({{"signIn", {{"methods", json::array{}}}}});
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  CHECK(
      code_of(browser.verify_password("ann", good_password)) == "user.sign_in_method_not_enabled"
  );
}

TEST_CASE("verify_password refuses oversize input") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  CHECK(code_of(browser.verify_password(std::string(129, 'a'), "p")) == "guard.invalid_input");
  CHECK(code_of(browser.verify_password("ann", std::string(257, 'a'))) == "guard.invalid_input");
  CHECK(code_of(browser.verify_password("ann", "")) == "guard.invalid_input");
}

TEST_CASE("identify refuses the verification of another dialogue") {
  TestTenant tenant;
  tenant.insert_user("ann");
  auto attacker = a_browser(tenant);
  attacker.start("SignIn");
  const auto proof = attacker.verify_password("ann", good_password);
  auto victim = a_browser(tenant);
  victim.start("SignIn");
  const auto refused = victim.identify(proof);
  CHECK(refused.status == 404);
  CHECK(code_of(refused) == "session.verification_session_not_found");
}

TEST_CASE("submit refuses a dialogue without an identified user") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  CHECK(code_of(browser.submit()) == "session.interaction_not_found");
  browser.start("SignIn");
  const auto early = browser.submit();
  CHECK(early.status == 404);
  CHECK(code_of(early) == "session.identifier_not_found");
}

TEST_CASE("show tells the state of the dialogue and no hash") {
  TestTenant tenant;
  const auto user = tenant.insert_user("ann");
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  const auto proof = browser.verify_password("ann", good_password);
  browser.identify(proof);
  const auto id = body_of(proof).at("verificationId").as_string();
  const auto shown = browser.show();
  CHECK(
      shown.body ==
      R"({"interactionEvent":"SignIn","userId":")" + user.value() +
          R"(","profile":{},"verificationRecords":[{"id":")" + std::string(id) +
          R"(","type":"Password","identifier":{"type":"username","value":"ann"},"verified":true}],)"
          R"("mfa":{},"signInContext":{"ip":"127.0.0.1","userAgent":"test"},)"
          R"("captcha":{"verified":false,"skipped":false}})"
  );
}

TEST_CASE("start refuses a dialogue that is not the request's") {
  TestTenant tenant;
  const auto interaction = tenant.insert_interaction("app1");
  ExperienceApi api(tenant.dependencies());
  const json::object body{{"interactionEvent", "SignIn"}};

  auto without_cookie = a_request(interaction, body);
  without_cookie.headers.erase(without_cookie.headers.begin());
  auto of_another_application = a_request(interaction, body);
  of_another_application.headers[3].value = "app2";
  auto unknown = interaction;
  unknown.id = InteractionId(crypto::random_token(tenant.random));
  for (const auto& request : {without_cookie, of_another_application, a_request(unknown, body)}) {
    const auto refused = run_task(api.take(request, StepRow(start).step));
    CHECK(refused.status == 400);
    CHECK(code_of(refused) == "session.not_found");
    CHECK(body_of(refused).at("error").as_string() == "invalid_request");
  }
  tenant.clock.advance(std::chrono::hours(1));
  CHECK(
      code_of(run_task(api.take(a_request(interaction, body), StepRow(start).step))) ==
      "session.not_found"
  );
}

TEST_CASE("a page goes on with its own dialogue, and a page that names none with the newest") {
  TestTenant tenant;
  const auto older = tenant.insert_interaction("app1");
  const auto newer = tenant.insert_interaction("app1");
  InteractionCookie cookie;
  cookie.set(ApplicationId("app1"), older.id);
  cookie.set(ApplicationId("app1"), newer.id);
  ExperienceApi api(tenant.dependencies());
  const auto start_at = [&](const std::string& handle) {
    auto request = a_request(newer, {{"interactionEvent", "SignIn"}});
    request.headers[0].value = "__Host-_interaction=" + cookie.to_value();
    if (!handle.empty()) request.headers.push_back({"daemun-interaction", handle});
    return run_task(api.take(request, StepRow(start).step)).status;
  };
  const auto is_started = [&](const Interaction& interaction) {
    const auto text = tenant.find(interaction.id)->experience_state;
    return parse_experience_state(text).event.has_value();
  };
  CHECK(start_at(storage::interaction_handle(older.id)) == 204);
  CHECK(is_started(older));
  CHECK_FALSE(is_started(newer));
  CHECK(start_at("") == 204);
  CHECK(is_started(newer));
}

TEST_CASE("start refuses a cookie that is there twice, and one under its plain name") {
  TestTenant tenant;
  const auto interaction = tenant.insert_interaction("app1");
  ExperienceApi api(tenant.dependencies());
  const auto good = a_request(interaction, {{"interactionEvent", "SignIn"}});
  auto twice = good;
  twice.headers[0].value += "; " + good.headers[0].value;
  auto plain = good;
  plain.headers[0].value = good.headers[0].value.substr(std::string("__Host-").size());
  for (const auto& request : {twice, plain})
    CHECK(code_of(run_task(api.take(request, StepRow(start).step))) == "session.not_found");
  CHECK(run_task(api.take(good, StepRow(start).step)).status == 204);
}

TEST_CASE("start refuses what a page of another site could send") {
  TestTenant tenant;
  const auto interaction = tenant.insert_interaction("app1");
  ExperienceApi api(tenant.dependencies());
  auto foreign = a_request(interaction, {{"interactionEvent", "SignIn"}});
  foreign.headers[2].value = "https://evil.example";
  CHECK(run_task(api.take(foreign, StepRow(start).step)).status == 403);
  auto simple = a_request(interaction, {{"interactionEvent", "SignIn"}});
  simple.headers[1].value = "text/plain";
  CHECK(run_task(api.take(simple, StepRow(start).step)).status == 415);
  CHECK_FALSE(parse_experience_state(tenant.find(interaction.id)->experience_state).event);
}

TEST_CASE("start refuses the dialogue of a consent page") {
  TestTenant tenant;
  const auto interaction = tenant.insert_interaction(
      "app1",
      InteractionPrompt::consent,
      ConsentQuestion{.user_id = UserId("u"), .missing_scopes = {}, .missing_resource_scopes = {}}
  );
  Browser browser(tenant, interaction);
  CHECK(code_of(browser.start("SignIn")) == "session.not_found");
}

TEST_CASE("a sign-in in a new browser is told to the owner of the account, where that is on") {
  TestTenant tenant;
  const auto sign_in = [&](std::string cookie) {
    auto browser = a_browser(tenant);
    browser.start("SignIn");
    browser.identify(browser.verify_password("ann", good_password));
    auto request = a_request(browser.interaction());
    if (!cookie.empty()) request.headers[0].value += "; " + cookie;
    const auto answer = run_task(browser.api.take(std::move(request), StepRow(submit).step));
    CHECK(answer.status == 200);
    return answer;
  };
  auto ann = tenant.insert_user("ann");
  const storage::UserChanges changes{
      .primary_email = {.is_given = true, .value = "ann@mail.example"}};
  tenant.commit(tenant.users().update(ann, changes, tenant.clock.now()));
  tenant.equipment.tells_new_browsers = true;
  const auto first = sign_in("");
  CHECK(mailbox_of(tenant).empty());
  const auto mark = std::find_if(first.headers.begin(), first.headers.end(), [](const auto& h) {
    return h.name == "Set-Cookie";
  });
  REQUIRE(mark != first.headers.end());
  sign_in(mark->value.substr(0, mark->value.find(';')));
  CHECK(mailbox_of(tenant).empty());
  sign_in("");
  REQUIRE(mailbox_of(tenant).size() == 1);
  CHECK(mailbox_of(tenant).front().at("to") == "ann@mail.example");
  CHECK(mailbox_of(tenant).front().at("usageType") == "NewBrowser");
  tenant.equipment.tells_new_browsers = false;
  sign_in("");
  CHECK(mailbox_of(tenant).size() == 1);
}

TEST_CASE("identify and verify_password at once both take effect") {
  TestTenant tenant;
  tenant.insert_user("ann");
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  boost::asio::io_context loop(1);
  int succeeded = 0;
  for (int i = 0; i < 2; ++i) {
    boost::asio::co_spawn(
        loop.get_executor(),
        browser.api.take(
            a_request(browser.interaction(), credentials("ann", good_password)),
            password_method.endpoints.front().step.step
        ),
        [&](std::exception_ptr, const http::Response& response) {
          succeeded += response.status == 200;
        }
    );
  }
  loop.run();
  CHECK(succeeded == 2);
  const auto stored = tenant.find(browser.interaction().id);
  CHECK(parse_experience_state(stored->experience_state).verifications.size() == 2);
}

}  // namespace daemun::experience
