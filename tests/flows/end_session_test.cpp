// Signing out: the page, its post, and what is left afterwards.
#include "oidc/end_session.h"

#include "domain/logout_notice.h"
#include "oidc/test_tenant.h"
#include "storage/session_end.h"
#include "storage/session_origin_store.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

using test::header;

const std::string bye = "https%3A%2F%2Fapp.example%2Fbye";

struct Flow {
  test::TestTenant tenant;
  User user = test::a_user();
  Application client = test::an_application("app1");
  NewSession browser;
  EndSession endpoint{*tenant.dependencies, *tenant.keys};

  Flow() {
    tenant.insert(user);
    client.oidc_client_metadata.backchannel_logout_uri = "https://app.example/backchannel";
    client.oidc_client_metadata.backchannel_logout_session_required = true;
    tenant.insert(client);
    browser = tenant.sign_in(user.id);
  }
  http::Request with_session(http::Request request) const {
    return test::with_header(
        std::move(request), "cookie", "__Host-_session=" + browser.cookie_value
    );
  }
  http::Response get(const std::string& query) {
    return run_task(endpoint.handle(
        with_session(test::a_request(http::Method::get, "/oidc/session/end", query))
    ));
  }
  http::Response confirm(
      const std::string& body, const std::string& origin = "https://auth.example"
  ) {
    auto request =
        with_session(test::a_request(http::Method::post, "/oidc/session/end/confirm", "", body));
    if (!origin.empty()) request = test::with_header(std::move(request), "origin", origin);
    return run_task(endpoint.confirm(std::move(request)));
  }
  bool is_signed_in() {
    SentSession sent{.name = "__Host-_session", .value = browser.cookie_value};
    return run_task(load_session(*tenant.dependencies, std::move(sent))).has_value();
  }
  std::string id_token_for(const std::string& subject) {
    const auto ring = run_task(tenant.keys->current());
    return ring->default_signer().sign(
        jose::TokenType::id_token,
        R"({"iss":"https://auth.example/oidc","sub":")" + subject +
            R"(","aud":"app1","iat":1700000000,"exp":1700000001})"
    );
  }
};

bool has(const http::Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

// The value of a hidden field of the page.
std::string field(const http::Response& page, const std::string& name) {
  const std::string start = "name=\"" + name + "\" value=\"";
  const auto at = page.body.find(start);
  if (at == std::string::npos) return "";
  const auto from = at + start.size();
  return page.body.substr(from, page.body.find('"', from) - from);
}

}  // namespace

TEST_CASE("GET /oidc/session/end with a client_id gives a page that posts itself") {
  Flow flow;
  const auto page = flow.get("client_id=app1&state=s1&post_logout_redirect_uri=" + bye);
  CHECK(page.status == 200);
  CHECK(has(page, "action=\"/oidc/session/end/confirm\""));
  CHECK(has(page, "document.forms[0].submit()"));
  CHECK(field(page, "client_id") == "app1");
  CHECK(field(page, "post_logout_redirect_uri") == "https://app.example/bye");
  CHECK(field(page, "state") == "s1");
  CHECK(page.find("set-cookie") == nullptr);
  CHECK(flow.is_signed_in());
}

TEST_CASE("POST /oidc/session/end/confirm ends the session and goes back to the application") {
  Flow flow;
  const auto page = flow.get("client_id=app1");
  const auto response = flow.confirm(
      "xsrf=" + field(page, "xsrf") + "&client_id=app1&state=s1&post_logout_redirect_uri=" + bye
  );
  CHECK(response.status == 303);
  CHECK(header(response, "location") == "https://app.example/bye?state=s1");
  CHECK(header(response, "set-cookie")
            .starts_with("__Host-_session=; path=/; expires=Thu, 01 Jan 1970"));
  CHECK_FALSE(flow.is_signed_in());
}

TEST_CASE("POST /oidc/session/end/confirm revokes what was bound to the session and nothing else") {
  Flow flow;
  const auto session = flow.browser.session.id;
  const auto bound = flow.tenant.a_grant(flow.client.id, flow.user.id, {"openid"}, session);
  auto offline = flow.tenant.a_grant(flow.client.id, flow.user.id, {"openid"}, session);
  offline.is_offline = true;
  flow.tenant.insert(bound);
  flow.tenant.insert(offline);
  flow.confirm("xsrf=" + field(flow.get("client_id=app1"), "xsrf"));
  CHECK(flow.tenant.find_grant(bound.id)->grant.revoked_at);
  CHECK_FALSE(flow.tenant.find_grant(offline.id)->grant.revoked_at);
}

TEST_CASE("POST /oidc/session/end/confirm leaves a notice for every client that wants one") {
  Flow flow;
  flow.tenant.insert(test::an_application("silent"));
  const storage::SessionStore sessions(*flow.tenant.database, flow.tenant.tenant);
  SessionClient entry;
  entry.session_id = flow.browser.session.id;
  for (const char* id : {"app1", "silent"}) {
    entry.client_id = ApplicationId(id);
    entry.sid = std::string("sid-") + id;
    flow.tenant.commit(sessions.upsert_client(entry));
  }
  flow.confirm("xsrf=" + field(flow.get("client_id=app1"), "xsrf"));

  const storage::OutboxStore outbox(*flow.tenant.database, flow.tenant.tenant);
  const storage::DueMessages due{
      .kind = std::string(storage::backchannel_logout_kind), .now = flow.tenant.clock.now()};
  const auto messages = run_task(outbox.list_due(due));
  REQUIRE(messages.size() == 1);
  const LogoutNotice expected{
      .client_id = ApplicationId("app1"),
      .user_id = flow.user.id,
      .sid = "sid-app1",
      .uri = "https://app.example/backchannel",
  };
  CHECK(parse_logout_notice(messages[0].payload) == expected);

  const auto events =
      run_task(storage::LogStore(*flow.tenant.database, flow.tenant.tenant).list(10));
  REQUIRE(events.size() == 1);
  CHECK(events[0].key == "Session.End");
}

TEST_CASE("POST /oidc/session/end/confirm without a destination leads to the success page") {
  Flow flow;
  const auto response = flow.confirm("xsrf=" + field(flow.get(""), "xsrf"));
  CHECK(header(response, "location") == "https://auth.example/oidc/session/end/success");
  const auto success =
      run_task(flow.endpoint.success(test::a_request(http::Method::get, "/oidc/session/end/success")
      ));
  CHECK(success.status == 303);
  CHECK(header(success, "location") == "https://auth.example/signed-out");
}

TEST_CASE("POST /oidc/session/end/confirm refuses a missing or another session's token") {
  Flow flow;
  const auto other = flow.tenant.sign_in(flow.user.id);
  const auto others_page = run_task(flow.endpoint.handle(test::with_header(
      test::a_request(http::Method::get, "/oidc/session/end"),
      "cookie",
      "__Host-_session=" + other.cookie_value
  )));
  for (const auto& xsrf : {std::string(), std::string("x"), field(others_page, "xsrf")}) {
    const auto response = flow.confirm("client_id=app1&xsrf=" + xsrf);
    CHECK(response.status == 400);
    CHECK(test::description_of(response) == "xsrf token invalid");
  }
  CHECK(flow.is_signed_in());
}

TEST_CASE("POST /oidc/session/end/confirm refuses a post from another origin") {
  Flow flow;
  const auto xsrf = field(flow.get("client_id=app1"), "xsrf");
  for (const char* origin : {"https://evil.example", "null", "http://auth.example"}) {
    CHECK(flow.confirm("xsrf=" + xsrf, origin).status == 400);
  }
  CHECK(flow.is_signed_in());
}

TEST_CASE("POST /oidc/session/end/confirm checks the destination again") {
  Flow flow;
  const auto xsrf = field(flow.get("client_id=app1"), "xsrf");
  const auto response = flow.confirm(
      "client_id=app1&post_logout_redirect_uri=https%3A%2F%2Fevil.example&xsrf=" + xsrf
  );
  CHECK(test::description_of(response) == "post_logout_redirect_uri not registered");
  CHECK(flow.is_signed_in());
}

TEST_CASE("GET /oidc/session/end refuses a destination that is not registered") {
  Flow flow;
  const auto response =
      flow.get("client_id=app1&post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F");
  CHECK(response.status == 400);
  CHECK(test::error_of(response) == "invalid_request");
  CHECK(test::description_of(response) == "post_logout_redirect_uri not registered");
  CHECK(header(response, "cache-control") == "no-store");
}

TEST_CASE("GET /oidc/session/end asks when neither a hint nor a client_id is given") {
  Flow flow;
  for (const auto* query : {"", "state=s1", "ui_locales=en"}) {
    const auto page = flow.get(query);
    CHECK(page.status == 200);
    CHECK_FALSE(has(page, "<script"));
    CHECK(has(page, "Sign out?"));
  }
  CHECK(flow.is_signed_in());
  flow.confirm("xsrf=" + field(flow.get(""), "xsrf"));
  CHECK_FALSE(flow.is_signed_in());
}

TEST_CASE("GET /oidc/session/end drops a destination that no client vouches for") {
  Flow flow;
  const auto page = flow.get("post_logout_redirect_uri=https%3A%2F%2Fevil.example");
  CHECK(page.status == 200);
  CHECK_FALSE(has(page, "evil"));
}

TEST_CASE("GET /oidc/session/end refuses an unknown client and repeated parameters") {
  Flow flow;
  const auto unknown = flow.get("client_id=nobody");
  CHECK(unknown.status == 400);
  CHECK(test::error_of(unknown) == "invalid_client");
  CHECK(test::error_of(flow.get("client_id=app1&client_id=app1")) == "invalid_request");
}

TEST_CASE("GET /oidc/session/end without a session goes straight to the destination") {
  Flow flow;
  const auto query = "client_id=app1&state=s1&post_logout_redirect_uri=" + bye;
  auto request = test::a_request(http::Method::get, "/oidc/session/end", query);
  auto response = run_task(flow.endpoint.handle(request));
  CHECK(response.status == 303);
  CHECK(header(response, "location") == "https://app.example/bye?state=s1");
  CHECK(response.find("set-cookie") == nullptr);

  request = test::with_header(std::move(request), "cookie", "__Host-_session=stale");
  response = run_task(flow.endpoint.handle(request));
  CHECK(response.status == 303);
  CHECK(header(response, "set-cookie").starts_with("__Host-_session=;"));
}

TEST_CASE("GET /oidc/session/end takes the client from an expired id_token_hint") {
  Flow flow;
  const auto page = flow.get(
      "id_token_hint=" + flow.id_token_for("user00000001") + "&post_logout_redirect_uri=" + bye
  );
  CHECK(page.status == 200);
  CHECK(field(page, "client_id") == "app1");
  CHECK(has(page, "document.forms[0].submit()"));
}

TEST_CASE("GET /oidc/session/end asks when the hint is about another user") {
  Flow flow;
  const auto page = flow.get("id_token_hint=" + flow.id_token_for("user00000002"));
  CHECK(page.status == 200);
  CHECK_FALSE(has(page, "<script"));
  CHECK(has(page, "Sign out?"));
  // The click still works.
  flow.confirm("client_id=app1&xsrf=" + field(page, "xsrf"));
  CHECK_FALSE(flow.is_signed_in());
}

TEST_CASE("GET /oidc/session/end refuses a hint that is not ours or of another client") {
  Flow flow;
  CHECK(
      test::description_of(flow.get("id_token_hint=a.b.c")) == "could not validate id_token_hint"
  );
  flow.tenant.insert(test::an_application("app2"));
  const auto mismatch =
      flow.get("client_id=app2&id_token_hint=" + flow.id_token_for("user00000001"));
  CHECK(mismatch.status == 400);
}

TEST_CASE("POST /oidc/session/end from the application's page is posted again by ours") {
  Flow flow;
  // The browser leaves the cookie out of a post across sites.
  const auto request = test::with_header(
      test::a_request(http::Method::post, "/oidc/session/end", "", "client_id=app1&state=s1"),
      "origin",
      "https://app.example"
  );
  const auto page = run_task(flow.endpoint.handle(request));
  CHECK(page.status == 200);
  CHECK(has(page, "action=\"/oidc/session/end\""));
  CHECK(field(page, "state") == "s1");

  const auto again = flow.with_session(test::with_header(
      test::a_request(http::Method::post, "/oidc/session/end", "", "client_id=app1&state=s1"),
      "origin",
      "https://auth.example"
  ));
  CHECK(has(run_task(flow.endpoint.handle(again)), "action=\"/oidc/session/end/confirm\""));
}

TEST_CASE("POST /oidc/session/end without a session and from our own origin is done") {
  Flow flow;
  const auto request = test::with_header(
      test::a_request(http::Method::post, "/oidc/session/end", "", "client_id=app1"),
      "origin",
      "https://auth.example"
  );
  CHECK(run_task(flow.endpoint.handle(request)).status == 303);
}

TEST_CASE("GET /oidc/session/end speaks the language of ui_locales, then of Accept-Language") {
  Flow flow;
  CHECK(has(flow.get("ui_locales=ko"), "lang=\"ko\""));
  const auto request = test::with_header(
      flow.with_session(test::a_request(http::Method::get, "/oidc/session/end")),
      "accept-language",
      "ko-KR,ko;q=0.9"
  );
  CHECK(has(run_task(flow.endpoint.handle(request)), "lang=\"ko\""));
  CHECK(has(flow.get(""), "lang=\"en\""));
}

// Of a session that was begun with a company's provider, which can sign people out.
struct CompanyFlow : Flow {
  CompanyFlow() {
    const storage::SessionOriginStore origins(
        tenant.dependencies->database, tenant.dependencies->tenant
    );
    storage::Plan plan;
    plan.add(origins.upsert(
        browser.session.id,
        {.connector_id = SsoConnectorId("acme"),
         .subject = "ann",
         .sid = "s-1",
         .logout_url = "https://id.acme.example/out?client_id=us"}
    ));
    REQUIRE(run_task(tenant.dependencies->database.commit(std::move(plan))));
  }
  http::Response come_back(const std::string& query) {
    return run_task(
        endpoint.come_back(test::a_request(http::Method::get, "/oidc/session/end/return", query))
    );
  }
};

TEST_CASE("POST /oidc/session/end/confirm goes on to the company's provider, and back from there") {
  CompanyFlow flow;
  const auto page = flow.get("client_id=app1&state=s1&post_logout_redirect_uri=" + bye);
  const auto response = flow.confirm(
      "xsrf=" + field(page, "xsrf") + "&client_id=app1&state=s1&post_logout_redirect_uri=" + bye
  );
  CHECK_FALSE(flow.is_signed_in());
  const std::string out(header(response, "location"));
  CHECK(
      out.starts_with("https://id.acme.example/out?client_id=us&post_logout_redirect_uri="
                      "https%3A%2F%2Fauth.example%2Foidc%2Fsession%2Fend%2Freturn&state=")
  );
  // The provider does not learn where the person came from.
  CHECK(out.find("app.example") == std::string::npos);
  const auto back = flow.come_back(out.substr(out.rfind("state=")));
  CHECK(header(back, "location") == "https://app.example/bye?state=s1");
}

TEST_CASE("GET /oidc/session/end/return takes a state for half an hour") {
  CompanyFlow flow;
  const auto page = flow.get("client_id=app1&state=s1&post_logout_redirect_uri=" + bye);
  const auto response = flow.confirm(
      "xsrf=" + field(page, "xsrf") + "&client_id=app1&state=s1&post_logout_redirect_uri=" + bye
  );
  const std::string out(header(response, "location"));
  const auto query = out.substr(out.rfind("state="));
  flow.tenant.clock.advance(std::chrono::minutes(29));
  CHECK(header(flow.come_back(query), "location") == "https://app.example/bye?state=s1");
  flow.tenant.clock.advance(std::chrono::minutes(1));
  CHECK(
      header(flow.come_back(query), "location") == "https://auth.example/oidc/session/end/success"
  );
}

TEST_CASE("GET /oidc/session/end/return sends people nowhere that the server has not chosen") {
  CompanyFlow flow;
  for (const std::string query :
       {"", "state=", "state=aHR0cHM6Ly9ldmlsLmV4YW1wbGU", "state=%00", "state=a&state=b"}) {
    const auto back = flow.come_back(query);
    CHECK(back.status == 303);
    CHECK(header(back, "location") == "https://auth.example/oidc/session/end/success");
  }
}

}  // namespace daemun::oidc
