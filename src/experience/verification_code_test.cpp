// Codes by e-mail and SMS, call by call, on a database in memory: what proves an address, and what
// an attacker tries.
#include "experience/known_browser.h"
#include "experience/test_codes.h"
#include "storage/connector_store.h"
#include "storage/log_store.h"
#include "storage/organization_store.h"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <algorithm>

namespace daemun::experience {
namespace {

using namespace test;

const std::string ann = "ann@mail.example";
const std::string phone = "821012345678";

// Everybody signs in and registers with an address and a code.
json::object by_code(std::string_view mode = "SignInAndRegister") {
  return {
      {"signInMode", mode},
      {"signIn",
       {{"methods",
         json::array{
             {{"identifier", "email"}, {"password", true}, {"verificationCode", true}},
             {{"identifier", "phone"}, {"password", false}, {"verificationCode", true}}}}}},
      {"signUp",
       {{"identifiers", json::array{"email", "phone"}}, {"password", false}, {"verify", true}}}};
}

UserId insert_with_email(TestTenant& tenant, std::string email) {
  User user;
  user.id = UserId(crypto::random_id(tenant.random, 12));
  user.primary_email = std::move(email);
  user.created_at = tenant.clock.now();
  user.updated_at = tenant.clock.now();
  tenant.commit(tenant.users().insert(user, std::nullopt));
  return user.id;
}

}  // namespace

TEST_CASE("a code signs in the account of the address") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  const auto user = insert_with_email(tenant, ann);
  auto browser = a_dialogue(tenant);
  const auto sent = send_code(tenant, browser, "Ann@Mail.Example");
  CHECK(sent.status == 200);
  const auto proof = verify_code(browser, sent, ann, last_code(tenant));
  CHECK(proof.status == 200);
  CHECK(body_of(proof).at("verificationId") == body_of(sent).at("verificationId"));
  CHECK(browser.identify(proof).status == 204);
  CHECK(browser.submit().status == 200);
  const auto login = tenant.find(browser.interaction().id)->login;
  REQUIRE(login);
  CHECK(login->user_id == user);
  CHECK(login->amr == std::vector<std::string>{"otp"});
}

TEST_CASE("a code registers a new account with the address, or the number, that it proves") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  for (const auto& to : {ann, phone}) {
    auto browser = a_dialogue(tenant, "Register");
    const auto proof = prove_address(tenant, browser, to, "Register");
    CHECK(browser.identify(proof).status == 201);
    CHECK(browser.submit().status == 200);
  }
  CHECK(run_task(tenant.users().find(Identifier{IdentifierType::email, ann})));
  CHECK(run_task(tenant.users().find(Identifier{IdentifierType::phone, phone})));
}

TEST_CASE("the same proof goes on where sign-in and registration turn out to be the other one") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  auto stranger = a_dialogue(tenant);
  const auto proof = prove_address(tenant, stranger, ann);
  const auto unknown = stranger.identify(proof);
  CHECK(unknown.status == 404);
  CHECK(code_of(unknown) == "user.user_not_exist");
  CHECK(body_of(unknown).at("data").at("identifier").as_string() == ann);
  CHECK(stranger.take(change_event, {{"interactionEvent", "Register"}}).status == 204);
  CHECK(stranger.identify(proof).status == 201);
  CHECK(stranger.submit().status == 200);

  auto known = a_dialogue(tenant, "Register");
  const auto again = prove_address(tenant, known, ann, "Register");
  CHECK(code_of(known.identify(again)) == "user.email_already_in_use");
  CHECK(known.take(change_event, {{"interactionEvent", "SignIn"}}).status == 204);
  CHECK(known.identify(again).status == 204);
  CHECK(known.submit().status == 200);
}

TEST_CASE("where people do not register, a proven address opens no account") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  auto browser = a_dialogue(tenant);
  const auto proof = prove_address(tenant, browser, ann);
  auto other = a_dialogue(tenant, "Register");
  const auto second = prove_address(tenant, other, ann, "Register");
  tenant.change_settings(by_code("SignIn"));
  CHECK(code_of(browser.identify(proof)) == "user.user_not_exist");
  CHECK(
      code_of(browser.take(change_event, {{"interactionEvent", "Register"}})) == "auth.forbidden"
  );
  // Also for who began so.
  CHECK(code_of(other.identify(second)) == "auth.forbidden");
  CHECK(other.submit().status == 403);
}

TEST_CASE("no code is sent to an address that cannot use it, for any interactionEvent") {
  TestTenant tenant;
  tenant.change_settings(by_code("SignIn"));
  auto browser = a_dialogue(tenant);
  for (const auto* event : {"SignIn", "Register", "ForgotPassword"}) {
    const auto sent = send_code(tenant, browser, ann, event);
    CHECK(sent.status == 200);
    CHECK(body_of(sent).at("verificationId").as_string().size() == 21);
  }
  auto registering = a_dialogue(tenant, "Register");
  CHECK(send_code(tenant, registering, ann, "Register").status == 200);
  CHECK(mailbox_of(tenant).empty());
}

TEST_CASE("another recipient's codes are not locked by a code of one's own") {
  TestTenant tenant;
  auto settings = by_code();
  settings["sentinelPolicy"] = json::object{{"maxAttempts", 3}};
  tenant.change_settings(settings);
  insert_with_email(tenant, ann);
  auto stranger = a_dialogue(tenant);
  const auto own = send_code(tenant, stranger, "eve@mail.example");
  for (int i = 0; i < 5; ++i)
    CHECK(code_of(verify_code(stranger, own, ann, "123456")) == "verification_code.email_mismatch");
  auto browser = a_dialogue(tenant);
  CHECK(prove_address(tenant, browser, ann).status == 200);
}

TEST_CASE("a sign-in by code ends with the address, the password or a reset in between") {
  TestTenant tenant;
  auto settings = by_code();
  tenant.change_settings(settings);
  const auto user = insert_with_email(tenant, ann);
  const auto identified = [&] {
    auto browser = a_dialogue(tenant);
    CHECK(browser.identify(prove_address(tenant, browser, ann)).status == 204);
    return browser;
  };
  auto before_password = identified();
  const UserPassword password{.hash = "$argon2id$x", .algorithm = "Argon2id"};
  tenant.commit(tenant.users().update_password(user, password, tenant.clock.now()));
  CHECK(code_of(before_password.submit()) == "session.verification_expired");

  auto before_change = identified();
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = "new@mail.example"};
  tenant.commit(tenant.users().update(user, changes, tenant.clock.now()));
  CHECK(code_of(before_change.submit()) == "session.verification_expired");
}

TEST_CASE("a code does not sign in where the address takes none") {
  TestTenant tenant;
  tenant.change_settings(
      {{"signIn",
        {{"methods",
          json::array{
              {{"identifier", "email"}, {"password", true}, {"verificationCode", false}}}}}}}
  );
  insert_with_email(tenant, ann);
  auto browser = a_dialogue(tenant);
  const auto proof = prove_address(tenant, browser, ann);
  const auto refused = browser.identify(proof);
  CHECK(refused.status == 422);
  CHECK(code_of(refused) == "user.sign_in_method_not_enabled");
}

TEST_CASE("a code is good once, for its dialogue, its recipient and its time") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  insert_with_email(tenant, ann);
  auto browser = a_dialogue(tenant);
  const auto sent = send_code(tenant, browser, ann);
  const auto code = last_code(tenant);

  auto other = a_dialogue(tenant);
  CHECK(code_of(verify_code(other, sent, ann, code)) == "session.verification_session_not_found");
  CHECK(
      code_of(verify_code(browser, sent, "bob@mail.example", code)) ==
      "verification_code.email_mismatch"
  );
  CHECK(
      code_of(verify_code(browser, sent, phone, code)) == "session.verification_session_not_found"
  );
  CHECK(
      code_of(verify_code(browser, sent, ann, wrong_one(code))) == "verification_code.code_mismatch"
  );
  CHECK(verify_code(browser, sent, ann, code).status == 200);
  CHECK(code_of(verify_code(browser, sent, ann, code)) == "verification_code.not_found");

  const auto late = send_code(tenant, browser, ann);
  const auto late_code = last_code(tenant);
  tenant.clock.advance(Seconds(600));
  CHECK(code_of(verify_code(browser, late, ann, late_code)) == "verification_code.expired");
}

TEST_CASE("a newer code takes the place of the one before, and not that of another dialogue") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  insert_with_email(tenant, ann);
  auto owner = a_dialogue(tenant);
  const auto sent = send_code(tenant, owner, ann);
  const auto code = last_code(tenant);
  auto stranger = a_dialogue(tenant);
  send_code(tenant, stranger, ann);
  CHECK(verify_code(owner, sent, ann, code).status == 200);

  const auto first = send_code(tenant, owner, ann);
  const auto first_code = last_code(tenant);
  send_code(tenant, owner, ann);
  CHECK(
      code_of(verify_code(owner, first, ann, first_code)) ==
      "session.verification_session_not_found"
  );
}

TEST_CASE("parallel guesses at a code share the policy's maximum of attempts") {
  TestTenant tenant;
  auto settings = by_code();
  settings["verificationCodePolicy"] = json::object{{"maxRetryAttempts", 3}};
  tenant.change_settings(settings);
  insert_with_email(tenant, ann);
  auto browser = a_dialogue(tenant);
  const auto sent = send_code(tenant, browser, ann);
  const auto code = last_code(tenant);
  const json::object guess{
      {"identifier", identifier_of(ann)},
      {"verificationId", body_of(sent).at("verificationId")},
      {"code", wrong_one(code)}};
  boost::asio::io_context loop(1);
  std::vector<std::string> codes;
  for (int i = 0; i < 8; ++i) {
    boost::asio::co_spawn(
        loop.get_executor(),
        browser.api.take(
            a_request(browser.interaction(), guess), email_code_method.endpoints[1].step.step
        ),
        [&](std::exception_ptr, http::Response response) { codes.push_back(code_of(response)); }
    );
  }
  loop.run();
  CHECK(std::count(codes.begin(), codes.end(), "verification_code.code_mismatch") == 3);
  CHECK(std::count(codes.begin(), codes.end(), "verification_code.exceed_max_try") == 5);
  // The right one comes too late.
  CHECK(code_of(verify_code(browser, sent, ann, code)) == "verification_code.exceed_max_try");
}

TEST_CASE("guesses over many dialogues share the places of the recipient") {
  TestTenant tenant;
  auto settings = by_code();
  settings["sentinelPolicy"] = json::object{{"maxAttempts", 5}, {"lockoutDuration", 10}};
  tenant.change_settings(settings);
  insert_with_email(tenant, ann);
  int evaluated = 0;
  for (int i = 0; i < 9; ++i) {
    auto browser = a_dialogue(tenant);
    const auto sent = send_code(tenant, browser, ann);
    const auto refused = verify_code(browser, sent, ann, wrong_one(last_code(tenant)));
    if (code_of(refused) == "verification_code.code_mismatch") ++evaluated;
  }
  CHECK(evaluated == 4);  // the fifth locks, and is told so
  auto browser = a_dialogue(tenant);
  const auto sent = send_code(tenant, browser, ann);
  // While it is locked the right one gets the same answer.
  CHECK(
      code_of(verify_code(browser, sent, ann, last_code(tenant))) ==
      "session.verification_blocked_too_many_attempts"
  );
  // Other recipients are not.
  auto other = a_dialogue(tenant);
  CHECK(prove_address(tenant, other, phone).status == 200);
}

TEST_CASE("sending a code is refused without a connector, and for what is no address") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  auto browser = a_dialogue(tenant);
  for (const std::string_view wrong :
       {"ann", "ann@", "a b@mail.example", "ann@mail.example\r\nBcc: x@y.z"}) {
    const auto refused = browser.verify(
        email_code_method,
        {{"identifier", {{"type", "email"}, {"value", wrong}}}, {"interactionEvent", "SignIn"}}
    );
    CHECK(code_of(refused) == "guard.invalid_input");
  }
  CHECK(
      code_of(browser.verify(
          email_code_method,
          {{"identifier", {{"type", "username"}, {"value", "ann"}}}, {"interactionEvent", "SignIn"}}
      )) == "guard.invalid_input"
  );
  CHECK(mailbox_of(tenant).empty());
  tenant.equipment.mailbox = messages::Mailbox::off;
  const auto refused = send_code(tenant, browser, ann);
  CHECK(refused.status == 501);
  CHECK(code_of(refused) == "connector.not_found");
}

TEST_CASE("an address that the tenant does not take gets no code to register, and no account") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  const std::string blocked = "ann@blocked.example";
  auto browser = a_dialogue(tenant, "Register");
  const auto proof = prove_address(tenant, browser, blocked, "Register");
  auto settings = by_code();
  settings["emailBlocklistPolicy"] = json::object{
      {"blockSubaddressing", true}, {"customBlocklist", json::array{"@blocked.example"}}};
  tenant.change_settings(settings);

  const auto refused = send_code(tenant, browser, blocked, "Register");
  CHECK(refused.status == 422);
  CHECK(code_of(refused) == "session.email_blocklist.email_not_allowed");
  CHECK(
      code_of(send_code(tenant, browser, "ann+x@mail.example", "Register")) ==
      "session.email_blocklist.email_subaddressing_not_allowed"
  );
  // What another event calls it makes no difference to who is written to.
  CHECK(send_code(tenant, browser, blocked).status == 200);
  CHECK(mailbox_of(tenant).size() == 1);
  CHECK(code_of(browser.identify(proof)) == "session.email_blocklist.email_not_allowed");
  CHECK(
      code_of(browser.add_profile(proven_profile("email", proof))) ==
      "session.email_blocklist.email_not_allowed"
  );
}

TEST_CASE("a number that no country gives out gets no account") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  auto browser = a_dialogue(tenant, "Register");
  const auto refused = send_code(tenant, browser, "121255501234", "Register");
  CHECK(refused.status == 422);
  CHECK(code_of(refused) == "user.invalid_phone");
}

TEST_CASE("a recipient gets ten codes in ten minutes, whether it has an account or not") {
  TestTenant tenant;
  tenant.change_settings(by_code("SignIn"));
  insert_with_email(tenant, ann);
  for (const auto& to : {ann, std::string("bob@mail.example")}) {
    for (int i = 0; i < 10; ++i) {
      auto browser = a_dialogue(tenant);
      CHECK(send_code(tenant, browser, to).status == 200);
    }
    auto browser = a_dialogue(tenant);
    const auto refused = send_code(tenant, browser, to);
    CHECK(refused.status == 429);
    CHECK(code_of(refused) == "request.message_rate_limited");
  }
  CHECK(mailbox_of(tenant).size() == 10);
  tenant.clock.advance(std::chrono::minutes(10));
  auto browser = a_dialogue(tenant);
  CHECK(send_code(tenant, browser, ann).status == 200);
}

TEST_CASE("a stranger who uses up the codes of an account leaves its owner some") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  const auto user = insert_with_email(tenant, ann);
  const auto send = [&](std::string network, std::string known = {}) {
    auto browser = a_dialogue(tenant);
    auto request = a_request(
        browser.interaction(), {{"identifier", identifier_of(ann)}, {"interactionEvent", "SignIn"}}
    );
    request.remote_address = std::move(network);
    if (!known.empty()) request.headers[0].value += "; " + known;
    tenant.clock.advance(Milliseconds(1));
    const auto step = email_code_method.endpoints.front().step.step;
    return run_task(browser.api.take(std::move(request), step)).status;
  };
  const auto use_up = [&](const std::string& network) {
    for (int i = 0; i < 10; ++i)
      CHECK(send(network) == 200);
    CHECK(send(network) == 429);
  };
  use_up("127.0.0.2");
  use_up("127.0.0.3");
  CHECK(send("127.0.0.4") == 429);
  // The browser of the account's last sign-in.
  const auto dependencies = tenant.dependencies();
  auto request = a_request(tenant.insert_interaction("app1"));
  auto cookie = to_known_browser_cookie(dependencies, request, {.id = user});
  cookie = cookie.substr(0, cookie.find(';'));
  for (int i = 0; i < 10; ++i)
    CHECK(send("127.0.0.4", cookie) == 200);
  CHECK(send("127.0.0.4", cookie) == 429);
}

TEST_CASE("a right code is one attempt, also when the dialogue has changed in the meantime") {
  TestTenant tenant;
  auto settings = by_code();
  settings["verificationCodePolicy"] = json::object{{"maxRetryAttempts", 1}};
  settings["sentinelPolicy"] = json::object{{"maxAttempts", 1}};
  tenant.change_settings(settings);
  insert_with_email(tenant, ann);
  auto browser = a_dialogue(tenant);
  const auto sent = send_code(tenant, browser, ann);

  RacedDatabase raced(*tenant.database);
  Browser slow(tenant.dependencies(raced), browser.interaction());
  int commits = 0;
  std::function<void()> race = [&] {
    // The try, the place, and then the proof: the dialogue changes right before each.
    browser.start("SignIn");
    if (++commits < 3) raced.before_commit = race;
  };
  raced.before_commit = race;
  CHECK(verify_code(slow, sent, ann, last_code(tenant)).status == 200);
  CHECK(commits == 3);
}

TEST_CASE("a code's mail can name the organization that the application signs in to") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  const storage::OrganizationStore organizations(*tenant.database, tenant.tenant);
  OrganizationDetails club;
  club.id = OrganizationId("club");
  club.name = "Book club";
  club.branding = R"({"logoUrl":"https://club.example/logo.svg"})";
  club.created_at = tenant.clock.now();
  tenant.commit(organizations.insert(club));
  for (const auto& [id, is_named] : {std::pair("club", true), std::pair("other", false)}) {
    auto interaction = tenant.insert_interaction("app1");
    interaction.id = InteractionId(crypto::random_token(tenant.random));
    interaction.request.experience.organization_id = id;
    tenant.commit(tenant.interactions().insert(interaction));
    Browser browser(tenant, interaction);
    browser.start("SignIn");
    CHECK(send_code(tenant, browser, ann).status == 200);
    const auto payload = mailbox_of(tenant).front().at("payload").as_object();
    CHECK(payload.contains("organization") == is_named);
    if (is_named) CHECK(payload.at("organization").at("name") == "Book club");
  }
}

TEST_CASE("an answer to a stranger says nothing of a connector's configuration") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  const storage::ConnectorStore connectors(*tenant.database, *tenant.vault, tenant.tenant);
  Connector connector;
  connector.id = ConnectorId("c");
  connector.factory_id = "sendgrid-email-service";
  connector.type = "Email";
  connector.config = {{"apiKey", "key"}};
  connector.created_at = tenant.clock.now();
  tenant.commit(connectors.insert(connector));
  auto browser = a_dialogue(tenant);
  const auto refused = send_code(tenant, browser, ann);
  CHECK(code_of(refused) == "connector.invalid_config");
  const auto body = body_of(refused);
  CHECK_FALSE(body.contains("data"));
  CHECK_FALSE(body.contains("details"));
}

TEST_CASE("a new account proves the identifiers that it still lacks") {
  TestTenant tenant;
  tenant.change_settings(
      {{"signUp",
        {{"identifiers", json::array{"username"}},
         {"password", true},
         {"verify", true},
         {"secondaryIdentifiers", json::array{{{"identifier", "email"}, {"verify", true}}}}}}}
  );
  auto browser = a_dialogue(tenant, "Register");
  CHECK(browser.add_profile({{"type", "username"}, {"value", "ann"}}).status == 204);
  CHECK(browser.add_profile({{"type", "password"}, {"value", good_password}}).status == 204);
  const auto missing = browser.identify();
  CHECK(missing.status == 422);
  CHECK(json::serialize(body_of(missing).at("data")) == R"({"missingProfile":["email"]})");
  const auto proof = prove_address(tenant, browser, ann, "Register");
  CHECK(
      code_of(browser.add_profile(proven_profile("phone", proof))) ==
      "session.verification_session_not_found"
  );
  CHECK(browser.add_profile(proven_profile("email", proof)).status == 204);
  CHECK(browser.identify().status == 201);
  CHECK(browser.submit().status == 200);
  const auto user = run_task(tenant.users().find(Identifier{IdentifierType::email, ann}));
  REQUIRE(user);
  CHECK(user->username == "ann");
}

TEST_CASE("a person who signs in adds an identifier that the account lacks, once proven") {
  TestTenant tenant;
  auto settings = by_code();
  settings["signIn"].as_object()["methods"].as_array().push_back(
      {{"identifier", "username"}, {"password", true}, {"verificationCode", false}}
  );
  tenant.change_settings(settings);
  const auto user = tenant.insert_user("ann");
  insert_with_email(tenant, "taken@mail.example");
  auto browser = a_dialogue(tenant);
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  CHECK(code_of(browser.submit()) == "user.missing_profile");

  const auto taken = prove_address(tenant, browser, "taken@mail.example");
  CHECK(
      code_of(browser.add_profile(proven_profile("email", taken))) == "user.email_already_in_use"
  );
  // The message spoke of a forgotten password, not of an address for this account.
  const auto recovery = prove_address(tenant, browser, "taken@mail.example", "ForgotPassword");
  CHECK(
      code_of(browser.add_profile(proven_profile("email", recovery))) ==
      "session.verification_failed"
  );
  const auto proof = prove_address(tenant, browser, ann);
  CHECK(browser.add_profile(proven_profile("email", proof)).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(run_task(tenant.users().find(user))->primary_email == ann);
}

TEST_CASE("codes leave lines in the audit log that name neither the code nor a user who only asked"
) {
  TestTenant tenant;
  tenant.change_settings(by_code());
  const auto user = insert_with_email(tenant, ann);
  auto browser = a_dialogue(tenant);
  const auto sent = send_code(tenant, browser, ann);
  const auto code = last_code(tenant);
  verify_code(browser, sent, ann, wrong_one(code));
  verify_code(browser, sent, ann, code);
  run_task(tenant.journal->flush());
  int created = 0;
  int failed = 0;
  int succeeded = 0;
  for (const auto& event : run_task(storage::LogStore(*tenant.database, tenant.tenant).list(20))) {
    CHECK(event.payload.find(code) == std::string::npos);
    const auto payload = json::parse(event.payload).as_object();
    if (event.key == "Interaction.SignIn.Verification.EmailVerificationCode.Create") {
      ++created;
      CHECK_FALSE(payload.contains("userId"));
    }
    if (event.key != "Interaction.SignIn.Verification.EmailVerificationCode.Submit") continue;
    CHECK(find_string(payload, "userId") == user.value());
    ++(find_string(payload, "result") == "Success" ? succeeded : failed);
  }
  CHECK(created == 1);
  CHECK(failed == 1);
  CHECK(succeeded == 1);
}

TEST_CASE("the interaction shows a proven address without the code") {
  TestTenant tenant;
  tenant.change_settings(by_code());
  auto browser = a_dialogue(tenant, "Register");
  prove_address(tenant, browser, ann, "Register");
  const auto shown = body_of(browser.show());
  const auto& records = shown.at("verificationRecords").as_array();
  REQUIRE(records.size() == 1);
  CHECK(records[0].at("type").as_string() == "EmailVerificationCode");
  CHECK(records[0].at("verified").as_bool());
  CHECK(records[0].at("templateType").as_string() == "Register");
  CHECK(records[0].at("identifier").at("value").as_string() == ann);
  CHECK(json::serialize(shown).find(last_code(tenant)) == std::string::npos);
}

}  // namespace daemun::experience
