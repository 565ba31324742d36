#include "storage/development_mailbox.h"

#include "storage/development_mailbox_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = development_mailbox_sql;

}  // namespace

std::string DevelopmentMailbox::place_of(const std::string& id) const {
  return "development_messages/" + tenant_.value() + "/" + id;
}

Task<std::vector<DevelopmentMessage>> DevelopmentMailbox::list(TimePoint now) const {
  Query query{sql::list, {tenant_, now - development_message_lifetime, max_development_messages}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<DevelopmentMessage> messages;
  for (const auto& row : rows) {
    const auto id = row.text("id");
    const auto text = vault_.open(place_of(id), row.bytes("content"));
    auto content = parse_json_object(text.reveal(), {.max_bytes = 4 * 1024 * 1024});
    if (!content) throw std::runtime_error("a stored message is not JSON");
    messages.push_back(
        {.id = id, .content = *std::move(content), .created_at = row.time("created_at")}
    );
  }
  co_return messages;
}

Plan DevelopmentMailbox::insert(const DevelopmentMessage& message) const {
  const Secret text(json::serialize(message.content));
  Plan plan;
  plan.add(Statement{
      sql::insert,
      {tenant_, message.id, Bytes{vault_.seal(place_of(message.id), text)}, message.created_at},
      RowCount::exactly(1)});
  plan.add(Statement{sql::remove_overflow, {tenant_, max_development_messages}});
  return plan;
}

Statement DevelopmentMailbox::remove_all() const {
  return Statement{sql::remove_all, {tenant_}};
}

Statement DevelopmentMailbox::remove_expired(const TenantId& tenant, TimePoint now) {
  return Statement{sql::remove_expired, {tenant, now - development_message_lifetime}};
}

}  // namespace daemun::storage
