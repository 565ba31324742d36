#include "storage/email_undo_store.h"

#include "crypto/digest.h"
#include "storage/email_undo_store_sql.h"
#include "storage/user_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = email_undo_store_sql;

EmailUndo undo_of(const Row& row) {
  return EmailUndo{
      .user_id = row.id<UserId>("user_id"),
      .email = row.text("email"),
      .number = row.integer("number"),
      .created_at = row.time("created_at"),
      .expires_at = row.time("expires_at")};
}

// Found by the hash of 256 random bits: how long that takes tells nothing of a token.
Bytes hash_of(const Secret& token) {
  return Bytes{crypto::sha256(token.reveal())};
}

}  // namespace

Task<std::optional<EmailUndo>> EmailUndoStore::find(Secret token) const {
  Query query{sql::find, {tenant_, hash_of(token)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return undo_of(rows.front());
}

Task<std::vector<EmailUndo>> EmailUndoStore::list(UserId user) const {
  Query query{sql::list, {tenant_, std::move(user)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<EmailUndo> undos;
  for (const auto& row : rows)
    undos.push_back(undo_of(row));
  co_return undos;
}

Plan EmailUndoStore::insert(const EmailUndo& undo, const Secret& token) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, undo.user_id}, RowCount::exactly(1)})
      .add(Statement{
          sql::insert,
          {tenant_, hash_of(token), undo.user_id, undo.email, undo.created_at, undo.expires_at},
          RowCount::exactly(1)});
  return plan;
}

// The user's row is held first: a change of the address at the same time comes before or after.
Plan EmailUndoStore::use(const EmailUndo& undo, const Secret& token, TimePoint now) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, undo.user_id}, RowCount::exactly(1)})
      .add(Statement{sql::use, {tenant_, hash_of(token), undo.user_id, now}, RowCount::exactly(1)})
      .add(Statement{sql::remove_later, {tenant_, undo.user_id, undo.number}});
  return plan;
}

Statement EmailUndoStore::remove_since(const EmailUndo& undo) const {
  return Statement{sql::remove_later, {tenant_, undo.user_id, undo.number - 1}};
}

Statement EmailUndoStore::remove_all(const UserId& user) const {
  return Statement{sql::remove_all, {tenant_, user}};
}

Statement EmailUndoStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{sql::remove_expired, {tenant, before}};
}

}  // namespace daemun::storage
