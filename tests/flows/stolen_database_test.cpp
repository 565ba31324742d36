// Nothing in the database, or in a backup of it, lets its reader in anywhere.
#include "base/encoding.h"
#include "base/text.h"
#include "domain/interaction_cookie.h"
#include "oidc/session_cookie.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

using http::Method;
using Cells = std::set<std::string>;

constexpr const char* device_grant = "urn:ietf:params:oauth:grant-type:device_code";
constexpr const char* exchange_grant = "urn:ietf:params:oauth:grant-type:token-exchange";
constexpr const char* request_uri_prefix = "urn:ietf:params:oauth:request_uri:";
constexpr const char* link_path = "/api/experience/verification/one-time-token/verify";
const std::string mina = "mina@example.com";
const std::vector<std::string> tables_of_secrets{
    "device_authorizations",
    "grants",
    "interactions",
    "one_time_tokens",
    "personal_access_tokens",
    "pushed_requests",
    "session_clients",
    "sessions",
    "subject_tokens"};

std::vector<std::string> table_names(Server& server) {
  const auto rows = run_task(server.database->read(
      // An index of letters is no table that can be read; the tables behind it are.
      {.sql =
           {"select name from sqlite_master where type = 'table' and sql not like 'create "
            "virtual%'",
            "select table_name::text as name from information_schema.tables where table_schema = "
            "current_schema()"}}
  ));
  std::vector<std::string> names;
  for (const auto& row : rows)
    names.push_back(row.text("name"));
  return names;
}

std::string text_of(const storage::Row& row, const std::string& column) {
  try {
    return row.optional_text(column).value_or("");
  } catch (const std::logic_error&) {
  }
  try {
    return row.optional_bytes(column).value_or("");
  } catch (const std::logic_error&) {
    return "";  // a number
  }
}

// Every text of these tables.
Cells read_all(Server& server, const std::vector<std::string>& tables) {
  Cells cells;
  for (const auto& table : tables) {
    storage::Query query;
    query.text = "select * from " + table;
    const auto rows = run_task(server.database->read(std::move(query)));
    for (const auto& row : rows) {
      for (const auto& column : rows.columns())
        cells.insert(text_of(row, column));
    }
  }
  cells.erase("");
  return cells;
}

http::Request a_json_call(Method method, const std::string& path, const json::object& body) {
  auto request = a_request(method, path);
  request.headers.push_back({"content-type", "application/json"});
  request.headers.push_back({"origin", endpoint});
  request.body = json::serialize(body);
  return request;
}

std::string create_link(Administrator& administrator) {
  const auto made =
      administrator.expect(201, Method::post, "/one-time-tokens", R"({"email":")" + mina + R"("})");
  return std::string(made.at("token").as_string());
}

// A server in the middle of everything that a secret opens, and these secrets by name.
struct World {
  std::map<std::string, std::string> secrets;

  explicit World(Server& server) : server_(server), administrator_(server) {
    add_shop(server);
    auto device = an_application("tv", ApplicationType::native);
    device.oidc_client_metadata.redirect_uris.clear();
    device.custom_client_metadata.is_device_flow = true;
    server.insert(device);
    auto exchanger = an_application("exchanger");
    exchanger.custom_client_metadata.allow_token_exchange = true;
    server.insert(exchanger);
    auto user = a_user("mina");
    user.primary_email = mina;
    server.insert(user);
    begin_dialogues();
    begin_requests();
    issue_tokens();
  }

 private:
  void keep_dialogue(const std::string& name, const Browser& browser) {
    const auto cookie = InteractionCookie::parse(browser.cookie("__Host-_interaction"));
    REQUIRE(cookie.find_newest());
    secrets[name] = cookie.find_newest()->value();
  }

  void begin_dialogues() {
    const Client client(server_, "web");
    Browser beginning(server_), proven(server_), linked(server_);
    client.authorize(beginning, {{"scope", "openid"}});
    keep_dialogue("a dialogue that has begun", beginning);
    client.authorize(proven, {{"scope", "openid"}});
    pass_sign_in_page(proven, "web", "alice");
    keep_dialogue("a dialogue that was submitted and not followed", proven);
    const auto link = create_link(administrator_);
    client.authorize(linked, {{"scope", "openid"}, {"one_time_token", link}, {"login_hint", mina}});
    keep_dialogue("a dialogue that a link has opened", linked);
    secrets["a link that was opened"] = link;
    secrets["a link that was not opened"] = create_link(administrator_);
  }

  void begin_requests() {
    const Fields pushed{
        {"redirect_uri", "https://web.example/callback"},
        {"response_type", "code"},
        {"scope", "openid"},
        {"one_time_token", create_link(administrator_)},
        {"code_challenge", code_challenge_of(code_verifier)},
        {"code_challenge_method", "S256"}};
    secrets["a link in a pushed request"] = pushed[3].second;
    const auto uri = Client(server_, "web").post("/oidc/request", pushed).text("request_uri");
    secrets["a pushed request"] = uri.substr(std::string(request_uri_prefix).size());
    const auto device = Client(server_, "tv").post("/oidc/device/auth", {{"scope", "openid"}});
    secrets["a device code"] = device.text("device_code");
    auto user_code = device.text("user_code");
    std::erase(user_code, '-');
    secrets["a user code"] = user_code;
  }

  void issue_tokens() {
    const Client client(server_, "web");
    Browser browser(server_);
    const auto callback = to_callback(client.sign_in(browser, "alice"));
    secrets["a code"] = callback.at("code");
    const auto cookie = browser.cookie("__Host-_session");
    secrets["a session cookie"] = cookie;
    secrets["a session's secret"] = oidc::parse_session_cookie(cookie)->secret.reveal();
    const auto tokens = client.tokens_of("alice");
    secrets["a refresh token"] = tokens.text("refresh_token");
    secrets["an access token"] = tokens.text("access_token");
    const auto personal = administrator_.expect(
        201, Method::post, "/users/alice/personal-access-tokens", R"({"name":"ci"})"
    );
    secrets["a personal access token"] = std::string(personal.at("value").as_string());
    const auto subject =
        administrator_.expect(201, Method::post, "/subject-tokens", R"({"userId":"alice"})");
    secrets["a subject token"] = std::string(subject.at("subjectToken").as_string());
    secrets["a client secret"] = client_secret;
  }

  Server& server_;
  Administrator administrator_;
};

bool is_printable(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// The door that the value opens, tried as every kind of credential; empty if none.
std::string find_door(Server& server, const std::string& value) {
  if (value.size() < 8 || value.size() > 512 || !is_printable(value)) return "";
  const auto cookie = to_percent_encoded(value);
  auto dialogue = a_request(Method::get, "/api/experience/interaction");
  dialogue.headers.push_back({"cookie", "__Host-_interaction=" + cookie});
  if (to_answer(server.send(dialogue)).text("code") != "session.not_found") return "a dialogue";
  auto resumed = a_request(Method::get, "/oidc/auth/" + cookie);
  resumed.headers = dialogue.headers;
  if (server.send(resumed).status == 303) return "the end of a dialogue";
  auto session = a_request(
      Method::get,
      Client(server, "web").authorization_url({{"scope", "openid"}, {"prompt", "none"}})
  );
  session.headers.push_back({"cookie", "__Host-_session=" + cookie});
  if (to_callback(server.send(session)).parameters.contains("code")) return "a session";
  Browser browser(server);
  const auto pushed = browser.get(
      "/oidc/auth?" + to_form({{"client_id", "web"}, {"request_uri", request_uri_prefix + value}})
  );
  if (pushed.status == 303) return "a pushed request";
  if (get_userinfo(server, value).status() == 200) return "userinfo";
  const Client client(server, "web"), device(server, "tv");
  if (client.refresh(value).status() == 200) return "a refresh token";
  const Fields code{
      {"grant_type", "authorization_code"},
      {"code", value},
      {"redirect_uri", client.redirect_uri()},
      {"code_verifier", code_verifier}};
  if (client.token(code).status() == 200) return "a code";
  const auto polled = device.token({{"grant_type", device_grant}, {"device_code", value}});
  if (polled.text("error") != "invalid_grant") return "a device code";
  for (const char* type :
       {"urn:ietf:params:oauth:token-type:access_token",
        "urn:logto:token-type:impersonation_token",
        "urn:logto:token-type:personal_access_token"}) {
    const Fields fields{
        {"grant_type", exchange_grant}, {"subject_token", value}, {"subject_token_type", type}};
    if (Client(server, "exchanger").token(fields).status() == 200) return "an exchange";
  }
  return "";
}

// Whether the value signs in as a link does.
bool is_link(Server& server, Browser& browser, const std::string& value) {
  const json::object proof{
      {"identifier", {{"type", "email"}, {"value", mina}}}, {"token", value.substr(0, 256)}};
  const auto answer = to_answer(browser.send(a_json_call(Method::post, link_path, proof)));
  // Guesses lock the address.
  server.commit(storage::Statement{{"delete from sentinel_activities"}, {}});
  return answer.status() == 200;
}

}  // namespace

TEST_CASE("no secret that opens something is in the database") {
  for_each_engine([](Server& server) {
    const World world(server);
    for (const auto& cell : read_all(server, table_names(server))) {
      for (const auto& entry : world.secrets) {
        REQUIRE(entry.second.size() >= 8);
        CHECK_MESSAGE(cell.find(entry.second) == std::string::npos, entry.first);
      }
    }
  });
}

TEST_CASE("nothing that is in the database opens anything") {
  for_each_engine([](Server& server) {
    const World world(server);
    // The trial itself works.
    CHECK(find_door(server, world.secrets.at("a dialogue that has begun")) == "a dialogue");
    CHECK(find_door(server, world.secrets.at("a device code")) == "a device code");
    CHECK(find_door(server, world.secrets.at("a personal access token")) == "an exchange");
    const auto cells = read_all(server, tables_of_secrets);
    CHECK(cells.size() > 30);
    Browser browser(server);
    Client(server, "web").authorize(browser, {{"scope", "openid"}});
    browser.send(a_json_call(Method::put, "/api/experience", {{"interactionEvent", "SignIn"}}));
    for (const auto& cell : cells) {
      CAPTURE(cell);
      CHECK(find_door(server, cell) == "");
      const bool could_be = cell.size() >= 16 && cell.size() <= 256 && is_printable(cell);
      if (could_be) CHECK_FALSE(is_link(server, browser, cell));
    }
    CHECK(is_link(server, browser, world.secrets.at("a link that was opened")));
  });
}

}  // namespace daemun::flows
