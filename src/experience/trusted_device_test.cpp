// Browsers that are trusted for some days: made, used, revoked and attacked, call by call.
#include "domain/trusted_device.h"

#include "domain/cookie_names.h"
#include "experience/steps/steps.h"
#include "experience/test_passkeys.h"
#include "storage/organization_member_store.h"
#include "storage/organization_store.h"
#include "storage/trusted_device_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* required = "session.mfa.require_mfa_verification";
const std::string cookie = "__Host-_trusted=";

void set_up(TestTenant& tenant, const json::object& trust, std::string_view policy = "Mandatory") {
  auto settings = mfa_settings({"Totp"}, policy);
  settings["trustedDevice"] = trust;
  tenant.change_settings(settings);
}
void set_up(TestTenant& tenant) {
  set_up(tenant, {{"enabled", true}, {"durationDays", 7}});
}

UserId add(TestTenant& tenant, const std::string& name) {
  const auto user = tenant.insert_user(name);
  insert_app(tenant, user);
  return user;
}

storage::TrustedDeviceStore devices_of(TestTenant& tenant) {
  return {*tenant.database, tenant.tenant};
}

std::size_t count(TestTenant& tenant, const UserId& user) {
  return run_task(devices_of(tenant).list(user)).size();
}

// Up to the identified person.
Browser identified(TestTenant& tenant, const std::string& name, const std::string& cookies = "") {
  // Codes are good once.
  tenant.clock.advance(Seconds(60));
  Browser browser(tenant, tenant.insert_interaction("app1"));
  browser.cookies = cookies;
  CHECK(browser.start("SignIn").status == 204);
  CHECK(browser.identify(browser.verify_password(name, good_password)).status == 204);
  return browser;
}

http::Response trust(Browser& browser) {
  return browser.take(trust_device);
}

// "" when the answer sets none.
std::string cookie_of(const http::Response& response) {
  for (const auto& field : response.headers) {
    if (field.name == "Set-Cookie" && field.value.starts_with(cookie))
      return field.value.substr(0, field.value.find(';'));
  }
  return "";
}

// A whole sign-in in which the browser becomes a trusted device: its cookie.
std::string make_trusted(
    TestTenant& tenant, const std::string& name, const std::string& cookies = ""
) {
  auto browser = identified(tenant, name, cookies);
  CHECK(code_of(browser.submit()) == required);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(trust(browser).status == 204);
  const auto end = browser.submit();
  CHECK(end.status == 200);
  const auto made = cookie_of(end);
  CHECK_FALSE(made.empty());
  return made;
}

std::string code_of_submit(
    TestTenant& tenant, const std::string& name, const std::string& cookies
) {
  auto browser = identified(tenant, name, cookies);
  const auto end = browser.submit();
  return end.status == 200 ? "signed in" : code_of(end);
}

std::vector<std::string> keys_of_log(TestTenant& tenant, const std::string& prefix) {
  storage::Query query{.text = "select key from logs where tenant_id = $1 order by created_at, id"};
  query.parameters = {tenant.tenant};
  std::vector<std::string> keys;
  for (const auto& row : run_task(tenant.database->read(std::move(query)))) {
    if (row.text("key").starts_with(prefix)) keys.push_back(row.text("key"));
  }
  return keys;
}

void join(TestTenant& tenant, const UserId& user, OrganizationDetails organization) {
  organization.name = "Club";
  organization.created_at = tenant.clock.now();
  const storage::OrganizationStore organizations(*tenant.database, tenant.tenant);
  tenant.commit(organizations.insert(organization));
  const storage::OrganizationMemberStore<UserId> members(*tenant.database, tenant.tenant);
  tenant.commit(members.add(organization.id, {user}));
}

}  // namespace

TEST_CASE("a trusted device spares the second factor until its days are over") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  const auto made = make_trusted(tenant, "ann");
  const auto began = tenant.clock.now();
  auto browser = identified(tenant, "ann", made);
  CHECK(browser.submit().status == 200);
  // It proves nothing.
  CHECK(tenant.find(browser.interaction().id)->login->amr == std::vector<std::string>{"pwd"});
  CHECK(run_task(devices_of(tenant).list(ann)).front().last_used_at == tenant.clock.now());
  CHECK(
      keys_of_log(tenant, "TrustedDevice.") ==
      std::vector<std::string>{"TrustedDevice.Create", "TrustedDevice.Use"}
  );
  tenant.clock.advance(began + std::chrono::hours(7 * 24) - tenant.clock.now() - Seconds(61));
  CHECK(code_of_submit(tenant, "ann", made) == "signed in");
  CHECK(code_of_submit(tenant, "ann", made) == required);
}

TEST_CASE("the cookie of a trusted device holds a secret that the server cannot read") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  auto browser = identified(tenant, "ann");
  verify_app(browser, app_code(tenant));
  trust(browser);
  const auto end = browser.submit();
  const auto field =
      std::find_if(end.headers.begin(), end.headers.end(), [](const http::Header& header) {
        return header.name == "Set-Cookie" && header.value.starts_with(cookie);
      });
  REQUIRE(field != end.headers.end());
  for (const auto* part : {"path=/", "httponly", "secure", "samesite=lax", "expires="})
    CHECK(field->value.find(part) != std::string::npos);
  CHECK(field->value.find("domain") == std::string::npos);
  const auto device = run_task(devices_of(tenant).list(ann)).front();
  const auto value = cookie_of(end).substr(cookie.size());
  const auto secrets = parse_trusted_device_cookie(value);
  REQUIRE(secrets.size() == 1);
  CHECK(secrets.front().reveal().size() == 32);
  CHECK(device.secret_hash == storage::hash_trusted_device(secrets.front()));
  CHECK(device.secret_hash != secrets.front().reveal());
  CHECK(device.user_agent == "test");
  CHECK(device.network == "127.0.0.1");
  CHECK(device.expires_at == tenant.clock.now() + std::chrono::hours(7 * 24));
}

TEST_CASE("no device is trusted unless the person asks for it, nor before the factor is proven") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  auto browser = identified(tenant, "ann");
  CHECK(code_of(trust(browser)) == "auth.forbidden");
  CHECK(code_of(verify_app(browser, "000000")) == "session.mfa.invalid_totp_code");
  CHECK(code_of(trust(browser)) == "auth.forbidden");
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  const auto end = browser.submit();
  CHECK(end.status == 200);
  CHECK(cookie_of(end).empty());
  CHECK(count(tenant, ann) == 0);
}

TEST_CASE("a proof that has expired before the end makes no trusted device") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  auto browser = identified(tenant, "ann");
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(trust(browser).status == 204);
  tenant.clock.advance(verification_lifetime + Seconds(1));
  CHECK(code_of(trust(browser)) == "auth.forbidden");
  CHECK(code_of(browser.submit()) == required);
  CHECK(count(tenant, ann) == 0);
}

TEST_CASE("no device is trusted where no second factor is taken") {
  TestTenant tenant;
  set_up(tenant, {{"enabled", true}}, "NoPrompt");
  const auto bob = tenant.insert_user("bob");
  auto browser = identified(tenant, "bob");
  CHECK(code_of(trust(browser)) == "auth.forbidden");
  CHECK(browser.submit().status == 200);
  CHECK(count(tenant, bob) == 0);

  Browser early(tenant, tenant.insert_interaction("app1"));
  CHECK(code_of(trust(early)) == "session.interaction_not_found");
  CHECK(early.start("SignIn").status == 204);
  CHECK(code_of(trust(early)) == "session.identifier_not_found");
  CHECK(early.start("Register").status == 204);
  CHECK(early.identify(early.create_identity("carl", good_password)).status == 201);
  CHECK(code_of(trust(early)) == "auth.forbidden");
}

TEST_CASE("a new factor is no proof of the old one to a trusted device either") {
  TestTenant tenant;
  set_up(tenant);
  tenant.insert_user("bob");
  auto browser = identified(tenant, "bob");
  CHECK(code_of(browser.submit()) == "user.missing_mfa");
  CHECK(bind_app(tenant, browser).status == 204);
  CHECK(code_of(trust(browser)) == "auth.forbidden");
  const auto end = browser.submit();
  CHECK(end.status == 200);
  CHECK(cookie_of(end).empty());
}

TEST_CASE("a trusted device is trusted by its person alone") {
  TestTenant tenant;
  set_up(tenant);
  add(tenant, "ann");
  const auto bob = add(tenant, "bob");
  const auto of_ann = make_trusted(tenant, "ann");
  CHECK(code_of_submit(tenant, "bob", of_ann) == required);
  // A secret that was planted does not become bob's.
  const auto of_both = make_trusted(tenant, "bob", of_ann);
  CHECK(code_of_submit(tenant, "bob", of_ann) == required);
  CHECK(code_of_submit(tenant, "bob", of_both) == "signed in");
  CHECK(code_of_submit(tenant, "ann", of_both) == "signed in");
  CHECK(count(tenant, bob) == 1);
}

TEST_CASE("a trusted device of another tenant is not known") {
  TestTenant tenant;
  TestTenant other;
  for (auto* each : {&tenant, &other}) {
    set_up(*each);
    add(*each, "ann");
  }
  const auto made = make_trusted(tenant, "ann");
  CHECK(code_of_submit(other, "ann", made) == required);
  CHECK(code_of_submit(tenant, "ann", made) == "signed in");
}

TEST_CASE("a forged cookie trusts nothing") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  const auto made = make_trusted(tenant, "ann");
  const auto device = run_task(devices_of(tenant).list(ann)).front();
  auto flipped = made;
  flipped[cookie.size()] = flipped[cookie.size()] == 'A' ? 'B' : 'A';
  const auto value = made.substr(cookie.size());
  for (const auto& forged : {
           flipped,
           cookie,
           cookie + device.id,
           // The hash is no secret.
           cookie + to_trusted_device_cookie({Secret(device.secret_hash)}),
           cookie + value.substr(1),
           cookie + value + "A",
           "_trusted=" + value,
           "__Host-_admin_trusted=" + value,
           // Of two of that name, one was planted.
           made + "; " + flipped,
       }) {
    CAPTURE(forged);
    CHECK(code_of_submit(tenant, "ann", forged) == required);
  }
  CHECK(code_of_submit(tenant, "ann", made) == "signed in");
}

TEST_CASE("a device is no longer trusted once it is revoked or the setting is off") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  const auto made = make_trusted(tenant, "ann");
  set_up(tenant, {{"enabled", false}, {"durationDays", 7}});
  CHECK(code_of_submit(tenant, "ann", made) == required);
  auto browser = identified(tenant, "ann");
  verify_app(browser, app_code(tenant));
  CHECK(code_of(trust(browser)) == "auth.forbidden");
  set_up(tenant);
  CHECK(code_of_submit(tenant, "ann", made) == "signed in");
  tenant.commit(devices_of(tenant).remove(ann, run_task(devices_of(tenant).list(ann)).front().id));
  CHECK(code_of_submit(tenant, "ann", made) == required);
}

TEST_CASE("a setting that is switched off before the end makes no trusted device") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  auto browser = identified(tenant, "ann");
  verify_app(browser, app_code(tenant));
  CHECK(trust(browser).status == 204);
  set_up(tenant, {{"enabled", false}});
  const auto end = browser.submit();
  CHECK(end.status == 200);
  CHECK(cookie_of(end).empty());
  CHECK(count(tenant, ann) == 0);
}

TEST_CASE("a shorter time counts for devices that are trusted already") {
  TestTenant tenant;
  set_up(tenant);
  add(tenant, "ann");
  const auto made = make_trusted(tenant, "ann");
  tenant.clock.advance(std::chrono::hours(2 * 24));
  CHECK(code_of_submit(tenant, "ann", made) == "signed in");
  set_up(tenant, {{"enabled", true}, {"durationDays", 2}});
  CHECK(code_of_submit(tenant, "ann", made) == required);
}

TEST_CASE("a device that is revoked between the check and the commit is asked for the factor") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  const auto made = make_trusted(tenant, "ann");
  RacedDatabase raced(*tenant.database);
  Browser browser(tenant.dependencies(raced), tenant.insert_interaction("app1"));
  browser.cookies = made;
  browser.start("SignIn");
  browser.identify(browser.verify_password("ann", good_password));
  raced.before_commit = [&] { tenant.commit(devices_of(tenant).remove_all(ann)); };
  CHECK(code_of(browser.submit()) == required);
}

TEST_CASE("what ends all trust between the check and the commit ends the one that is made") {
  const auto later = [](TestTenant& tenant) { return tenant.clock.now() + Seconds(1); };
  const auto suspend = [&](TestTenant& tenant, const UserId& user) {
    const storage::UserStore users(*tenant.database, tenant.tenant);
    tenant.commit(users.update_suspension(user, true, later(tenant)));
    tenant.commit(users.update_suspension(user, false, later(tenant)));
  };
  const auto add_factor = [](TestTenant& tenant, const UserId& user) {
    insert_backup_codes(tenant, user);
  };
  const auto switch_off = [](TestTenant& tenant, const UserId&) {
    set_up(tenant, {{"enabled", false}});
    set_up(tenant);
  };
  const std::function<void(TestTenant&, const UserId&)> races[] = {suspend, add_factor, switch_off};
  for (const auto& race : races) {
    TestTenant tenant;
    set_up(tenant);
    const auto ann = add(tenant, "ann");
    tenant.clock.advance(Seconds(60));
    RacedDatabase raced(*tenant.database);
    Browser browser(tenant.dependencies(raced), tenant.insert_interaction("app1"));
    browser.start("SignIn");
    browser.identify(browser.verify_password("ann", good_password));
    verify_app(browser, app_code(tenant));
    trust(browser);
    int attempts = 0;
    // Before both attempts.
    const std::function<void()> again = [&] {
      ++attempts;
      race(tenant, ann);
      raced.before_commit = again;
      tenant.clock.advance(Seconds(1));
    };
    raced.before_commit = again;
    const auto end = browser.submit();
    CHECK(attempts == 2);
    CHECK(end.status == 409);
    CHECK(cookie_of(end).empty());
    CHECK(count(tenant, ann) == 0);
  }
}

TEST_CASE("a trusted device changes no credential without the factor") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  const auto made = make_trusted(tenant, "ann");
  auto browser = identified(tenant, "ann", made);
  CHECK(code_of(bind(browser, "BackupCode", {})) == required);
  CHECK(code_of(browser.take(bind_passkey, {{"verificationId", "-"}})) == required);
  CHECK(code_of(browser.add_profile({{"type", "username"}, {"value", "anna"}})) == required);
  // What changes none goes on.
  CHECK(browser.take(skip_passkey).status == 204);
  CHECK(browser.submit().status == 200);
  CHECK(count(tenant, ann) == 1);
}

TEST_CASE("what a new account collected is not added to an account by a trusted device alone") {
  TestTenant tenant;
  set_up(tenant);
  add(tenant, "ann");
  const auto made = make_trusted(tenant, "ann");
  Browser browser(tenant, tenant.insert_interaction("app1"));
  browser.cookies = made;
  browser.start("Register");
  CHECK(browser.add_profile({{"type", "username"}, {"value", "anna"}}).status == 204);
  CHECK(browser.take(change_event, {{"interactionEvent", "SignIn"}}).status == 204);
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  CHECK(code_of(browser.submit()) == required);
}

TEST_CASE("a new password or factor ends the trust, and the sign-in that sets it begins another") {
  TestTenant tenant;
  auto settings = mfa_settings({"Totp", "BackupCode"}, "Mandatory");
  settings["trustedDevice"] = {{"enabled", true}};
  tenant.change_settings(settings);
  const auto ann = add(tenant, "ann");
  set_up(tenant);
  const auto first = make_trusted(tenant, "ann");
  tenant.change_settings(settings);

  // A device that is trusted has to prove the factor to make backup codes.
  auto browser = identified(tenant, "ann");
  verify_app(browser, app_code(tenant));
  CHECK(trust(browser).status == 204);
  CHECK(code_of(browser.submit()) == "session.mfa.backup_code_required");
  CHECK(bind(browser, "BackupCode", browser.verify(backup_code_method, {})).status == 204);
  const auto second = cookie_of(browser.submit());
  CHECK_FALSE(second.empty());
  CHECK(count(tenant, ann) == 1);
  CHECK(code_of_submit(tenant, "ann", first) == required);
  CHECK(code_of_submit(tenant, "ann", second) == "signed in");
}

TEST_CASE("a trusted device is not asked for new backup codes until a sign-in proves a factor") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  const auto made = make_trusted(tenant, "ann");
  auto settings = mfa_settings({"Totp", "BackupCode"}, "Mandatory");
  settings["trustedDevice"] = {{"enabled", true}};
  tenant.change_settings(settings);
  CHECK(code_of_submit(tenant, "ann", made) == "signed in");
  auto browser = identified(tenant, "ann", made);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(code_of(browser.submit()) == "session.mfa.backup_code_required");
  auto stranger = identified(tenant, "ann");
  CHECK(code_of(stranger.submit()) == required);
  CHECK(count(tenant, ann) == 1);
}

TEST_CASE("a reset of the password ends the trust in every device") {
  TestTenant tenant;
  auto settings = mfa_settings({"Totp"}, "Mandatory");
  settings["trustedDevice"] = {{"enabled", true}};
  settings["signIn"] = {
      {"methods",
       json::array{
           {{"identifier", "email"}, {"password", true}, {"verificationCode", true}},
           {{"identifier", "username"}, {"password", true}, {"verificationCode", false}}}}};
  settings["forgotPasswordMethods"] = json::array{"EmailVerificationCode"};
  tenant.change_settings(settings);
  const auto ann = add(tenant, "ann");
  const storage::UserChanges changes{
      .primary_email = {.is_given = true, .value = "ann@mail.example"}};
  tenant.commit(tenant.users().update(ann, changes, tenant.clock.now()));
  const auto made = make_trusted(tenant, "ann");
  Browser reset(tenant, tenant.insert_interaction("app1"));
  reset.start("ForgotPassword");
  reset.identify(prove_address(tenant, reset, "ann@mail.example", "ForgotPassword"));
  CHECK(reset.take(reset_password, {{"password", "Pq81-neuVer#2"}}).status == 204);
  CHECK(code_of(trust(reset)) == "session.not_supported_for_forgot_password");
  CHECK(reset.submit().status == 204);
  CHECK(count(tenant, ann) == 0);
}

TEST_CASE("an organization that forbids trusted devices is asked of each of its members") {
  for (const bool requires_mfa : {false, true}) {
    CAPTURE(requires_mfa);
    TestTenant tenant;
    set_up(tenant);
    const auto ann = add(tenant, "ann");
    const auto made = make_trusted(tenant, "ann");
    OrganizationDetails easy{.id = OrganizationId("easy")};
    easy.is_mfa_required = true;
    join(tenant, ann, easy);
    CHECK(code_of_submit(tenant, "ann", made) == "signed in");
    OrganizationDetails strict{.id = OrganizationId("strict")};
    strict.is_mfa_required = requires_mfa;
    strict.is_trusted_device_allowed = false;
    join(tenant, ann, strict);
    auto browser = identified(tenant, "ann", made);
    const auto asked = browser.submit();
    CHECK(code_of(asked) == required);
    CHECK_FALSE(data_of(asked).contains("trustedDevice"));
    CHECK(verify_app(browser, app_code(tenant)).status == 200);
    CHECK(code_of(trust(browser)) == "auth.forbidden");
    CHECK(browser.submit().status == 200);
  }
}

TEST_CASE("a device trusted in one tab spares the other tab, which cannot ask in its place") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  auto other = identified(tenant, "ann");
  CHECK(code_of(other.submit()) == required);
  other.cookies = make_trusted(tenant, "ann");
  // The factor was proven in the first tab.
  CHECK(code_of(trust(other)) == "auth.forbidden");
  CHECK(other.submit().status == 200);
  CHECK(count(tenant, ann) == 1);
}

TEST_CASE("the wish to trust the browser goes with the person who had it") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  const auto bob = add(tenant, "bob");
  auto browser = identified(tenant, "ann");
  verify_app(browser, app_code(tenant));
  CHECK(trust(browser).status == 204);
  browser.start("SignIn");
  browser.identify(browser.verify_password("bob", good_password));
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  const auto end = browser.submit();
  CHECK(end.status == 200);
  CHECK(cookie_of(end).empty());
  CHECK(count(tenant, ann) == 0);
  CHECK(count(tenant, bob) == 0);
}

TEST_CASE("the refusal and the interaction say for how long a browser can be trusted") {
  TestTenant tenant;
  set_up(tenant);
  add(tenant, "ann");
  auto browser = identified(tenant, "ann");
  CHECK(data_of(browser.submit()).at("trustedDevice") == json::value{{"durationDays", 7}});
  const json::value offered{{"canCreate", true}, {"durationDays", 7}};
  CHECK(body_of(browser.show()).at("trustedDevice") == offered);
  CHECK(verify_app(browser, app_code(tenant)).status == 200);
  CHECK(trust(browser).status == 204);
  const auto shown = body_of(browser.show());
  CHECK(shown.at("trustedDevice") == offered);
  CHECK(shown.at("mfa").as_object().empty());

  tenant.insert_user("bob");
  CHECK(
      body_of(identified(tenant, "bob").show()).at("trustedDevice") ==
      json::value{{"canCreate", false}}
  );
  set_up(tenant, {{"enabled", false}});
  auto off = identified(tenant, "ann");
  CHECK_FALSE(data_of(off.submit()).contains("trustedDevice"));
  CHECK_FALSE(body_of(off.show()).contains("trustedDevice"));
}

TEST_CASE("a browser's name that is no text does not stop a sign-in") {
  TestTenant tenant;
  set_up(tenant);
  const auto ann = add(tenant, "ann");
  auto browser = identified(tenant, "ann");
  verify_app(browser, app_code(tenant));
  trust(browser);
  auto request = a_request(browser.interaction());
  for (auto& header : request.headers) {
    if (header.name == "user-agent") header.value = "B\xff\x80" + std::string(2'000, 'x');
  }
  CHECK(run_task(browser.api.take(request, StepRow(submit).step)).status == 200);
  const auto agent = run_task(devices_of(tenant).list(ann)).front().user_agent;
  CHECK(agent.size() == max_trusted_device_agent_bytes);
  CHECK(agent.starts_with("B??x"));
}

}  // namespace daemun::experience
