// The usual world of flows about tokens: a user with a role, an API, an organization.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_SHOP_H
#define DAEMUN_TESTS_FLOWS_HARNESS_SHOP_H

#include "flows/harness/client.h"

namespace daemun::flows {

inline const std::string shop_api = "https://shop.example/api";

// alice holds the role "shopper" (shop:read) and is a member of "acme" with the organization role
// "member" (read:data, and shop:write of the API). Applications: "web", "spa", "native".
inline void add_shop(Server& server) {
  server.insert(a_user("alice"));
  server.insert(an_application("web"));
  server.insert(an_application("spa", ApplicationType::spa));
  server.insert(an_application("native", ApplicationType::native));
  server.insert(a_resource(shop_api, {"shop:read", "shop:write", "shop:refund"}));
  server.insert_role("shopper", RoleType::user, {{shop_api, "shop:read"}});
  server.commit(server.users.assign_role(UserId("alice"), RoleId("shopper")));
  server.insert_organization_scope("read:data");
  server.insert_organization_scope("write:data");
  server.insert_organization_role(
      "member", RoleType::user, {"read:data"}, {{shop_api, "shop:write"}}
  );
  server.insert(an_organization("acme"));
  server.add_member("acme", "alice", "member");
}

// Asks for everything of the shop, and for a refresh token.
inline const Fields shop_request{
    {"scope",
     "openid offline_access profile urn:logto:scope:organizations shop:read shop:write shop:refund "
     "read:data write:data unknown:scope"},
    {"resource", shop_api},
    {"resource", "urn:logto:resource:organizations"},
    {"prompt", "consent"}};

}  // namespace daemun::flows

#endif
