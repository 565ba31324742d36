#include "api/profile_field.h"

namespace daemun::api {

ProfileFieldView to_view(const TenantId& tenant, const ProfileField& field) {
  return {
      .tenant_id = tenant.value(),
      .id = field.id,
      .name = field.name,
      .type = field.type,
      .label = field.label,
      .description = field.description,
      .required = field.required,
      .config = {field.config},
      .created_at = to_unix_ms(field.created_at),
      .sie_order = field.sie_order,
  };
}

}  // namespace daemun::api
