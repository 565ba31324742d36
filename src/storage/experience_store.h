// The settings of the pages apart from the applications': the sign-in experience, the account
// center, texts, and the look of each organization.
#ifndef DAEMUN_STORAGE_EXPERIENCE_STORE_H
#define DAEMUN_STORAGE_EXPERIENCE_STORE_H

#include "domain/page_look.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// A stored document and what takes its place. The statement hits one row, or none (or a unique
// conflict) when the document is not the one that was read: rules that look at several members hold
// although two people change the document at once.
struct DocumentChange {
  std::optional<std::string> before{};  // nothing: there was no row
  std::string after{};
};

class ExperienceStore {
 public:
  ExperienceStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<std::string>> find_account_center() const;
  Task<std::vector<CustomPhrases>> list_phrases() const;  // by language tag
  Task<std::optional<PageLook>> find_organization_look(OrganizationId id) const;

  // TenantStore reads it.
  Statement change_sign_in_experience(const DocumentChange& change) const;
  Statement change_account_center(const DocumentChange& change) const;
  // The id of a language that is there already stays.
  Statement upsert_phrases(const CustomPhrases& phrases) const;
  // One row; none when there is no such language.
  Statement remove_phrases(std::string_view language_tag) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
