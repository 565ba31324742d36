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

TEST_CASE(
    "ApplicationStore keeps the account center's row for what refers to it, and reads it never"
) {
  for_each_engine([](Stores& stores) {
    stores.run(stores.applications.insert(an_application("account-center")));
    CHECK_FALSE(find(stores, ApplicationId("account-center")));
    CHECK_FALSE(run_task(stores.applications.find_record(ApplicationId("account-center"))));
    CHECK(run_task(stores.applications.list()).empty());
    const auto page = run_task(stores.applications.list_page({}, Search{}, Window::all()));
    CHECK(page.records.empty());
    CHECK(page.total == 0);
  });
}

TEST_CASE("ApplicationStore keeps metadata as they were given, also members that mean nothing here"
) {
  for_each_engine([](Stores& stores, Stores& others) {
    const ApplicationRecord given{
        .id = ApplicationId("app1"),
        .name = "App",
        .description = "Description",
        .type = ApplicationType::spa,
        .oidc_client_metadata = R"({"redirectUris":["https://a.example"],"odd":1})",
        .custom_client_metadata = R"({"tenantId":"t","alwaysIssueRefreshToken":false})",
        .custom_data = R"({"b":1.5})",
        .is_third_party = true,
        .app_level_access_control_enabled = true,
        .created_at = now,
    };
    stores.run(stores.applications.insert(given));
    const auto found = run_task(stores.applications.find_record(given.id));
    REQUIRE(found);
    CHECK(found->name == given.name);
    CHECK(found->description == given.description);
    CHECK(found->type == given.type);
    CHECK(found->oidc_client_metadata == given.oidc_client_metadata);
    CHECK(found->custom_client_metadata == given.custom_client_metadata);
    CHECK(found->custom_data == given.custom_data);
    CHECK(found->is_third_party);
    CHECK(found->app_level_access_control_enabled);
    CHECK(found->created_at == now);
    CHECK(find(stores, given.id)->app_level_access_control_enabled);
    CHECK_FALSE(run_task(others.applications.find_record(given.id)));
  });
}

TEST_CASE("ApplicationStore changes what is given and nothing else") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto id = a_full_application().id;
    stores.run(stores.applications.insert(a_full_application()));
    stores.run(stores.applications.update(id, {}));
    check_same(*find(stores), a_full_application());
    auto expected = a_full_application();
    expected.name = "New";
    stores.run(stores.applications.update(id, {.name = "New"}));
    check_same(*find(stores), expected);
    expected.description.reset();
    stores.run(stores.applications.update(id, {.sets_description = true}));
    check_same(*find(stores), expected);
    expected.custom_data = R"({"c":3})";
    expected.oidc_client_metadata = {};
    expected.custom_client_metadata = {};
    stores.run(stores.applications.update(
        id,
        {.oidc_client_metadata = to_json_text(OidcClientMetadata{}),
         .custom_client_metadata = "{}",
         .custom_data = expected.custom_data,
         .app_level_access_control_enabled = true}
    ));
    check_same(*find(stores), expected);
    CHECK(find(stores)->app_level_access_control_enabled);
    CHECK(
        others.conflict(others.applications.update(id, {.name = "Theirs"})) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("ApplicationStore replaces custom data only while they are the known ones") {
  for_each_engine([](Stores& stores) {
    const auto id = an_application().id;
    stores.run(stores.applications.insert(an_application()));
    const auto first = stores.applications.replace_custom_data(id, "{}", R"({"a":1})");
    CHECK(stores.winners(first) == 1);
    CHECK(find(stores)->custom_data == R"({"a":1})");
  });
}

TEST_CASE("ApplicationStore pages applications from the newest, narrowed by filters and search") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto insert = [&](const char* id, ApplicationType type, bool is_third_party, int age) {
      auto application = an_application(id);
      application.name = std::string("Name of ") + id;
      application.type = type;
      application.is_third_party = is_third_party;
      application.created_at = now - Seconds(age);
      stores.run(stores.applications.insert(application));
    };
    insert("a", ApplicationType::spa, false, 3);
    insert("b", ApplicationType::machine_to_machine, false, 2);
    insert("c", ApplicationType::traditional, true, 1);
    others.run(others.applications.insert(an_application("theirs")));
    stores.run(stores.roles.insert(
        {.id = RoleId("r"), .name = "r", .description = "", .type = RoleType::machine_to_machine}
    ));
    stores.run(stores.applications.assign_role(ApplicationId("b"), RoleId("r")));
    stores.run(stores.access.insert_organization({.id = OrganizationId("o"), .name = "o"}, now));
    stores.run(stores.access.add_application(OrganizationId("o"), ApplicationId("a")));

    const auto ids = [&](ApplicationFilter filter, Search search = {}, Window window = Window::all()
                     ) {
      const auto page =
          run_task(stores.applications.list_page(std::move(filter), std::move(search), window));
      std::string text;
      for (const auto& record : page.records)
        text += record.id.value();
      return text + std::to_string(page.total);
    };
    CHECK(ids({}) == "cba3");
    CHECK(ids({}, {}, {.limit = 1, .offset = 1}) == "b3");
    CHECK(ids({.types = {"SPA", "Traditional"}}) == "ca2");
    CHECK(ids({.types = {"spa"}}) == "0");
    CHECK(ids({.with_role = RoleId("r")}) == "b1");
    CHECK(ids({.without_role = RoleId("r")}) == "ca2");
    CHECK(ids({.outside_organization = OrganizationId("o")}) == "cb2");
    CHECK(ids({.is_third_party = true}) == "c1");
    CHECK(ids({.is_third_party = false}) == "ba2");
    const Search of_b{
        .conditions = {{.fields = {"id", "name", "description"}, .values = {"%of B"}}}};
    CHECK(ids({}, of_b) == "b1");
    CHECK(ids({.types = {"SPA"}, .is_third_party = false}, of_b) == "0");
  });
}

TEST_CASE("ApplicationStore keeps the look of an application's pages, member by member") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto id = an_application().id;
    stores.run(stores.applications.insert(an_application()));
    CHECK_FALSE(run_task(stores.applications.find_experience(id)));
    CHECK_FALSE(find(stores)->sign_in_experience);
    stores.run(stores.applications.upsert_experience(
        id,
        {.color = R"({"primaryColor":"#123456"})",
         .custom_css = {.is_set = true, .value = "a{}"},
         .terms_of_use_url = {.is_set = true, .value = "https://a.example"}}
    ));
    auto found = find(stores)->sign_in_experience;
    REQUIRE(found);
    CHECK(found->color == R"({"primaryColor":"#123456"})");
    CHECK(found->branding == "{}");
    CHECK(found->custom_css == "a{}");
    CHECK(found->terms_of_use_url == "https://a.example");
    CHECK_FALSE(found->privacy_policy_url);
    CHECK_FALSE(found->display_name);
    stores.run(stores.applications.upsert_experience(
        id,
        {.branding = R"({"favicon":"https://a.example"})",
         .terms_of_use_url = {.is_set = true},
         .privacy_policy_url = {.is_set = true, .value = "https://b.example"},
         .display_name = {.is_set = true, .value = "Name"}}
    ));
    found = run_task(stores.applications.find_experience(id));
    CHECK(found->color == R"({"primaryColor":"#123456"})");
    CHECK(found->branding == R"({"favicon":"https://a.example"})");
    CHECK(found->custom_css == "a{}");
    CHECK_FALSE(found->terms_of_use_url);
    CHECK(found->privacy_policy_url == "https://b.example");
    CHECK(found->display_name == "Name");
    CHECK(
        others.conflict(others.applications.upsert_experience(id, {})) ==
        Conflict::Reason::foreign_key
    );
    stores.run(stores.applications.remove(id));
    CHECK_FALSE(run_task(stores.applications.find_experience(id)));
  });
}

TEST_CASE("ApplicationStore assigns the smallest role that holds everything of an API") {
  for_each_engine([](Stores& stores) {
    const std::string indicator = "https://default.logto.app/api";
    const auto add_role = [&](const char* id, RoleType type) {
      stores.run(stores.roles.insert({.id = RoleId(id), .name = id, .description = "", .type = type}
      ));
    };
    const auto add_resource = [&](const char* id, const std::string& resource_indicator) {
      stores.run(stores.resources.insert(
          {.id = ResourceId(id), .name = id, .indicator = resource_indicator}
      ));
      stores.run(stores.resources.insert_scope(
          ResourceId(id), {.id = ScopeId(std::string("all of ") + id), .name = "all"}, now
      ));
    };
    const auto id = an_application().id;
    stores.run(stores.applications.insert(an_application()));
    add_resource("management", indicator);
    add_resource("other", "https://other.example");
    add_role("a big one", RoleType::machine_to_machine);
    add_role("for users", RoleType::user);
    add_role("other", RoleType::machine_to_machine);
    add_role("small", RoleType::machine_to_machine);
    const auto assign_scope = [&](const char* role, const char* scope) {
      stores.run(stores.roles.assign_scope(RoleId(role), ScopeId(scope)));
    };
    assign_scope("other", "all of other");
    CHECK(
        stores.conflict(stores.applications.assign_administration(id, indicator)) ==
        Conflict::Reason::row_count
    );
    for (const char* role : {"a big one", "for users", "small"})
      assign_scope(role, "all of management");
    assign_scope("a big one", "all of other");
    stores.run(stores.applications.assign_role(id, RoleId("other")));
    stores.run(stores.applications.assign_administration(id, indicator));
    const auto held = [&] {
      std::string text;
      for (const auto& scope : run_task(stores.access.list_application_scopes(id)))
        text += scope.indicator + " ";
      return text;
    };
    CHECK(held().find(indicator) != std::string::npos);
    CHECK(
        stores.conflict(stores.applications.assign_administration(id, indicator)) ==
        Conflict::Reason::row_count
    );
    stores.run(stores.applications.assign_role(id, RoleId("a big one")));
    stores.run(stores.applications.remove_administration(id, indicator));
    CHECK(held() == "https://other.example ");
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
    CHECK(rows.front().bytes("value").find("readable-secret") == std::string::npos);
    CHECK(rows.front().bytes("value_hash") == crypto::sha256("readable-secret"));
  });
}

TEST_CASE("ApplicationStore refuses a taken secret name, renames and removes by name") {
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
    stores.run(stores.applications.insert_secret(id, a_secret("b", "second")));
    CHECK(
        stores.conflict(stores.applications.rename_secret(id, a_secret("a", "first"), "b")) ==
        Conflict::Reason::unique
    );
    CHECK(
        stores.conflict(stores.applications.rename_secret(id, a_secret("c", "first"), "d")) ==
        Conflict::Reason::row_count
    );
    stores.run(stores.applications.rename_secret(id, a_secret("a", "first"), "c"));
    const auto renamed = run_task(stores.applications.list_secrets(id));
    REQUIRE(renamed.size() == 2);
    CHECK(renamed[1].name == "c");
    CHECK(renamed[1].value.reveal() == "first");
    CHECK(find(stores)->secrets[1].value_hash == crypto::sha256("first"));
    stores.run(stores.applications.rename_secret(id, renamed[1], "a"));
    stores.run(stores.applications.remove_secret(id, "b"));
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
