#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::an_application;
using test::for_each_engine;
using test::now;
using test::Stores;

void check_same(const Application& found, const Application& expected) {
  CHECK(found.id == expected.id);
  CHECK(found.name == expected.name);
  CHECK(found.description == expected.description);
  CHECK(found.type == expected.type);
  CHECK(to_json_text(found.oidc_client_metadata) == to_json_text(expected.oidc_client_metadata));
  CHECK(
      to_json_text(found.custom_client_metadata) == to_json_text(expected.custom_client_metadata)
  );
  CHECK(found.custom_data == expected.custom_data);
  CHECK(found.is_third_party == expected.is_third_party);
  CHECK(found.created_at == expected.created_at);
}

Application a_full_application() {
  auto application = an_application();
  application.name = "\uc571 'one'";
  application.description = "Description";
  application.type = ApplicationType::spa;
  application.oidc_client_metadata.redirect_uris = {"https://app.example/cb"};
  application.oidc_client_metadata.backchannel_logout_uri = "https://app.example/logout";
  application.custom_client_metadata.refresh_token_ttl_in_days = 7;
  application.custom_data = R"({"a":1})";
  application.is_third_party = true;
  return application;
}

ApplicationStore::StoredSecret a_secret(std::string name, std::string value) {
  return {
      .name = std::move(name),
      .value = Secret(std::move(value)),
      .created_at = now,
      .expires_at = std::nullopt};
}

std::optional<Application> find(Stores& stores, const ApplicationId& id = an_application().id) {
  return run_task(stores.applications.find(id));
}

}  // namespace

TEST_CASE("ApplicationStore gives back every column, set or null") {
  for_each_engine([](Stores& stores) {
    for (const auto& application : {a_full_application(), an_application("app2")}) {
      stores.run(stores.applications.insert(application));
      const auto found = find(stores, application.id);
      REQUIRE(found);
      check_same(*found, application);
      CHECK(found->secrets.empty());
      CHECK(found->user_consent_scopes.empty());
    }
    CHECK_FALSE(find(stores, ApplicationId("none")));
    CHECK(
        stores.conflict(stores.applications.insert(an_application())) == Conflict::Reason::unique
    );
  });
}

TEST_CASE("ApplicationStore keeps every type of application") {
  for_each_engine([](Stores& stores) {
    for (const auto type :
         {ApplicationType::native,
          ApplicationType::spa,
          ApplicationType::traditional,
          ApplicationType::machine_to_machine,
          ApplicationType::protected_,
          ApplicationType::saml}) {
      auto application = an_application(std::string(to_string(type)));
      application.type = type;
      stores.run(stores.applications.insert(application));
      CHECK(find(stores, application.id)->type == type);
    }
  });
}

TEST_CASE("ApplicationStore lists applications in the order of their creation") {
  for_each_engine([](Stores& stores, Stores& others) {
    auto last = an_application("a");
    last.created_at = now + Seconds(1);
    stores.run(stores.applications.insert(last));
    stores.run(stores.applications.insert(an_application("c")));
    stores.run(stores.applications.insert(an_application("b")));
    std::string ids;
    for (const auto& application : run_task(stores.applications.list()))
      ids += application.id.value();
    CHECK(ids == "bca");
    CHECK(run_task(others.applications.list()).empty());
  });
}

TEST_CASE("ApplicationStore updates all but id and creation") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(an_application()));
    stores.run(stores.applications.update(a_full_application()));
    check_same(*find(stores), a_full_application());
    CHECK(
        stores.conflict(stores.applications.update(an_application("none"))) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("ApplicationStore keeps secrets as hashes to compare and sealed to show") {
  for_each_engine([](Stores& stores) {
    const auto id = an_application().id;
    stores.run(stores.applications.insert(an_application()));
    auto expiring = a_secret("b", "second");
    expiring.expires_at = now + Seconds(60);
    stores.run(stores.applications.insert_secret(id, expiring));
    stores.run(stores.applications.insert_secret(id, a_secret("a", "first")));

    const auto hashes = find(stores)->secrets;
    REQUIRE(hashes.size() == 2);
    CHECK(hashes[0].name == "a");
    CHECK(hashes[0].value_hash == crypto::sha256("first"));
    CHECK(hashes[0].created_at == now);
    CHECK_FALSE(hashes[0].expires_at);
    CHECK(hashes[1].expires_at == now + Seconds(60));

    const auto shown = run_task(stores.applications.list_secrets(id));
    REQUIRE(shown.size() == 2);
    CHECK(shown[0].value.reveal() == "first");
    CHECK(shown[1].value.reveal() == "second");
    CHECK(shown[1].expires_at == now + Seconds(60));
  });
}

TEST_CASE("ApplicationStore never stores a secret that can be read") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(an_application()));
    stores.run(
        stores.applications.insert_secret(an_application().id, a_secret("a", "readable-secret"))
    );
    Query query{
        {"select value, value_hash from application_secrets where tenant_id = $1"},
        {stores.tenant}};
    const auto rows = test::read(stores.database, query);
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().bytes(0).find("readable-secret") == std::string::npos);
    CHECK(rows.front().bytes(1) == crypto::sha256("readable-secret"));
  });
}

TEST_CASE("ApplicationStore refuses a taken secret name and removes by name") {
  for_each_engine([](Stores& stores) {
    const auto id = an_application().id;
    stores.run(stores.applications.insert(an_application()));
    stores.run(stores.applications.insert_secret(id, a_secret("a", "first")));
    CHECK(
        stores.conflict(stores.applications.insert_secret(id, a_secret("a", "other"))) ==
        Conflict::Reason::unique
    );
    CHECK(
        stores.conflict(stores.applications.insert_secret(ApplicationId("none"), a_secret("a", "x"))
        ) == Conflict::Reason::foreign_key
    );
    stores.run(stores.applications.remove_secret(id, "a"));
    CHECK(run_task(stores.applications.list_secrets(id)).empty());
    CHECK(
        stores.conflict(stores.applications.remove_secret(id, "a")) == Conflict::Reason::row_count
    );
  });
}

TEST_CASE("ApplicationStore sorts consent scopes by kind") {
  for_each_engine([](Stores& stores) {
    const auto id = an_application().id;
    stores.run(stores.applications.insert(an_application()));
    for (const char* kind : {"user", "resource", "organization", "organization_resource"})
      stores.run(stores.applications.insert_consent_scope(id, kind, std::string("of ") + kind));
    stores.run(stores.applications.insert_consent_scope(id, "user", "email"));
    stores.run(stores.applications.insert_consent_scope(id, "user", "email"));
    const auto found = find(stores);
    CHECK(found->user_consent_scopes == std::vector<std::string>{"email", "of user"});
    CHECK(found->resource_consent_scopes == std::vector{ScopeId("of resource")});
    CHECK(
        found->organization_consent_scopes == std::vector{OrganizationScopeId("of organization")}
    );
    CHECK(
        found->organization_resource_consent_scopes ==
        std::vector{ScopeId("of organization_resource")}
    );
    CHECK(
        stores.conflict(stores.applications.insert_consent_scope(id, "else", "x")) ==
        Conflict::Reason::check
    );
    CHECK(
        stores.conflict(stores.applications.insert_consent_scope(ApplicationId("none"), "user", "x")
        ) == Conflict::Reason::foreign_key
    );
  });
}

TEST_CASE("ApplicationStore removes an application with all that hangs on it") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto id = an_application().id;
    for (auto* each : {&stores, &others}) {
      each->run(each->applications.insert(an_application()));
      each->run(each->applications.insert_secret(id, a_secret("a", "first")));
    }
    stores.run(stores.users.insert(test::a_user(), std::nullopt));
    stores.run(stores.grants.insert(test::a_grant()));
    stores.run(stores.sessions.insert(test::a_session()));
    stores.run(stores.sessions.upsert_client(
        {.session_id = test::a_session().id, .client_id = id, .sid = "sid"}
    ));
    stores.run(stores.applications.remove(id));
    CHECK_FALSE(find(stores));
    CHECK_FALSE(run_task(stores.grants.find(test::a_grant().id)));
    CHECK(run_task(stores.sessions.list_clients(test::a_session().id)).empty());
    CHECK(run_task(stores.applications.list_secrets(id)).empty());
    CHECK(find(others)->secrets.size() == 1);
    CHECK(stores.conflict(stores.applications.remove(id)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("ApplicationStore assigns a role once, and only one that is there") {
  for_each_engine([](Stores& stores) {
    const auto id = an_application().id;
    stores.run(stores.applications.insert(an_application()));
    stores.run(stores.roles.insert(
        {.id = RoleId("role1"),
         .name = "r",
         .description = "",
         .type = RoleType::machine_to_machine}
    ));
    stores.run(stores.applications.assign_role(id, RoleId("role1")));
    stores.run(stores.applications.assign_role(id, RoleId("role1")));
    CHECK(
        stores.conflict(stores.applications.assign_role(id, RoleId("none"))) ==
        Conflict::Reason::foreign_key
    );
  });
}

}  // namespace daemun::storage
