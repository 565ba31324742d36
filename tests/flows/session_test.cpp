// The session that all applications share: its cookie, its life, its end.
#include "oidc/session_cookie.h"

#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

using std::chrono::hours;

const Fields plain{{"scope", "openid"}};
const Fields silent{{"scope", "openid"}, {"prompt", "none"}};
const Fields anew{{"scope", "openid"}, {"prompt", "login"}};

bool is_signed_in(const Client& client, Browser& browser) {
  return to_callback(client.authorize(browser, silent)).parameters.contains("code");
}

std::vector<std::string> set_cookies(const http::Response& response, const std::string& name) {
  std::vector<std::string> lines;
  for (const auto& line : response.headers) {
    if ((line.name == "set-cookie" || line.name == "Set-Cookie") &&
        line.value.starts_with(name + "="))
      lines.push_back(line.value);
  }
  return lines;
}

SessionId session_of(const Browser& browser) {
  const auto presented = oidc::parse_session_cookie(browser.cookie("__Host-_session"));
  REQUIRE(presented);
  return presented->id;
}

// On every engine: an application and a browser in which Alice is signed in.
void for_each_session(const std::function<void(Server&, const Client&, Browser&)>& body) {
  for_each_visit(add_shop, "web", [&](Server& server, const Client& client, Browser& browser) {
    client.sign_in(browser, "alice");
    body(server, client, browser);
  });
}

}  // namespace

TEST_CASE("the session cookie comes at sign-in, and is the browser's and the server's alone") {
  for_each_visit(add_shop, "web", [](Server& server, const Client& client, Browser& browser) {
    client.authorize(browser, plain);
    CHECK(browser.cookie("__Host-_session").empty());
    const auto response = browser.get(pass_sign_in_page(browser, "web", "alice"));
    const auto lines = set_cookies(response, "__Host-_session");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("; path=/;") != std::string::npos);
    CHECK(lines[0].find("samesite=lax") != std::string::npos);
    CHECK(lines[0].find("httponly") != std::string::npos);
    CHECK(lines[0].find("secure") != std::string::npos);
    CHECK(lines[0].find("expires=") != std::string::npos);
    const auto value = browser.cookie("__Host-_session");
    const auto session = run_task(server.sessions.find(session_of(browser)));
    REQUIRE(session);
    CHECK(session->expires_at == server.clock.now() + hours(14 * 24));
    CHECK(value.find(session->secret_hash) == std::string::npos);
  });
}

TEST_CASE("the session's secret changes at every sign-in, and the old one opens nothing") {
  for_each_session([](Server& server, const Client& client, Browser& browser) {
    const auto old_cookie = browser.cookie("__Host-_session");
    client.sign_in(browser, "alice", anew);
    CHECK(browser.cookie("__Host-_session") != old_cookie);
    CHECK(is_signed_in(client, browser));
    Browser thief(server);
    thief.set_cookie("__Host-_session", old_cookie);
    CHECK_FALSE(is_signed_in(client, thief));
  });
}

TEST_CASE("a session that somebody set before the sign-in is not taken over") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_user("mallory"));
    const Client client(server, "web");
    Browser mallory(server);
    client.sign_in(mallory, "mallory");
    const auto planted = mallory.cookie("__Host-_session");
    Browser victim(server);
    victim.set_cookie("__Host-_session", planted);
    client.sign_in(victim, "alice", anew);
    CHECK(victim.cookie("__Host-_session") != planted);
    CHECK(is_signed_in(client, victim));
    CHECK_FALSE(is_signed_in(client, mallory));
  });
}

TEST_CASE("a session from before the cookie had its name goes on, and gets the name") {
  for_each_session([](Server& server, const Client& client, Browser& browser) {
    const auto value = browser.cookie("__Host-_session");
    browser.remove_cookie("__Host-_session");
    browser.set_cookie("_session", value);
    // Under a name that the session was not given: another host of the domain has planted it.
    CHECK_FALSE(is_signed_in(client, browser));

    auto old = *run_task(server.sessions.find(oidc::parse_session_cookie(value)->id));
    old.cookie_name.reset();
    server.commit(server.sessions.update(old));
    CHECK(is_signed_in(client, browser));
    CHECK(browser.cookie("__Host-_session") == value);
    CHECK(is_signed_in(client, browser));
    Browser other(server);
    other.set_cookie("_session", value);
    CHECK_FALSE(is_signed_in(client, other));
  });
}

TEST_CASE("a session cookie that is there twice opens nothing") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(a_user("mallory"));
    const Client client(server, "web");
    Browser mallory(server), victim(server);
    client.sign_in(mallory, "mallory");
    client.sign_in(victim, "alice");
    auto request = a_request(http::Method::get, client.authorization_url(silent));
    request.headers.push_back(
        {"cookie",
         "__Host-_session=" + mallory.cookie("__Host-_session") +
             "; __Host-_session=" + victim.cookie("__Host-_session")}
    );
    CHECK(to_callback(server.send(std::move(request))).at("error") == "login_required");
  });
}

TEST_CASE("a session slides while it is used and ends fourteen days after its last use") {
  for_each_session([](Server& server, const Client& client, Browser& browser) {
    server.clock.advance(hours(13 * 24));
    const auto used = client.authorize(browser, silent);
    CHECK(set_cookies(used, "__Host-_session").size() == 1);
    server.clock.advance(hours(13 * 24));
    CHECK(is_signed_in(client, browser));
    server.clock.advance(hours(14 * 24));
    CHECK_FALSE(is_signed_in(client, browser));
  });
}

TEST_CASE("a session lives as long as the tenant says") {
  for_each_visit(add_shop, "web", [](Server& server, const Client& client, Browser& browser) {
    server.commit(server.tenants.upsert_config("oidc.session", R"({"ttl":600})"));
    client.sign_in(browser, "alice");
    server.clock.advance(Seconds(599));
    CHECK(is_signed_in(client, browser));
    server.clock.advance(Seconds(600));
    CHECK_FALSE(is_signed_in(client, browser));
  });
}

TEST_CASE("a session of a suspended user opens nothing") {
  for_each_session([](Server& server, const Client& client, Browser& browser) {
    server.commit(server.users.update_suspension(UserId("alice"), true, server.clock.now()));
    CHECK_FALSE(is_signed_in(client, browser));
    CHECK(page_of(client.authorize(browser, plain)) == "/sign-in?app_id=web");
  });
}

TEST_CASE("a session cookie that is damaged or made up opens nothing and breaks nothing") {
  for_each_session([](Server&, const Client& client, Browser& browser) {
    const auto good = browser.cookie("__Host-_session");
    for (const auto& value :
         {std::string("x"),
          good.substr(1),
          good + "A",
          std::string(good.rbegin(), good.rend()),
          std::string(2000, 'A'),
          std::string("%00"),
          std::string("\"quoted\"")}) {
      browser.set_cookie("__Host-_session", value);
      CHECK(to_callback(client.authorize(browser, silent)).at("error") == "login_required");
    }
  });
}

TEST_CASE("signing out ends the session for every application, and tells those who want to know") {
  for_each_engine([](Server& server) {
    add_shop(server);
    auto listener = an_application("listener");
    listener.oidc_client_metadata.backchannel_logout_uri = "https://listener.example/logout";
    listener.oidc_client_metadata.backchannel_logout_session_required = true;
    server.insert(listener);
    const Client web(server, "web");
    const Client other(server, "listener");
    Browser browser(server);
    const auto tokens = web.redeem(to_callback(web.sign_in(browser, "alice", plain)));
    const auto offline = web.redeem(to_callback(web.authorize(browser, offline_profile)));
    const auto other_tokens = other.redeem(to_callback(other.authorize(browser, plain)));

    const auto page = browser.get(
        "/oidc/session/end?client_id=web&state=s&post_logout_redirect_uri="
        "https%3A%2F%2Fweb.example%2Fbye"
    );
    CHECK(page.status == 200);
    const auto field = [&](const std::string& name) {
      const auto start = "name=\"" + name + "\" value=\"";
      const auto at = page.body.find(start) + start.size();
      return page.body.substr(at, page.body.find('"', at) - at);
    };
    const auto done = browser.post_form(
        "/oidc/session/end/confirm",
        {{"xsrf", field("xsrf")},
         {"client_id", "web"},
         {"state", "s"},
         {"logout", "yes"},
         {"post_logout_redirect_uri", "https://web.example/bye"}}
    );
    CHECK(done.status == 303);
    CHECK(header(done, "location") == "https://web.example/bye?state=s");
    CHECK(browser.cookie("__Host-_session").empty());
    CHECK_FALSE(is_signed_in(web, browser));
    CHECK_FALSE(is_signed_in(other, browser));
    CHECK(get_userinfo(server, tokens.text("access_token")).status() == 401);
    CHECK(get_userinfo(server, other_tokens.text("access_token")).status() == 401);
    CHECK(web.refresh(offline.text("refresh_token")).status() == 200);

    const auto notices = server.outbox();
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].kind == "backchannel_logout");
    CHECK(notices[0].payload.find("https://listener.example/logout") != std::string::npos);
    const auto claims = claims_of(other_tokens.text("id_token"));
    const auto sid = find_string(claims, "sid");
    REQUIRE(sid);
    CHECK(notices[0].payload.find(*sid) != std::string::npos);
  });
}

TEST_CASE("the old session cookie opens nothing after sign-out") {
  for_each_session([](Server& server, const Client& client, Browser& browser) {
    const auto cookie = browser.cookie("__Host-_session");
    server.commit(server.sessions.remove(session_of(browser)));
    browser.set_cookie("__Host-_session", cookie);
    CHECK_FALSE(is_signed_in(client, browser));
    client.sign_in(browser, "alice", plain);
    CHECK(browser.cookie("__Host-_session") != cookie);
  });
}

}  // namespace daemun::flows
