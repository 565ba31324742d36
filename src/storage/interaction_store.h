// Sign-in dialogues in progress.
#ifndef DAEMUN_STORAGE_INTERACTION_STORE_H
#define DAEMUN_STORAGE_INTERACTION_STORE_H

#include "domain/interaction.h"
#include "storage/database.h"

#include <optional>

namespace daemun::storage {

class InteractionStore {
 public:
  InteractionStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Also expired ones: the caller compares times.
  Task<std::optional<Interaction>> find(InteractionId id) const;

  Statement insert(const Interaction& interaction) const;
  // Writes login, consent and experience_state; hits one row when the stored version is still
  // `interaction.version`, which it raises by one.
  Statement update(const Interaction& interaction) const;
  // Exactly one row: a dialogue is consumed once.
  Statement consume(const InteractionId& id) const;
  // At most 1,000 rows.
  Statement remove_expired(TimePoint before) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
