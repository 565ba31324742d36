// Sign-in dialogues in progress. An id is what the browser's cookie holds, so the row has its hash;
// the request is sealed, for it may hold a link's one-time token. Who reads the table can go on
// with no dialogue.
#ifndef DAEMUN_STORAGE_INTERACTION_STORE_H
#define DAEMUN_STORAGE_INTERACTION_STORE_H

#include "domain/interaction.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>

namespace daemun::storage {

// The name of a dialogue in URLs, where its id would open it: 16 characters that follow from the
// id and not the other way round. The audit log has another name for it (interaction_log_id.h), so
// that a URL alone finds no line.
std::string interaction_handle(const InteractionId& id);

class InteractionStore {
 public:
  InteractionStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  // Also expired ones: the caller compares times.
  Task<std::optional<Interaction>> find(InteractionId id) const;

  Statement insert(const Interaction& interaction) const;
  // Writes login, consent and experience_state; hits one row when the stored version is still
  // `interaction.version`, which it raises by one.
  Statement update(const Interaction& interaction) const;
  // Exactly one row: a dialogue is consumed once.
  Statement consume(const InteractionId& id) const;
  // At most 1,000 rows.
  static Statement remove_expired(const TenantId& tenant, TimePoint before);

 private:
  std::string place_of(const std::string& row_id) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
