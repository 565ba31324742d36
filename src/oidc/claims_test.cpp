#include "oidc/claims.h"

#include "base/text.h"
#include "oidc/test_tenant.h"
#include "storage/organization_template_store.h"
#include "storage/role_store.h"
#include "storage/sso_connector_store.h"
#include "storage/user_sso_identity_store.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

const std::vector<std::string> default_extended{"roles", "organizations", "organization_roles"};

// The user of the captured exchanges.
ClaimFacts captured_facts() {
  ClaimFacts facts;
  facts.user.id = UserId("6upzcsjib3yy");
  facts.user.username = "cap_da10cf";
  facts.user.primary_email = "cap_da10cf@example.com";
  facts.user.name = "Cap User";
  facts.user.profile = R"({"familyName":"User","givenName":"Cap"})";
  facts.user.custom_data = R"({"a":1,"b":2})";
  facts.user.created_at = from_unix_ms(1'795'412'090'179);
  facts.user.updated_at = from_unix_ms(1'795'412'091'488);
  facts.roles = {"cap da10cf"};
  facts.organizations = {
      {.id = OrganizationId("k5rhrqhbh184"), .name = "Cap da10cf", .description = std::nullopt}};
  return facts;
}

const std::vector<std::string> captured_scopes{
    "openid",
    "offline_access",
    "profile",
    "email",
    "roles",
    "urn:logto:scope:organizations",
    "custom_data"};

ClaimRules for_id_token(const std::vector<std::string>& extended) {
  return {.target = ClaimsTarget::id_token, .enabled_extended_claims = extended};
}

std::string claims(
    const std::string& scopes,
    const ClaimFacts& facts,
    ClaimsTarget target = ClaimsTarget::userinfo,
    const std::vector<std::string>& extended = {}
) {
  JsonWriter writer;
  const ClaimRules rules{.target = target, .enabled_extended_claims = extended};
  add_user_claims(writer, split_words(scopes), facts, rules);
  return std::move(writer).take();
}

ClaimFacts a_nobody() {
  ClaimFacts facts;
  facts.user.id = UserId("u");
  facts.user.created_at = from_unix_ms(1);
  facts.user.updated_at = from_unix_ms(2);
  return facts;
}

}  // namespace

TEST_CASE("add_user_claims gives Logto's captured ID token") {
  JsonWriter writer;
  add_user_claims(writer, captured_scopes, captured_facts(), for_id_token(default_extended));
  CHECK(
      std::move(writer).take() ==
      R"({"sub":"6upzcsjib3yy","name":"Cap User","family_name":"User","given_name":"Cap",)"
      R"("preferred_username":"cap_da10cf","picture":null,"updated_at":1795412091488,)"
      R"("username":"cap_da10cf","created_at":1795412090179,"email":"cap_da10cf@example.com",)"
      R"("email_verified":true,"roles":["cap da10cf"],"organizations":["k5rhrqhbh184"]})"
  );
}

TEST_CASE("add_user_claims gives Logto's captured userinfo") {
  JsonWriter writer;
  add_user_claims(writer, captured_scopes, captured_facts(), {});
  CHECK(
      std::move(writer).take() ==
      R"({"sub":"6upzcsjib3yy","name":"Cap User","family_name":"User","given_name":"Cap",)"
      R"("preferred_username":"cap_da10cf","picture":null,"updated_at":1795412091488,)"
      R"("username":"cap_da10cf","created_at":1795412090179,"email":"cap_da10cf@example.com",)"
      R"("email_verified":true,"roles":["cap da10cf"],"organizations":["k5rhrqhbh184"],)"
      R"("organization_data":[{"id":"k5rhrqhbh184","name":"Cap da10cf","description":null}],)"
      R"("custom_data":{"a":1,"b":2}})"
  );
}

TEST_CASE("add_user_claims has sub alone without scopes about the user") {
  CHECK(
      claims(
          "openid offline_access urn:logto:scope:sessions urn:logto:scope:trusted_devices unknown",
          captured_facts()
      ) == R"({"sub":"6upzcsjib3yy"})"
  );
}

TEST_CASE("add_user_claims writes null or nothing for what the user has not") {
  CHECK(
      claims("profile", a_nobody()) ==
      R"({"sub":"u","name":null,"picture":null,"updated_at":2,"username":null,"created_at":1})"
  );
  CHECK(
      claims("email phone", a_nobody()) ==
      R"({"sub":"u","email":null,"email_verified":false,"phone_number":null,)"
      R"("phone_number_verified":false})"
  );
  CHECK(claims("address", a_nobody()) == R"({"sub":"u"})");
  CHECK(
      claims("custom_data identities", a_nobody()) ==
      R"({"sub":"u","custom_data":{},"identities":{},"sso_identities":[]})"
  );
  CHECK(
      claims(
          "roles urn:logto:scope:organizations urn:logto:scope:organization_roles", a_nobody()
      ) == R"({"sub":"u","roles":[],"organizations":[],"organization_data":[],)"
           R"("organization_roles":[]})"
  );
}

TEST_CASE("add_user_claims writes every profile member under its claim's name") {
  auto facts = a_nobody();
  facts.user.name = "N";
  facts.user.avatar = "https://a.example/p.png";
  facts.user.profile =
      R"({"familyName":"f","givenName":"g","middleName":"m","nickname":"n",)"
      R"("preferredUsername":"p","profile":"https://p","website":"https://w","gender":"x",)"
      R"("birthdate":"2000-01-01","zoneinfo":"Asia/Seoul","locale":"ko-KR"})";
  CHECK(
      claims("profile", facts) ==
      R"({"sub":"u","name":"N","family_name":"f","given_name":"g","middle_name":"m",)"
      R"("nickname":"n","preferred_username":"p","profile":"https://p",)"
      R"("picture":"https://a.example/p.png","website":"https://w","gender":"x",)"
      R"("birthdate":"2000-01-01","zoneinfo":"Asia/Seoul","locale":"ko-KR","updated_at":2,)"
      R"("username":null,"created_at":1})"
  );
}

TEST_CASE("add_user_claims leaves out profile members that are empty or no strings") {
  auto facts = a_nobody();
  facts.user.username = "name";
  facts.user.profile = R"({"familyName":"","givenName":null,"nickname":7,"preferredUsername":""})";
  CHECK(
      claims("profile", facts) ==
      R"({"sub":"u","name":null,"preferred_username":"name","picture":null,"updated_at":2,)"
      R"("username":"name","created_at":1})"
  );
}

TEST_CASE("add_user_claims names the address's members as OpenID Connect Core does") {
  auto facts = a_nobody();
  facts.user.profile =
      R"({"address":{"country":"KR","postalCode":"04524","streetAddress":"110 Sejong-daero",)"
      R"("locality":"Seoul","region":"","formatted":"all of it","planet":"Earth"}})";
  CHECK(
      claims("address", facts) ==
      R"({"sub":"u","address":{"formatted":"all of it","street_address":"110 Sejong-daero",)"
      R"("locality":"Seoul","postal_code":"04524","country":"KR"}})"
  );
  facts.user.profile = R"({"address":{}})";
  CHECK(claims("address", facts) == R"({"sub":"u"})");
  facts.user.profile = R"({"address":"Seoul"})";
  CHECK(claims("address", facts) == R"({"sub":"u"})");
}

TEST_CASE("add_user_claims writes organizations with descriptions and roles with their organization"
) {
  auto facts = a_nobody();
  facts.organizations = {
      {.id = OrganizationId("o1"), .name = "A \"quoted\"", .description = "first"},
      {.id = OrganizationId("o2"), .name = "B", .description = std::nullopt},
  };
  facts.organization_roles = {{.organization_id = OrganizationId("o1"), .role_name = "admin"}};
  CHECK(
      claims("urn:logto:scope:organizations urn:logto:scope:organization_roles", facts) ==
      R"({"sub":"u","organizations":["o1","o2"],)"
      R"("organization_data":[{"id":"o1","name":"A \"quoted\"","description":"first"},)"
      R"({"id":"o2","name":"B","description":null}],"organization_roles":["o1:admin"]})"
  );
}

TEST_CASE("add_user_claims puts extended claims into ID tokens only where the tenant says so") {
  const auto id_token = [](const std::vector<std::string>& extended) {
    return claims(
        "custom_data identities roles urn:logto:scope:organizations",
        a_nobody(),
        ClaimsTarget::id_token,
        extended
    );
  };
  CHECK(id_token({}) == R"({"sub":"u"})");
  CHECK(
      id_token({"custom_data", "organization_data"}) ==
      R"({"sub":"u","custom_data":{},"organization_data":[]})"
  );
  CHECK(id_token({"identities"}) == R"({"sub":"u","identities":{}})");
}

TEST_CASE("add_user_claims follows the scopes' order and writes no claim twice") {
  auto facts = a_nobody();
  facts.user.primary_email = "e";
  CHECK(
      claims("roles email roles", facts) ==
      R"({"sub":"u","roles":[],"email":"e","email_verified":true})"
  );
}

TEST_CASE("add_user_claims writes the standard dialect without nulls, in seconds and E.164") {
  auto facts = a_nobody();
  facts.user.created_at = from_unix_ms(1'795'412'090'179);
  facts.user.updated_at = from_unix_ms(1'795'412'091'488);
  facts.user.primary_phone = "821012345678";
  facts.organizations = {{.id = OrganizationId("o"), .name = "O", .description = std::nullopt}};
  for (const auto target : {ClaimsTarget::userinfo, ClaimsTarget::id_token}) {
    JsonWriter writer;
    add_user_claims(
        writer,
        {"profile", "email", "phone", "urn:logto:scope:organizations"},
        facts,
        {.target = target,
         .enabled_extended_claims = {"organizations", "organization_data"},
         .dialect = ClaimsDialect::standard}
    );
    CHECK(
        std::move(writer).take() ==
        R"({"sub":"u","updated_at":1795412091,"created_at":1795412090179,"email_verified":false,)"
        R"("phone_number":"+821012345678","phone_number_verified":true,"organizations":["o"],)"
        R"("organization_data":[{"id":"o","name":"O"}]})"
    );
  }
}

TEST_CASE("load_claim_rules takes the application's dialect, else the tenant's") {
  test::TestTenant tenant;
  auto client = test::an_application("app");
  const auto dialect = [&] {
    const auto pointer = std::make_shared<const Application>(client);
    return run_task(load_claim_rules(*tenant.dependencies, pointer, ClaimsTarget::userinfo))
        .dialect;
  };
  CHECK(dialect() == ClaimsDialect::logto);
  const storage::TenantStore tenants(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(tenants.upsert_sign_in_experience(R"({"claimsDialect":"standard"})"));
  CHECK(dialect() == ClaimsDialect::standard);
  client.custom_client_metadata.claims_dialect = ClaimsDialect::logto;
  CHECK(dialect() == ClaimsDialect::logto);
}

TEST_CASE("supported_claims is Logto's list in its order, and acr and amr") {
  CHECK(
      join(supported_claims()) ==
      "sub name family_name given_name middle_name nickname preferred_username profile picture "
      "website gender birthdate zoneinfo locale updated_at username created_at email "
      "email_verified phone_number phone_number_verified address custom_data identities "
      "sso_identities roles organizations organization_data organization_roles sid auth_time acr "
      "amr iss"
  );
}

TEST_CASE("claim_needs asks for what the claims are made of and nothing else") {
  const std::vector<std::string> scopes{
      "roles", "urn:logto:scope:organizations", "urn:logto:scope:organization_roles"};
  const ClaimNeeds all{.roles = true, .organizations = true, .organization_roles = true};
  CHECK(claim_needs({"openid", "profile"}, {}) == ClaimNeeds());
  CHECK(claim_needs(scopes, {}) == all);
  CHECK(claim_needs(scopes, for_id_token({})) == ClaimNeeds());
  CHECK(claim_needs(scopes, for_id_token(default_extended)) == all);
  CHECK(
      claim_needs(scopes, for_id_token({"organization_data"})) == ClaimNeeds{.organizations = true}
  );
}

TEST_CASE("sso_identities lists the accounts at companies' providers where it is asked for") {
  test::TestTenant tenant;
  const auto user = test::a_user();
  tenant.insert(user);
  const SsoConnector connector{
      .id = SsoConnectorId("acme"),
      .provider_name = "OIDC",
      .connector_name = "Acme",
      .created_at = tenant.clock.now()};
  const storage::SsoConnectorStore connectors(*tenant.database, *tenant.vault, tenant.tenant);
  const storage::UserSsoIdentityStore identities(*tenant.database, tenant.tenant);
  storage::Plan plan;
  plan.add(connectors.insert(connector))
      .add(identities.insert(
          {.id = SsoIdentityId("identity"),
           .user_id = user.id,
           .connector_id = connector.id,
           .issuer = "https://id.example",
           .identity_id = "ann",
           .detail = {{"name", "Ann"}},
           .created_at = tenant.clock.now()}
      ));
  tenant.commit(std::move(plan));
  const auto needs = claim_needs({"identities"}, {});
  CHECK(needs == ClaimNeeds{.sso_identities = true});
  CHECK(claim_needs({"identities"}, for_id_token({})) == ClaimNeeds());
  const auto facts = run_task(load_claim_facts(*tenant.dependencies, user, needs));
  const auto text = claims("identities", facts);
  CHECK(
      text.find(R"("sso_identities":[{"issuer":"https://id.example","identityId":"ann",)"
                R"("detail":{"name":"Ann"}}])") != std::string::npos
  );
}

TEST_CASE("load_claim_facts reads the relations that are needed, in one go") {
  test::TestTenant tenant;
  const auto user = test::a_user();
  tenant.insert(user);
  const storage::RoleStore roles(*tenant.database, tenant.tenant);
  const storage::UserStore users(*tenant.database, tenant.tenant);
  const storage::AccessStore access(*tenant.database, tenant.tenant);
  const storage::OrganizationTemplateStore organization_template(*tenant.database, tenant.tenant);
  const OrganizationId organization("org1");
  const OrganizationRoleId member_role("orole1");
  storage::Plan plan;
  plan.add(roles.insert({.id = RoleId("r1"), .name = "editor", .description = ""}));
  plan.add(users.assign_role(user.id, RoleId("r1")));
  plan.add(access.insert_organization(
      {.id = organization, .name = "Org", .description = std::nullopt}, tenant.clock.now()
  ));
  plan.add(organization_template.insert_role({.id = member_role, .name = "member"}));
  plan.add(access.add_member(organization, user.id));
  plan.add(access.add_member_role(organization, user.id, member_role));
  tenant.commit(std::move(plan));

  const ClaimNeeds all{.roles = true, .organizations = true, .organization_roles = true};
  const auto facts = run_task(load_claim_facts(*tenant.dependencies, user, all));
  CHECK(facts.user.id == user.id);
  CHECK(facts.roles == std::vector<std::string>{"editor"});
  REQUIRE(facts.organizations.size() == 1);
  CHECK(facts.organizations[0].name == "Org");
  REQUIRE(facts.organization_roles.size() == 1);
  CHECK(facts.organization_roles[0].role_name == "member");

  const auto reads = tenant.database->counters().reads;
  const auto nothing = run_task(load_claim_facts(*tenant.dependencies, user, ClaimNeeds()));
  CHECK(nothing.roles.empty());
  CHECK(tenant.database->counters().reads == reads);
}

TEST_CASE("load_enabled_extended_claims takes the tenant's list, else Logto's seed") {
  test::TestTenant tenant;
  const auto load = [&] { return run_task(load_enabled_extended_claims(*tenant.dependencies)); };
  CHECK(load() == default_extended);
  const storage::TenantStore tenants(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(tenants.upsert_config("idToken", R"({"enabledExtendedClaims":["custom_data"]})"));
  CHECK(load() == std::vector<std::string>{"custom_data"});
  tenant.commit(tenants.upsert_config("idToken", R"({})"));
  CHECK(load().empty());
  tenant.commit(tenants.upsert_config("idToken", "broken"));
  CHECK(load().empty());
}

}  // namespace daemun::oidc
