#include "storage/personal_access_token_store.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::a_grant;
using test::for_each_engine;
using test::now;
using test::Stores;

void insert_parents(Stores& stores) {
  stores.run(stores.users.insert(test::a_user(), std::nullopt));
  stores.run(stores.applications.insert(test::an_application()));
}

RefreshState a_chain() {
  return RefreshState{
      .generation = 1,
      .secret_hash = crypto::sha256("first"),
      .previous_secret_hash = std::nullopt,
      .issued_at = now + Seconds(1),
      .chain_started_at = now + Seconds(2),
      .expires_at = now + Seconds(300)};
}

Grant redeemed(Grant grant) {
  grant.code.redeemed_at = now + Seconds(1);
  grant.refresh = a_chain();
  grant.expires_at = now + Seconds(1200);
  return grant;
}

Grant rotated(Grant grant) {
  auto& refresh = *grant.refresh;
  refresh.previous_secret_hash = refresh.secret_hash;
  refresh.generation += 1;
  refresh.secret_hash = crypto::sha256("generation " + std::to_string(refresh.generation));
  refresh.issued_at = now + Seconds(10);
  refresh.expires_at = now + Seconds(400);
  grant.expires_at = now + Seconds(1300);
  return grant;
}

Grant inserted(Stores& stores, Grant grant) {
  insert_parents(stores);
  stores.run(stores.grants.insert(grant));
  return grant;
}

Grant inserted_and_redeemed(Stores& stores) {
  const auto grant = redeemed(inserted(stores, a_grant()));
  stores.run(stores.grants.redeem_code(grant));
  return grant;
}

Grant found(Stores& stores, const GrantId& id = a_grant().id) {
  const auto facts = run_task(stores.grants.find(id));
  REQUIRE(facts);
  return facts->grant;
}

bool is_revoked(Stores& stores, const std::string& id) {
  return found(stores, GrantId(id)).revoked_at.has_value();
}

void check_same(const Grant& left, const Grant& right) {
  CHECK(left.id == right.id);
  CHECK(left.client_id == right.client_id);
  CHECK(left.user_id == right.user_id);
  CHECK(left.session_id == right.session_id);
  CHECK(left.is_offline == right.is_offline);
  CHECK(left.scopes == right.scopes);
  CHECK(left.resource_scopes == right.resource_scopes);
  CHECK(left.nonce == right.nonce);
  CHECK(left.sid == right.sid);
  CHECK(left.authenticated_at == right.authenticated_at);
  CHECK(left.wants_auth_time == right.wants_auth_time);
  CHECK(left.amr == right.amr);
  CHECK(left.origin == right.origin);
  CHECK(left.act == right.act);
  CHECK(left.source.grant_id == right.source.grant_id);
  CHECK(left.source.personal_token_hash == right.source.personal_token_hash);
  CHECK(left.code.secret_hash == right.code.secret_hash);
  CHECK(left.code.redirect_uri == right.code.redirect_uri);
  CHECK(left.code.code_challenge == right.code.code_challenge);
  CHECK(left.code.redirect_uri_given == right.code.redirect_uri_given);
  CHECK(left.code.expires_at == right.code.expires_at);
  CHECK(left.code.redeemed_at == right.code.redeemed_at);
  CHECK(left.revoked_at == right.revoked_at);
  CHECK(left.created_at == right.created_at);
  CHECK(left.expires_at == right.expires_at);
  REQUIRE(left.refresh.has_value() == right.refresh.has_value());
  if (!left.refresh) return;
  CHECK(left.refresh->generation == right.refresh->generation);
  CHECK(left.refresh->secret_hash == right.refresh->secret_hash);
  CHECK(left.refresh->previous_secret_hash == right.refresh->previous_secret_hash);
  CHECK(left.refresh->issued_at == right.refresh->issued_at);
  CHECK(left.refresh->chain_started_at == right.refresh->chain_started_at);
  CHECK(left.refresh->expires_at == right.refresh->expires_at);
}

}  // namespace

TEST_CASE("GrantStore gives back every column, set or null") {
  for_each_engine([](Stores& stores) {
    check_same(found(stores, inserted(stores, a_grant()).id), a_grant());
    auto full = a_grant("grant2");
    full.session_id = SessionId("session1");
    full.is_offline = true;
    full.scopes = {"openid", "profile"};
    full.resource_scopes = {{"https://api.example", {"read", "write"}}, {"urn:empty", {}}};
    full.nonce = "n\uc774";
    full.sid = "sid";
    full.wants_auth_time = true;
    full.amr = {"pwd", "otp", "mfa"};
    full.origin = GrantOrigin::exchange;
    full.act = R"({"sub":"bob"})";
    full.source = {.grant_id = a_grant().id, .personal_token_hash = crypto::sha256("token")};
    full.code.code_challenge = "challenge";
    full.code.redirect_uri_given = false;
    // Every byte there is, NUL included.
    full.code.secret_hash.clear();
    for (int byte = 0; byte < 256; ++byte)
      full.code.secret_hash += static_cast<char>(byte);
    stores.run(stores.grants.insert(full));
    check_same(found(stores, full.id), full);
    CHECK_FALSE(run_task(stores.grants.find(GrantId("none"))));
  });
}

TEST_CASE("GrantStore finds how many grants an exchange descends from, and that one was revoked") {
  for_each_engine([](Stores& stores, Stores& others) {
    insert_parents(others);
    inserted(stores, a_grant("first"));
    others.run(others.grants.insert(a_grant("first")));
    for (const auto& [id, parent] :
         {std::pair("second", "first"), {"third", "second"}, {"orphan", "gone"}}) {
      auto grant = a_grant(id);
      grant.origin = GrantOrigin::exchange;
      grant.source.grant_id = GrantId(parent);
      stores.run(stores.grants.insert(grant));
    }
    const auto ancestry = [&](const char* id) {
      return run_task(stores.grants.find(GrantId(id)))->ancestry;
    };
    CHECK(ancestry("first").depth == 0);
    CHECK(ancestry("third").depth == 2);
    CHECK(ancestry("third").is_alive);
    CHECK_FALSE(ancestry("orphan").is_alive);
    others.run(others.grants.revoke(GrantId("first"), now));
    CHECK(ancestry("third").is_alive);
    stores.run(stores.grants.revoke(GrantId("second"), now));
    CHECK_FALSE(ancestry("third").is_alive);
    CHECK(ancestry("first").is_alive);
  });
}

TEST_CASE("GrantStore finds whether the personal access token of an exchange is still there") {
  for_each_engine([](Stores& stores, Stores&) {
    insert_parents(stores);
    const PersonalAccessTokenStore tokens(stores.database, stores.vault, stores.tenant);
    const Secret value("pat_of_alice");
    stores.run(tokens.insert(
        {.user_id = a_grant().user_id, .name = "script", .value = value, .created_at = now}
    ));
    auto grant = a_grant();
    grant.origin = GrantOrigin::exchange;
    grant.source.personal_token_hash = crypto::sha256(value.reveal());
    stores.run(stores.grants.insert(grant));
    CHECK(run_task(stores.grants.find(grant.id))->ancestry.is_alive);
    stores.run(tokens.rename(grant.user_id, "script", "renamed"));
    CHECK(run_task(stores.grants.find(grant.id))->ancestry.is_alive);
    stores.run(tokens.remove(grant.user_id, "renamed"));
    CHECK_FALSE(run_task(stores.grants.find(grant.id))->ancestry.is_alive);
  });
}

TEST_CASE("GrantStore finds the user and the session's expiry with the grant") {
  for_each_engine([](Stores& stores) {
    auto grant = a_grant();
    grant.session_id = test::a_session().id;
    inserted(stores, grant);
    auto facts = run_task(stores.grants.find(grant.id));
    REQUIRE(facts->user);
    CHECK(facts->user->id == grant.user_id);
    CHECK(facts->user->username == test::a_user().username);
    CHECK_FALSE(facts->session_expires_at);
    stores.run(stores.sessions.insert(test::a_session()));
    facts = run_task(stores.grants.find(grant.id));
    CHECK(facts->session_expires_at == test::a_session().expires_at);
  });
}

TEST_CASE("GrantStore refuses a grant of nobody, for nobody, or twice") {
  for_each_engine([](Stores& stores) {
    inserted(stores, a_grant());
    CHECK(stores.conflict(stores.grants.insert(a_grant())) == Conflict::Reason::unique);
    auto grant = a_grant("grant2");
    grant.user_id = UserId("none");
    CHECK(stores.conflict(stores.grants.insert(grant)) == Conflict::Reason::foreign_key);
    grant = a_grant("grant2");
    grant.client_id = ApplicationId("none");
    CHECK(stores.conflict(stores.grants.insert(grant)) == Conflict::Reason::foreign_key);
  });
}

TEST_CASE("GrantStore redeems a code and starts the refresh chain") {
  for_each_engine([](Stores& stores) {
    const auto grant = inserted_and_redeemed(stores);
    check_same(found(stores), grant);
    CHECK(stores.conflict(stores.grants.redeem_code(grant)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("GrantStore redeems a code without a refresh chain") {
  for_each_engine([](Stores& stores) {
    auto grant = inserted(stores, a_grant());
    grant.code.redeemed_at = now;
    stores.run(stores.grants.redeem_code(grant));
    check_same(found(stores), grant);
  });
}

TEST_CASE("GrantStore redeems a code exactly once under concurrent attempts") {
  for_each_engine([](Stores& stores) {
    insert_parents(stores);
    for (int i = 0; i < 5; ++i) {
      const auto grant = a_grant("grant" + std::to_string(i));
      stores.run(stores.grants.insert(grant));
      CHECK(stores.winners(stores.grants.redeem_code(redeemed(grant))) == 1);
    }
  });
}

TEST_CASE("GrantStore redeems no code of a revoked grant or another tenant's") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto grant = redeemed(inserted(stores, a_grant()));
    CHECK(others.conflict(others.grants.redeem_code(grant)) == Conflict::Reason::row_count);
    stores.run(stores.grants.revoke(grant.id, now));
    CHECK(stores.conflict(stores.grants.redeem_code(grant)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("GrantStore rotates a refresh token and keeps the replaced one's hash") {
  for_each_engine([](Stores& stores) {
    auto grant = inserted_and_redeemed(stores);
    for (std::int64_t generation = 1; generation <= 3; ++generation) {
      grant = rotated(grant);
      stores.run(stores.grants.rotate_refresh_token(grant, generation));
      check_same(found(stores), grant);
    }
  });
}

TEST_CASE("GrantStore rotates a generation exactly once under concurrent attempts") {
  for_each_engine([](Stores& stores) {
    auto grant = inserted_and_redeemed(stores);
    for (std::int64_t generation = 1; generation <= 5; ++generation) {
      grant = rotated(grant);
      CHECK(stores.winners(stores.grants.rotate_refresh_token(grant, generation)) == 1);
      check_same(found(stores), grant);
    }
  });
}

TEST_CASE("GrantStore rotates neither another generation nor a revoked grant") {
  for_each_engine([](Stores& stores) {
    const auto grant = rotated(inserted_and_redeemed(stores));
    for (const std::int64_t wrong : {0, 2, -1})
      CHECK(
          stores.conflict(stores.grants.rotate_refresh_token(grant, wrong)) ==
          Conflict::Reason::row_count
      );
    stores.run(stores.grants.revoke(grant.id, now));
    CHECK(
        stores.conflict(stores.grants.rotate_refresh_token(grant, 1)) == Conflict::Reason::row_count
    );
  });
}

TEST_CASE("GrantStore sets the end of a grant later, never earlier") {
  for_each_engine([](Stores& stores) {
    auto grant = rotated(inserted_and_redeemed(stores));
    const auto later = grant.expires_at + Seconds(1000);
    stores.run(stores.grants.extend(grant.id, later));
    CHECK(found(stores).expires_at == later);
    stores.run(stores.grants.extend(grant.id, later - Seconds(1)));
    CHECK(found(stores).expires_at == later);
    stores.run(stores.grants.rotate_refresh_token(grant, 1));
    CHECK(found(stores).refresh->generation == 2);
    CHECK(found(stores).expires_at == later);
  });
}

TEST_CASE("GrantStore revokes once and for all") {
  for_each_engine([](Stores& stores, Stores& others) {
    inserted(stores, a_grant());
    others.run(others.grants.revoke(a_grant().id, now));
    CHECK_FALSE(is_revoked(stores, "grant1"));
    stores.run(stores.grants.revoke(a_grant().id, now));
    stores.run(stores.grants.revoke(a_grant().id, now + Seconds(9)));
    CHECK(found(stores).revoked_at == now);
    stores.run(stores.grants.revoke(GrantId("none"), now));
  });
}

TEST_CASE("GrantStore revokes what is bound to a session, and of what is offline the console's") {
  for_each_engine([](Stores& stores) {
    insert_parents(stores);
    stores.run(stores.applications.insert(test::an_application("admin-console")));
    const auto insert = [&](const char* id, const char* session, bool is_offline, const char* app) {
      auto grant = a_grant(id);
      grant.session_id = SessionId(session);
      grant.is_offline = is_offline;
      grant.client_id = ApplicationId(app);
      stores.run(stores.grants.insert(grant));
    };
    insert("bound", "session1", false, "app1");
    insert("offline", "session1", true, "app1");
    insert("console", "session1", true, "admin-console");
    insert("elsewhere", "session2", false, "app1");
    stores.run(stores.grants.revoke_session_bound(SessionId("session1"), now));
    CHECK(is_revoked(stores, "bound"));
    CHECK(is_revoked(stores, "console"));
    CHECK_FALSE(is_revoked(stores, "offline"));
    CHECK_FALSE(is_revoked(stores, "elsewhere"));
  });
}

TEST_CASE("GrantStore revokes every grant of a user") {
  for_each_engine([](Stores& stores) {
    insert_parents(stores);
    stores.run(stores.users.insert(test::a_user("user00000002"), std::nullopt));
    auto foreign = a_grant("foreign");
    foreign.user_id = UserId("user00000002");
    auto offline = a_grant("offline");
    offline.is_offline = true;
    for (const auto& grant : {a_grant("bound"), offline, foreign})
      stores.run(stores.grants.insert(grant));
    stores.run(stores.grants.revoke_others_of_user(test::a_user().id, SessionId(), now));
    CHECK(is_revoked(stores, "bound"));
    CHECK(is_revoked(stores, "offline"));
    CHECK_FALSE(is_revoked(stores, "foreign"));
  });
}

TEST_CASE("GrantStore revokes the oldest grants beyond a number") {
  for_each_engine([](Stores& stores) {
    insert_parents(stores);
    stores.run(stores.applications.insert(test::an_application("app2")));
    const auto insert = [&](const std::string& id, int age) {
      auto grant = a_grant(id);
      grant.created_at = now - Seconds(age);
      stores.run(stores.grants.insert(grant));
    };
    for (int age = 1; age <= 5; ++age)
      insert("aged" + std::to_string(age), age);
    auto foreign = a_grant("foreign");
    foreign.client_id = ApplicationId("app2");
    foreign.created_at = now - Seconds(100);
    auto expired = a_grant("expired");
    expired.expires_at = now;
    for (const auto& grant : {foreign, expired})
      stores.run(stores.grants.insert(grant));
    const auto keep = [&](int number) {
      stores.run(
          stores.grants.revoke_oldest(test::a_user().id, test::an_application().id, number, now)
      );
      std::string kept;
      for (int age = 1; age <= 5; ++age) {
        if (!is_revoked(stores, "aged" + std::to_string(age))) kept += std::to_string(age);
      }
      return kept;
    };
    CHECK(keep(5) == "12345");
    CHECK(keep(3) == "123");
    CHECK(keep(1) == "1");
    CHECK(keep(0).empty());
    CHECK_FALSE(is_revoked(stores, "foreign"));
    CHECK_FALSE(is_revoked(stores, "expired"));
  });
}

TEST_CASE("GrantStore removes what expired before an instant") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (auto* each : {&stores, &others}) {
      insert_parents(*each);
      auto expired = a_grant("expired");
      expired.expires_at = now - Seconds(1);
      each->run(each->grants.insert(expired));
      each->run(each->grants.insert(a_grant("living")));
    }
    stores.run(stores.grants.remove_expired(now));
    CHECK_FALSE(run_task(stores.grants.find(GrantId("expired"))));
    CHECK(run_task(stores.grants.find(GrantId("living"))));
    CHECK(run_task(others.grants.find(GrantId("expired"))));
  });
}

}  // namespace daemun::storage
