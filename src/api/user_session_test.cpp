#include "api/user_session.h"

#include <doctest/doctest.h>

namespace daemun::api {
namespace {

struct ListedGrant {
  GrantId id{};
  ApplicationId client_id{};
  std::string application_name{};
  bool is_third_party = false;
  std::optional<SessionId> session_id{};
  std::vector<std::string> scopes{};
  ResourceScopes resource_scopes{};
  TimePoint created_at{};
  TimePoint expires_at{};
};

Session a_session(const std::string& id) {
  return {.id = SessionId(id), .user_id = UserId("mina")};
}

SessionClient a_client(const std::string& session, const std::string& client) {
  return {
      .session_id = SessionId(session),
      .client_id = ApplicationId(client),
      .sid = "sid of " + client};
}

ListedGrant a_grant(const std::string& id, const std::string& client, const std::string& session) {
  return {.id = GrantId(id), .client_id = ApplicationId(client), .session_id = SessionId(session)};
}

}  // namespace

TEST_CASE("to_session_views gives each session its clients, each with its newest grant") {
  const std::vector<Session> sessions{a_session("b"), a_session("a"), a_session("c")};
  const std::vector<SessionClient> clients{
      a_client("a", "shop"), a_client("a", "web"), a_client("b", "web"), a_client("gone", "web")};
  const std::vector<ListedGrant> grants{
      a_grant("new", "web", "a"), a_grant("old", "web", "a"), a_grant("other", "web", "gone")};
  const auto views = to_session_views(sessions, clients, SessionGrants(grants));
  REQUIRE(views.size() == 3);
  CHECK(views.at(0).payload.uid == "b");
  const auto text = [](const SessionView& view) {
    return json::serialize(view.payload.authorizations->value);
  };
  CHECK(text(views.at(0)) == R"({"web":{"sid":"sid of web"}})");
  CHECK(
      text(views.at(1)) ==
      R"({"shop":{"sid":"sid of shop"},"web":{"sid":"sid of web","grantId":"new"}})"
  );
  CHECK(views.at(1).client_id == "shop");
  CHECK_FALSE(views.at(2).payload.authorizations);
  CHECK_FALSE(views.at(2).client_id);
}

TEST_CASE("to_grants and parse_grants_to_revoke take the words of the query and no others") {
  std::vector<ListedGrant> grants{a_grant("one", "web", "a"), a_grant("two", "partner", "a")};
  grants.at(1).is_third_party = true;
  const UserId mina("mina");
  CHECK(to_grants(grants, mina, std::nullopt)->grants.size() == 2);
  CHECK(to_grants(grants, mina, "firstParty")->grants.at(0).id == "one");
  CHECK(to_grants(grants, mina, "thirdParty")->grants.at(0).id == "two");
  CHECK_FALSE(to_grants(grants, mina, "any"));
  CHECK(*parse_grants_to_revoke(std::nullopt) == GrantsToRevoke::none);
  CHECK(*parse_grants_to_revoke("all") == GrantsToRevoke::all);
  CHECK(*parse_grants_to_revoke("firstParty") == GrantsToRevoke::first_party);
  CHECK_FALSE(parse_grants_to_revoke(""));
}

TEST_CASE("to_view of a grant names what the application may see, or no member at all") {
  auto grant = a_grant("one", "web", "a");
  const auto payload = [&grant] {
    return to_json(to_view(grant, UserId("mina"))).at("payload").as_object();
  };
  CHECK_FALSE(payload().contains("openid"));
  CHECK_FALSE(payload().contains("resources"));
  grant.scopes = {"openid", "email"};
  grant.resource_scopes = {
      {"https://api.example", {"read", "write"}}, {"https://idle.example", {}}};
  CHECK(json::serialize(payload().at("openid")) == R"({"scope":"openid email"})");
  CHECK(
      json::serialize(payload().at("resources")) ==
      R"({"https://api.example":"read write","https://idle.example":""})"
  );
}

}  // namespace daemun::api
