// A field of the profile form, as everybody may see it.
#ifndef DAEMUN_API_PROFILE_FIELD_H
#define DAEMUN_API_PROFILE_FIELD_H

#include "base/json.h"
#include "domain/profile_field.h"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

#include "api/described.h"

namespace daemun::api {

template <>
struct Words<ProfileFieldType> {
  static constexpr ProfileFieldType all[] = {
      ProfileFieldType::text,
      ProfileFieldType::number,
      ProfileFieldType::date,
      ProfileFieldType::checkbox,
      ProfileFieldType::select,
      ProfileFieldType::url,
      ProfileFieldType::regex,
      ProfileFieldType::address,
      ProfileFieldType::fullname};
};

struct FieldOption {
  std::optional<std::string> label{};
  std::string value{};
};
BOOST_DESCRIBE_STRUCT(FieldOption, (), (label, value))

// The members of all types; each type has some of them.
struct FieldConfig {
  std::optional<Text<0, 256>> placeholder{};
  std::optional<Number<>> min_length{};
  std::optional<Number<>> max_length{};
  std::optional<Number<>> min_value{};
  std::optional<Number<>> max_value{};
  std::optional<Text<0, 128>> format{};
  std::optional<Text<0, 128>> custom_format{};
  std::optional<std::vector<FieldOption>> options{};
  std::optional<std::string> default_value{};
};
BOOST_DESCRIBE_STRUCT(
    FieldConfig,
    (),
    (placeholder,
     min_length,
     max_length,
     min_value,
     max_value,
     format,
     custom_format,
     options,
     default_value)
)

// Of an address or a full name.
struct FieldPart {
  bool enabled = false;
  std::string name{};
  ProfileFieldType type{};
  std::optional<Text<1>> label{};
  std::optional<std::string> description{};
  bool required = false;
  std::optional<FieldConfig> config{};
};
BOOST_DESCRIBE_STRUCT(FieldPart, (), (enabled, name, type, label, description, required, config))

struct FieldConfigWithParts : FieldConfig {
  std::optional<std::vector<FieldPart>> parts{};
};
BOOST_DESCRIBE_STRUCT(FieldConfigWithParts, (FieldConfig), (parts))

struct ProfileFieldView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 128> name{};
  ProfileFieldType type{};
  Text<0, 128> label{};
  Nullable<Text<0, 256>> description{};
  bool required = false;
  Raw<FieldConfigWithParts> config{};
  Number<> created_at{};
  Number<> sie_order{};
};
BOOST_DESCRIBE_STRUCT(
    ProfileFieldView,
    (),
    (tenant_id, id, name, type, label, description, required, config, created_at, sie_order)
)

ProfileFieldView to_view(const TenantId& tenant, const ProfileField& field);

}  // namespace daemun::api

#endif
