// Adaptive rules in the dialogue: which sign-ins are asked for the factor, who is told, and what is
// remembered.
#include "experience/test_passkeys.h"
#include "storage/hook_store.h"
#include "storage/log_store.h"
#include "storage/outbox_store.h"
#include "storage/sign_in_place_store.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* required = "session.mfa.require_mfa_verification";

class Atlas final : public AddressPlaces {
 public:
  Place find(const std::string& address) const override {
    ++asked;
    const auto found = places.find(address);
    return found == places.end() ? Place() : found->second;
  }
  bool knows_coordinates() const override { return true; }

  mutable int asked = 0;
  std::map<std::string, Place> places{
      {"192.0.2.1", {.country = "KR", .coordinates = make_coordinates(37.57, 126.98)}},
      {"192.0.2.2", {.country = "US", .coordinates = make_coordinates(40.71, -74.01)}},
  };
};

json::object adaptive(std::vector<std::string> factors = {"Totp"}) {
  auto settings = mfa_settings(std::move(factors), "PromptOnlyAtSignInMandatory");
  settings["adaptiveMfa"] = {{"enabled", true}};
  return settings;
}

// A tenant where the rules decide, and the operator has a database.
struct House : TestTenant {
  House() {
    places.database = &atlas;
    change_settings(adaptive());
  }

  UserId insert_person() {
    const auto id = insert_user("ann");
    insert_app(*this, id);
    return id;
  }
  // As a defect of the database would leave it.
  void break_places() {
    commit(storage::Statement{
        {"update user_sign_in_places set places = 'broken' where tenant_id = $1"},
        {tenant},
        storage::RowCount::exactly(1)});
  }
  KnownPlaces known(const UserId& user) {
    return run_task(storage::SignInPlaceStore(*database, tenant).find(user)).value();
  }

  Atlas atlas;
};

Browser identified(
    TestTenant& tenant, const std::string& address, std::vector<http::Header> more = {}
) {
  Browser browser(tenant, tenant.insert_interaction("app1"));
  browser.before_sending = [address, more = std::move(more)](http::Request& request) {
    request.remote_address = address;
    request.headers.insert(request.headers.end(), more.begin(), more.end());
  };
  browser.start("SignIn");
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  return browser;
}

// Signs in from there, with the factor where it is asked for: whether it was.
bool is_asked(TestTenant& tenant, const std::string& address, std::vector<http::Header> more = {}) {
  auto browser = identified(tenant, address, std::move(more));
  auto end = browser.submit();
  const bool was_asked = code_of(end) == required;
  if (was_asked) {
    tenant.clock.advance(Seconds(31));  // a code of an app counts once
    CHECK(verify_app(browser, app_code(tenant)).status == 200);
    end = browser.submit();
  }
  CHECK(end.status == 200);
  return was_asked;
}

void insert_hook(TestTenant& tenant) {
  const storage::HookStore hooks(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(hooks.insert(Hook{
      .id = HookId("hook"),
      .name = "Alarm",
      .events = {"PostSignInAdaptiveMfaTriggered"},
      .config = {{"url", "https://hooks.example"}},
      .signing_key = Secret("key"),
      .created_at = tenant.clock.now()}));
}

std::vector<json::object> messages_of(TestTenant& tenant) {
  const storage::OutboxStore outbox(*tenant.database, tenant.tenant);
  std::vector<json::object> bodies;
  for (const auto& message :
       run_task(outbox.list_due({.kind = "webhook", .now = tenant.clock.now(), .limit = 100})))
    bodies.push_back(json::parse(message.payload).as_object());
  return bodies;
}

std::vector<json::object> lines_of(TestTenant& tenant, std::string_view key) {
  const storage::LogStore logs(*tenant.database, tenant.tenant);
  std::vector<json::object> lines;
  for (const auto& event : run_task(logs.list(100))) {
    if (event.key == key) lines.push_back(json::parse(event.payload).as_object());
  }
  return lines;
}

std::string rules_of(const json::value& result) {
  std::string names;
  for (const auto& rule : result.at("triggeredRules").as_array())
    names += (names.empty() ? "" : " ") + std::string(rule.at("rule").as_string());
  return names;
}

const std::string far = "192.0.2.2";
const std::string home = "192.0.2.1";

}  // namespace

TEST_CASE("adaptive rules ask for the factor in a new place alone, and learn it") {
  House house;
  const auto user = house.insert_person();
  // An account without history is in a new place everywhere.
  CHECK(is_asked(house, home));
  CHECK_FALSE(is_asked(house, home));
  house.clock.advance(std::chrono::hours(13));
  CHECK(is_asked(house, far));
  house.clock.advance(std::chrono::hours(13));
  CHECK_FALSE(is_asked(house, home));
  const auto known = house.known(user);
  REQUIRE(known.countries.size() == 2);
  CHECK(known.countries.front().country == "KR");
  CHECK(known.last->country == "KR");
}

TEST_CASE("adaptive rules ask who would have travelled too fast, in a country that is known") {
  House house;
  house.insert_person();
  is_asked(house, home);
  house.clock.advance(std::chrono::hours(13));
  is_asked(house, far);
  house.clock.advance(std::chrono::hours(1));
  CHECK(is_asked(house, home));
}

TEST_CASE("adaptive rules ask after a long time, and not because the clock has gone back") {
  House house;
  house.insert_person();
  is_asked(house, home);
  house.clock.advance(std::chrono::hours(24 * 31));
  CHECK(is_asked(house, home));
  house.clock.advance(-std::chrono::hours(24 * 90));
  CHECK_FALSE(is_asked(house, home));
}

TEST_CASE("adaptive rules ask at an address whose country nobody knows") {
  House house;
  house.insert_person();
  is_asked(house, home);
  CHECK(is_asked(house, "203.0.113.9"));
  CHECK(is_asked(house, "203.0.113.9"));
  // Behind a proxy that is not trusted.
  CHECK(is_asked(house, "unknown"));
}

TEST_CASE("adaptive rules never ask for a factor that the person does not have") {
  House house;
  house.change_settings(adaptive({"Totp", "BackupCode"}));
  house.insert_user("ann");
  auto browser = identified(house, far);
  // The policy has it set up instead, and that is all.
  CHECK(code_of(browser.submit()) == "user.missing_mfa");
  CHECK(house.find(browser.interaction().id)->login == std::nullopt);
}

TEST_CASE("adaptive rules hold for steps that change the account as well") {
  House house;
  house.insert_person();
  is_asked(house, home);
  auto stranger = identified(house, far);
  const json::object name{{"type", "username"}, {"value", "anna"}};
  CHECK(code_of(stranger.add_profile(name)) == required);
  CHECK(
      code_of(stranger.take(bind_factor, {{"type", "Totp"}, {"verificationId", "-"}})) == required
  );
}

TEST_CASE("a usual sign-in takes the factor as well before it adds another one") {
  House house;
  house.change_settings(adaptive({"Totp", "BackupCode"}));
  const auto ann = house.insert_person();
  insert_backup_codes(house, ann);
  is_asked(house, home);
  auto thief = identified(house, home);
  const auto made = thief.verify(backup_code_method, {});
  const auto id =
      made.body.empty() ? json::value("-") : json::parse(made.body).at("verificationId");
  thief.take(bind_factor, {{"type", "BackupCode"}, {"verificationId", id}});
  CHECK(code_of(thief.submit()) == required);
}

TEST_CASE("headers with a place count only where the operator names them") {
  House house;
  house.insert_person();
  is_asked(house, home);
  const std::vector<http::Header> forged{
      {"x-logto-cf-country", "KR"}, {"cf-ipcountry", "KR"}, {"x-country", "KR"}};
  house.clock.advance(std::chrono::hours(13));
  CHECK(is_asked(house, far, forged));
  house.places.headers.country = "x-country";
  house.clock.advance(std::chrono::hours(13));
  CHECK(is_asked(house, home, {{"x-country", "JP"}}));
  CHECK_FALSE(is_asked(house, home, {{"x-country", "kr"}}));
}

TEST_CASE("the end of the rules in the middle of a dialogue is the end of sparing people") {
  House house;
  house.insert_person();
  is_asked(house, home);
  auto browser = identified(house, home);
  house.change_settings(mfa_settings({"Totp"}, "Mandatory"));
  CHECK(code_of(browser.submit()) == required);
  // Settings that do not fit each other spare nobody either.
  auto odd = mfa_settings({"Totp"}, "Mandatory");
  odd["adaptiveMfa"] = {{"enabled", true}};
  house.change_settings(odd);
  CHECK(code_of(browser.submit()) == required);
  house.change_settings(mfa_settings({"Totp"}, "PromptOnlyAtSignInMandatory"));
  CHECK(code_of(browser.submit()) == required);
  house.change_settings(adaptive());
  CHECK(browser.submit().status == 200);
}

TEST_CASE("places are remembered while the rules are off, and at registration") {
  House house;
  house.change_settings({});
  const auto user = house.insert_person();
  CHECK_FALSE(is_asked(house, home));
  REQUIRE(house.known(user).countries.size() == 1);
  CHECK(house.known(user).countries.front().country == "KR");
  Browser browser(house, house.insert_interaction("app1"));
  browser.before_sending = [](http::Request& request) { request.remote_address = home; };
  browser.start("Register");
  browser.identify(browser.create_identity("bora", good_password));
  CHECK(browser.submit().status == 200);
  const auto added =
      run_task(house.users().find({.type = IdentifierType::username, .value = "bora"}));
  REQUIRE(added);
  CHECK(house.known(added->id).countries.front().country == "KR");
  CHECK(
      lines_of(house, "Interaction.SignIn.Submit").front().contains("adaptiveMfaResult") == false
  );
}

TEST_CASE("places that cannot be read ask for the factor, and are replaced") {
  House house;
  const auto user = house.insert_person();
  is_asked(house, home);
  house.break_places();
  CHECK(is_asked(house, home));
  CHECK(house.known(user).countries.size() == 1);
  CHECK_FALSE(is_asked(house, home));
}

TEST_CASE("places that cannot be read ask for the factor also where no rule has a fact") {
  House house;
  house.places.database = nullptr;
  house.places.headers.latitude = "x-latitude";
  house.places.headers.longitude = "x-longitude";
  house.insert_person();
  const std::vector<http::Header> seoul{{"x-latitude", "37.57"}, {"x-longitude", "126.98"}};
  CHECK_FALSE(is_asked(house, home, seoul));
  house.break_places();
  auto thief = identified(house, home, seoul);
  CHECK(code_of(thief.add_profile({{"type", "username"}, {"value", "anna"}})) == required);
  CHECK(is_asked(house, home, seoul));
  CHECK_FALSE(is_asked(house, home, seoul));
}

TEST_CASE("places that cannot be read stop nobody while the rules are off") {
  House house;
  house.change_settings({});
  const auto user = house.insert_person();
  is_asked(house, home);
  house.break_places();
  CHECK_FALSE(is_asked(house, home));
  CHECK(house.known(user).countries.front().country == "KR");
}

TEST_CASE("while the rules are off, a place is looked up at the end of a sign-in alone") {
  House house;
  house.change_settings({});
  house.insert_person();
  auto browser = identified(house, home);
  CHECK(browser.take(skip_passkey).status == 204);
  CHECK(house.atlas.asked == 0);
  CHECK(browser.submit().status == 200);
  CHECK(house.atlas.asked == 1);
}

TEST_CASE("without any source of places, nothing about them is asked or kept") {
  House house;
  house.places = {};
  const auto user = house.insert_person();
  CHECK_FALSE(is_asked(house, home));
  CHECK_FALSE(is_asked(house, far, {{"x-logto-cf-country", "US"}}));
  CHECK(house.known(user).empty());
}

TEST_CASE("two sign-ins at once are both decided, and both places are compared with the one before"
) {
  House house;
  house.insert_person();
  is_asked(house, home);
  auto near = identified(house, home), away = identified(house, far);
  CHECK(code_of(away.submit()) == required);
  CHECK(near.submit().status == 200);
  CHECK(code_of(away.submit()) == required);
}

TEST_CASE("an unusual sign-in is told once a dialogue, although it is refused") {
  House house;
  house.insert_person();
  is_asked(house, home);
  insert_hook(house);
  CHECK_FALSE(is_asked(house, home));
  CHECK(messages_of(house).empty());
  auto stranger = identified(house, far);
  for (int i = 0; i < 3; ++i) {
    CHECK(code_of(stranger.submit()) == required);
    CHECK(code_of(stranger.add_profile({{"type", "username"}, {"value", "anna"}})) == required);
  }
  // Nor does another kind of dialogue, and back, begin the count anew.
  stranger.take(change_event, {{"interactionEvent", "Register"}});
  stranger.take(change_event, {{"interactionEvent", "SignIn"}});
  stranger.start("SignIn");
  CHECK(stranger.identify(stranger.verify_password("ann", good_password)).status == 204);
  CHECK(code_of(stranger.submit()) == required);
  const auto messages = messages_of(house);
  REQUIRE(messages.size() == 1);
  const auto& body = messages.front();
  CHECK(body.at("event") == "PostSignInAdaptiveMfaTriggered");
  CHECK(body.at("adaptiveMfaResult").at("requiresMfa") == true);
  CHECK(rules_of(body.at("adaptiveMfaResult")) == "new_country geo_velocity");
  CHECK(body.at("interactionEvent") == "SignIn");
  CHECK(body.at("userIp").as_string() == far);
  CHECK(body.at("user").at("username") == "ann");
  CHECK(body.at("application").at("id") == "app1");
}

TEST_CASE("an unusual sign-in is told once in ten minutes, and logged in each dialogue") {
  House house;
  house.insert_person();
  insert_hook(house);
  const auto try_and_count = [&] {
    auto stranger = identified(house, far);
    CHECK(code_of(stranger.submit()) == required);
    return messages_of(house).size();
  };
  CHECK(try_and_count() == 1);
  CHECK(try_and_count() == 1);
  house.clock.advance(Seconds(599));
  CHECK(try_and_count() == 1);
  house.clock.advance(Seconds(1));
  CHECK(try_and_count() == 2);
  CHECK(lines_of(house, "Interaction.SignIn.Submit").size() == 4);
  // Another account has its own ten minutes.
  insert_app(house, house.insert_user("bob"));
  Browser other(house, house.insert_interaction("app1"));
  other.before_sending = [](http::Request& request) { request.remote_address = far; };
  other.start("SignIn");
  other.identify(other.verify_password("bob", good_password));
  CHECK(code_of(other.submit()) == required);
  CHECK(messages_of(house).size() == 3);
}

TEST_CASE("an unusual sign-in is told as well where the person can use none of their factors") {
  House house;
  house.change_settings(adaptive({"WebAuthn"}));
  const auto ann = house.insert_user("ann");
  Authenticator old;
  insert_passkey(house, ann, old, {.rp_id = "old.example"});
  insert_hook(house);
  auto thief = identified(house, far);
  const std::string stuck = "session.mfa.passkeys_of_another_host";
  CHECK(code_of(thief.submit()) == stuck);
  CHECK(code_of(thief.submit()) == stuck);
  CHECK(messages_of(house).size() == 1);
  const auto lines = lines_of(house, "Interaction.SignIn.Submit");
  REQUIRE(lines.size() == 1);
  CHECK(find_string(lines[0], "error") == stuck);
  CHECK(rules_of(lines[0].at("adaptiveMfaResult")) == "new_country");
}

TEST_CASE("the audit log has what the rules have seen, of refused sign-ins and of others") {
  House house;
  house.insert_person();
  is_asked(house, home);
  house.clock.advance(Seconds(1));
  is_asked(house, home);
  auto lines = lines_of(house, "Interaction.SignIn.Submit");
  REQUIRE(lines.size() == 3);  // newest first
  CHECK(lines[0].at("adaptiveMfaResult").at("requiresMfa") == false);
  CHECK(lines[0].at("adaptiveMfaContext").at("country") == "KR");
  CHECK(lines[1].at("result") == "Success");
  CHECK(rules_of(lines[1].at("adaptiveMfaResult")) == "new_country");
  CHECK(lines[2].at("result") == "Error");
  CHECK(find_string(lines[2], "error") == required);
  CHECK(rules_of(lines[2].at("adaptiveMfaResult")) == "new_country");
}

}  // namespace daemun::experience
