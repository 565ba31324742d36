#include "storage/access_end.h"

#include <utility>

namespace daemun::storage {

Task<Plan> plan_session_end(const AccessStores* stores, EndedSession ended, TimePoint now) {
  auto plan = co_await stores->session_end.plan_one(ended.session, ended.user);
  if (ended.target == GrantsToRevoke::none) co_return plan;
  using Clients = GrantStore::Clients;
  const auto clients = ended.target == GrantsToRevoke::all ? Clients::all : Clients::first_party;
  plan.add(stores->grants.revoke_of_session(ended.session, clients, now));
  co_return plan;
}

Plan plan_grant_end(const AccessStores& stores, const Grant& grant, TimePoint now) {
  Plan plan;
  plan.add(stores.grants.revoke(grant.id, now));
  if (grant.session_id) plan.add(stores.sessions.remove_client(*grant.session_id, grant.client_id));
  return plan;
}

}  // namespace daemun::storage
