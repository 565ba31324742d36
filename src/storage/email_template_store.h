// The e-mail templates of a tenant, one for each language and purpose.
#ifndef DAEMUN_STORAGE_EMAIL_TEMPLATE_STORE_H
#define DAEMUN_STORAGE_EMAIL_TEMPLATE_STORE_H

#include "domain/email_template.h"
#include "storage/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// What is given has to be equal.
// Of a tenant: each purpose in forty languages, and room.
inline constexpr std::int64_t max_email_templates = 1000;

struct EmailTemplateFilter {
  std::optional<std::string> language_tag{};
  std::optional<std::string> template_type{};
};

class EmailTemplateStore {
 public:
  EmailTemplateStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::vector<EmailTemplate>> list(EmailTemplateFilter filter) const;
  // The few that pick_email_template chooses from.
  Task<std::vector<EmailTemplate>> list_candidates(TemplateWish wish) const;
  Task<std::optional<EmailTemplate>> find(EmailTemplateId id) const;

  // The one of that language and purpose keeps its id and time, and takes the details. No row when
  // it would be one more than max_email_templates.
  Statement upsert(const EmailTemplate& one) const;
  // One row; none when there is no such template, or its details are no longer `from`.
  Statement update_details(
      const EmailTemplateId& id, const json::object& from, const json::object& to
  ) const;
  Statement remove(const EmailTemplateId& id) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
