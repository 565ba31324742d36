// The fields of the registration form: /custom-profile-fields.
#ifndef DAEMUN_MANAGEMENT_CUSTOM_PROFILE_FIELDS_H
#define DAEMUN_MANAGEMENT_CUSTOM_PROFILE_FIELDS_H

#include "domain/profile_field.h"
#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/experience_store.h"
#include "storage/profile_field_store.h"
#include "storage/tenant_store.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::management {

class CustomProfileFields {
 public:
  // Keeps a reference.
  explicit CustomProfileFields(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer create_batch(Call call);
  Answer reorder(Call call);
  Answer show(Call call);
  Answer replace(Call call);
  Answer remove(Call call);

  // Commits new fields and shows them.
  Task<api::Outcome<std::vector<ProfileField>>> insert(Call call, std::vector<ProfileField> fields);
  Task<std::optional<ProfileField>> find(std::string name);
  // Takes the name out of the documents that list it.
  Task<storage::Plan> plan_forgetting(std::string name);
  ProfileField make_field(const json::object& body, std::string name) const;
  Reply list_reply_of(const std::vector<ProfileField>& fields) const;

  const Dependencies& dependencies_;
  storage::ProfileFieldStore fields_;
  storage::TenantStore tenants_;
  storage::ExperienceStore experience_;
};

}  // namespace daemun::management

#endif
