#include "oidc/session_cookie.h"

#include "oidc/lifetimes.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

struct Signed {
  test::TestTenant tenant;
  User user = test::a_user();
  NewSession made;

  Signed() {
    tenant.insert(user);
    made = tenant.sign_in(user.id);
  }
  std::optional<Session> load(const std::string& cookie_value) {
    return run_task(
        load_session(*tenant.dependencies, {.name = "__Host-_session", .value = cookie_value})
    );
  }
};

}  // namespace

TEST_CASE("load_session finds the session of its cookie") {
  Signed browser;
  const auto session = browser.load(browser.made.cookie_value);
  REQUIRE(session);
  CHECK(session->id == browser.made.session.id);
  CHECK(session->user_id == browser.user.id);
  CHECK(session->amr == std::vector<std::string>{"pwd"});
}

TEST_CASE("load_session refuses a cookie with any bit flipped") {
  Signed browser;
  const auto bytes = parse_base64url(browser.made.cookie_value).value();
  REQUIRE(bytes.size() == 66);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto broken = bytes;
    broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ (1 << (bit % 8)));
    CHECK_FALSE(browser.load(to_base64url(broken)));
  }
}

TEST_CASE("load_session refuses what is no cookie of ours") {
  Signed browser;
  const auto& good = browser.made.cookie_value;
  for (const std::string& bad :
       {std::string(),
        std::string("x"),
        good.substr(1),
        good + "A",
        good.substr(0, 64),
        good.substr(0, 87) + ".",
        std::string(88, '=')}) {
    CHECK_FALSE(browser.load(bad));
  }
}

TEST_CASE("load_session refuses an expired session") {
  Signed browser;
  browser.tenant.clock.advance(hours(24) - Milliseconds(1));
  CHECK(browser.load(browser.made.cookie_value));
  browser.tenant.clock.advance(Milliseconds(1));
  CHECK_FALSE(browser.load(browser.made.cookie_value));
}

TEST_CASE("load_session refuses a suspended user") {
  Signed browser;
  const storage::UserStore users(*browser.tenant.database, browser.tenant.tenant);
  browser.tenant.commit(users.update_suspension(browser.user.id, true, browser.tenant.clock.now()));
  CHECK_FALSE(browser.load(browser.made.cookie_value));
}

TEST_CASE("load_session believes a cookie as long as the key that signed it is kept") {
  Signed browser;
  auto& tenant = browser.tenant;
  const storage::TenantStore tenants(*tenant.database, *tenant.vault, tenant.tenant);
  const auto& old_cookie = browser.made.cookie_value;
  tenant.commit(
      tenants.insert_cookie_key(test::a_cookie_key("newer", tenant.clock.now() + Seconds(1)))
  );
  CHECK(browser.load(old_cookie));
  // Other nodes may not know it yet.
  tenant.clock.advance(Seconds(5));
  CHECK(run_task(has_newest_signature(*tenant.dependencies, old_cookie)));
  tenant.clock.advance(Seconds(1));
  CHECK_FALSE(run_task(has_newest_signature(*tenant.dependencies, old_cookie)));
  const auto new_cookie = run_task(sign_session_cookie(*tenant.dependencies, old_cookie));
  CHECK(new_cookie.size() == old_cookie.size());
  CHECK(new_cookie != old_cookie);
  CHECK(run_task(has_newest_signature(*tenant.dependencies, new_cookie)));
  tenant.commit(tenants.remove_cookie_key(CookieKeyId("cookie-key")));
  CHECK_FALSE(browser.load(old_cookie));
  CHECK(browser.load(new_cookie));
}

TEST_CASE("sent_session takes the old name only where the new one is absent") {
  test::TestTenant tenant;
  struct Row {
    std::string cookie;
    std::string name;
    std::string value;
  };
  const Row rows[] = {
      {"a=b", "_session", ""},
      {"a=b; __Host-_session=new; c=d", "__Host-_session", "new"},
      {"a=b; _session=old; c=d", "_session", "old"},
      {"_session=old; __Host-_session=new", "__Host-_session", "new"},
      {"_session=old; __Host-_session=x y", "__Host-_session", ""},
      {"_session=old; __Host-_session=a; __Host-_session=b", "__Host-_session", ""},
      {"_session=one; _session=two", "_session", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.cookie);
    auto request = test::a_request(http::Method::get, "/");
    request = test::with_header(std::move(request), "cookie", row.cookie);
    const auto sent = sent_session(*tenant.dependencies, request);
    CHECK(sent.name == row.name);
    CHECK(sent.value == row.value);
  }
}

TEST_CASE("load_session believes a cookie under the name that the session was given") {
  test::TestTenant tenant;
  tenant.insert(test::a_user());
  const auto made = tenant.sign_in(test::a_user().id);
  const auto is_believed = [&](std::string name) {
    SentSession sent{.name = std::move(name), .value = made.cookie_value};
    return run_task(load_session(*tenant.dependencies, std::move(sent))).has_value();
  };
  CHECK(made.session.cookie_name == "__Host-_session");
  CHECK(is_believed("__Host-_session"));
  CHECK_FALSE(is_believed("_session"));
  // A session from before names differed.
  auto old = made.session;
  old.cookie_name.reset();
  tenant.commit(storage::SessionStore(*tenant.database, tenant.tenant).update(old));
  CHECK(is_believed("_session"));
  CHECK_FALSE(is_believed("__Host-_session"));
}

TEST_CASE("make_session draws a new id and secret for a new user of the browser") {
  test::TestTenant tenant;
  const auto now = tenant.clock.now();
  const auto first =
      make_session(*tenant.dependencies, UserId("one"), {"pwd"}, now, std::nullopt, Seconds(600));
  CHECK(first.session.id.value().size() == 22);
  CHECK(first.session.expires_at == now + Seconds(600));
  const auto other =
      make_session(*tenant.dependencies, UserId("two"), {"pwd"}, now, first.session, Seconds(600));
  CHECK(other.session.id != first.session.id);
}

TEST_CASE("make_session keeps the id and renews the secret when the same user signs in again") {
  test::TestTenant tenant;
  const auto start = tenant.clock.now();
  const auto first =
      make_session(*tenant.dependencies, UserId("one"), {"pwd"}, start, std::nullopt, Seconds(600));
  tenant.clock.advance(Seconds(60));
  const auto again = make_session(
      *tenant.dependencies,
      UserId("one"),
      {"pwd", "otp"},
      tenant.clock.now(),
      first.session,
      Seconds(600)
  );
  CHECK(again.session.id == first.session.id);
  CHECK(again.session.created_at == start);
  CHECK(again.session.secret_hash != first.session.secret_hash);
  CHECK(again.cookie_value != first.cookie_value);
  CHECK(again.session.amr == std::vector<std::string>{"pwd", "otp"});

  const auto parse = [&](const std::string& cookie_value) {
    return parse_session_cookie(run_task(sign_session_cookie(*tenant.dependencies, cookie_value)));
  };
  const auto old_cookie = parse(first.cookie_value);
  const auto new_cookie = parse(again.cookie_value);
  REQUIRE(old_cookie);
  REQUIRE(new_cookie);
  CHECK_FALSE(is_live(again.session, *old_cookie, tenant.clock.now()));
  CHECK(is_live(again.session, *new_cookie, tenant.clock.now()));
}

TEST_CASE("renewed_expiry is due an hour after the last renewal, or a 24th of a shorter life") {
  Session session;
  session.renewed_at = from_unix_seconds(1000);
  const auto after = [&](Seconds seconds) { return session.renewed_at + seconds; };
  const Seconds two_weeks = default_session_ttl;
  CHECK_FALSE(renewed_expiry(session, two_weeks, after(Seconds(3600))));
  CHECK(
      renewed_expiry(session, two_weeks, after(Seconds(3601))) == after(Seconds(3601)) + two_weeks
  );
  CHECK_FALSE(renewed_expiry(session, Seconds(240), after(Seconds(10))));
  CHECK(renewed_expiry(session, Seconds(240), after(Seconds(11))));
  CHECK_FALSE(renewed_expiry(session, two_weeks, session.renewed_at - Seconds(5)));
}

TEST_CASE("to_session_cookie is secure under https and not under http") {
  test::TestTenant https;
  CHECK(
      to_session_cookie(*https.dependencies, "v", from_unix_seconds(784'111'777)) ==
      "__Host-_session=v; path=/; expires=Sun, 06 Nov 1994 08:49:37 GMT; samesite=lax; secure; "
      "httponly"
  );
  test::TestTenant http_only("http://localhost:3001");
  CHECK(
      to_removed_session_cookie(*http_only.dependencies, "_session") ==
      "_session=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; samesite=lax; httponly"
  );
}

TEST_CASE("load_session_ttl takes the tenant's ttl within its bounds, else two weeks") {
  struct Row {
    const char* config;
    Seconds ttl;
  };
  const Row rows[] = {
      {R"({"ttl":60})", Seconds(60)},
      {R"({"ttl":1})", Seconds(1)},
      {R"({"ttl":31536000})", Seconds(31'536'000)},
      {R"({"ttl":0})", default_session_ttl},
      {R"({"ttl":31536001})", default_session_ttl},
      {R"({"ttl":"60"})", default_session_ttl},
      {R"({})", default_session_ttl},
      {"broken", default_session_ttl},
  };
  test::TestTenant tenant;
  CHECK(run_task(load_session_ttl(*tenant.dependencies)) == default_session_ttl);
  const storage::TenantStore tenants(*tenant.database, *tenant.vault, tenant.tenant);
  for (const Row& row : rows) {
    tenant.commit(tenants.upsert_config("oidc.session", row.config));
    CHECK_MESSAGE(run_task(load_session_ttl(*tenant.dependencies)) == row.ttl, row.config);
  }
}

}  // namespace daemun::oidc
