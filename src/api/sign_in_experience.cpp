#include "api/sign_in_experience.h"

#include <algorithm>

#include "api/profile_field.h"

namespace daemun::api {
namespace {

struct RecoveryWays {
  bool phone = false;
  bool email = false;
};
BOOST_DESCRIBE_STRUCT(RecoveryWays, (), (phone, email))

struct PublicAdditions {
  std::vector<json::object> social_connectors{};
  std::vector<json::object> sso_connectors{};
  RecoveryWays forgot_password{};
  bool is_development_tenant = false;
  std::vector<ProfileFieldView> custom_profile_fields{};
  std::vector<ProfileFieldView> custom_profile_field_catalog{};
};
BOOST_DESCRIBE_STRUCT(
    PublicAdditions,
    (),
    (social_connectors,
     sso_connectors,
     forgot_password,
     is_development_tenant,
     custom_profile_fields,
     custom_profile_field_catalog)
)

}  // namespace

Shape public_sign_in_experience_shape() {
  Shape shape = shape_of<SignInExperienceView>();
  std::erase_if(shape.fields, [](const Shape& field) {
    const auto& names = private_experience_members;
    return std::find(names.begin(), names.end(), field.name) != names.end();
  });
  const auto& more = shape_of<PublicAdditions>().fields;
  shape.fields.insert(shape.fields.end(), more.begin(), more.end());
  return shape;
}

}  // namespace daemun::api
