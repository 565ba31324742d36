// The fields of the registration form.
#ifndef DAEMUN_STORAGE_PROFILE_FIELD_STORE_H
#define DAEMUN_STORAGE_PROFILE_FIELD_STORE_H

#include "domain/profile_field.h"
#include "storage/database.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace daemun::storage {

class ProfileFieldStore {
 public:
  ProfileFieldStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // In the order of the form.
  Task<std::vector<ProfileField>> list() const;

  // At the end of the form; `sie_order` is not looked at. Conflict: unique (the name).
  Statement insert(const ProfileField& field) const;
  // Type, label, description, required and config of the field of that name; one row, or none when
  // there is no such field.
  Statement update(const ProfileField& field) const;
  Statement update_order(std::string_view name, std::int64_t sie_order) const;
  Statement remove(std::string_view name) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
