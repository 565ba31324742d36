#include "storage/dependent_users.h"

#include "storage/dependent_users_sql.h"
#include "storage/list_parameter.h"

#include <utility>

namespace daemun::storage {

namespace sql = dependent_users_sql;

Task<std::int64_t> DependentUsers::count_by_target(std::string target, WaysIn others) const {
  std::erase(others.social_targets, target);
  Query query{
      sql::by_target,
      {tenant_,
       target,
       others.email_code,
       others.phone_code,
       others.passkey,
       ListParameter(others.social_targets).to_text(),
       ListParameter(others.sso_connectors).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().integer("total");
}

Task<std::int64_t> DependentUsers::count_by_sso_connector(SsoConnectorId connector, WaysIn others)
    const {
  std::erase(others.sso_connectors, connector);
  Query query{
      sql::by_sso_connector,
      {tenant_,
       connector,
       others.email_code,
       others.phone_code,
       others.passkey,
       ListParameter(others.social_targets).to_text(),
       ListParameter(others.sso_connectors).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().integer("total");
}

}  // namespace daemun::storage
