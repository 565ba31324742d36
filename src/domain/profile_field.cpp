#include "domain/profile_field.h"

#include "base/pattern.h"
#include "domain/profile_date.h"
#include "domain/user_profile.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace daemun {
namespace {

using Type = ProfileFieldType;
using Fault = std::optional<ProfileFieldFault>;

constexpr std::pair<Type, std::string_view> types[] = {
    {Type::text, "Text"},
    {Type::number, "Number"},
    {Type::date, "Date"},
    {Type::checkbox, "Checkbox"},
    {Type::select, "Select"},
    {Type::url, "Url"},
    {Type::regex, "Regex"},
    {Type::address, "Address"},
    {Type::fullname, "Fullname"},
};

// Identifiers of an account are proven elsewhere, not typed into a form.
constexpr std::string_view identifier_names[] = {
    "email", "phone", "primaryEmail", "primaryPhone", "username"};
constexpr std::string_view built_in_names[] = {"preferredUsername"};
// Logto keeps these in the custom data of the people of its console.
constexpr std::string_view custom_data_names[] = {
    "adminConsolePreferences", "defaultTenantId", "guideRequests", "onboarding"};

template <std::size_t n>
bool is_one_of(std::string_view name, const std::string_view (&names)[n]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_word(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

ProfileFieldFault fault(std::string_view code, std::string_view details = "") {
  return {
      .code = "custom_profile_fields." + std::string(code),
      .name = {},
      .details = std::string(details)};
}

ProfileFieldFault invalid(std::string_view details) {
  return {.code = "request.invalid_input", .name = {}, .details = std::string(details)};
}

std::optional<double> number_of(const json::object& config, std::string_view name) {
  const auto* value = config.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

Fault find_bounds_fault(const json::object& config, std::string_view low, std::string_view high) {
  const auto min = number_of(config, low), max = number_of(config, high);
  if (min && max && *min > *max) return fault("invalid_min_max_input");
  return std::nullopt;
}

Fault find_options_fault(const json::object& config) {
  const auto* options = find_array(config, "options");
  if (options == nullptr || options->empty()) return fault("invalid_options");
  std::vector<std::string_view> values;
  for (const auto& item : *options) {
    const auto* option = item.if_object();
    const auto value = option != nullptr ? find_string(*option, "value") : std::nullopt;
    if (!value || value->empty()) return fault("invalid_options", "an option has no value");
    values.push_back(*value);
  }
  std::sort(values.begin(), values.end());
  if (std::adjacent_find(values.begin(), values.end()) != values.end()) {
    return fault("invalid_options", "two options have the same value");
  }
  return std::nullopt;
}

Fault find_regex_fault(const json::object& config) {
  const auto format = find_string(config, "format").value_or("");
  const auto pattern = Pattern::parse(PatternKind::javascript, PatternCase::sensitive, format);
  if (format.empty() || !pattern) return fault("invalid_regex_format");
  return std::nullopt;
}

Fault find_date_fault(const json::object& config) {
  if (config.empty() || DateFormat::parse(config)) return std::nullopt;
  return invalid(
      "config.format must have yyyy, MM and dd, or be 'custom' and config.customFormat have them"
  );
}

Fault find_parts_fault(const ProfileField& field, std::string_view code) {
  const auto* parts = find_array(field.config, "parts");
  if (parts == nullptr || parts->empty()) return fault(code);
  std::vector<std::string_view> names;
  for (const auto& item : *parts) {
    const auto* part = item.if_object();
    const auto word = part != nullptr ? find_string(*part, "type") : std::nullopt;
    const auto type = word ? parse_profile_field_type(*word) : std::nullopt;
    const auto name = part != nullptr ? find_string(*part, "name") : std::nullopt;
    if (!type || !name) return fault(code);
    if (*type == Type::address || *type == Type::fullname) {
      return fault("invalid_sub_component_type");
    }
    names.push_back(*name);
  }
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end()) {
    return fault(code, "a part is there twice");
  }
  for (const auto& part : list_parts(field)) {
    if (auto found = find_fault(part)) return found;
  }
  return std::nullopt;
}

// The claims of OpenID Connect that a built-in name stands for are text.
Fault find_built_in_fault(const ProfileField& field) {
  if (field.name == "address") {
    if (field.type == Type::address) return std::nullopt;
    return invalid("the field 'address' must be of the type Address");
  }
  if (!is_text_member(field.name)) return std::nullopt;
  const bool is_text = field.type == Type::text || field.type == Type::date ||
                       field.type == Type::select || field.type == Type::url ||
                       field.type == Type::regex;
  if (is_text) return std::nullopt;
  return invalid("a built-in member of the profile must be of a type whose values are text");
}

Fault find_config_fault(const ProfileField& field) {
  switch (field.type) {
    case Type::text:
      return find_bounds_fault(field.config, "minLength", "maxLength");
    case Type::number:
      return find_bounds_fault(field.config, "minValue", "maxValue");
    case Type::date:
      return find_date_fault(field.config);
    case Type::select:
      return find_options_fault(field.config);
    case Type::regex:
      return find_regex_fault(field.config);
    case Type::address:
      return find_parts_fault(field, "invalid_address_components");
    case Type::fullname:
      return find_parts_fault(field, "invalid_fullname_components");
    case Type::checkbox:
    case Type::url:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(ProfileFieldType type) {
  for (const auto& [known, word] : types) {
    if (known == type) return word;
  }
  return "";
}

std::optional<ProfileFieldType> parse_profile_field_type(std::string_view word) {
  for (const auto& [type, known] : types) {
    if (known == word) return type;
  }
  return std::nullopt;
}

std::vector<ProfileField> list_sign_up_fields(
    const SignInExperience& settings, const std::vector<ProfileField>& fields
) {
  if (!settings.sign_up_profile_fields) return fields;
  std::vector<ProfileField> chosen;
  for (const auto& name : *settings.sign_up_profile_fields) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) {
      return field.name == name;
    });
    if (found != fields.end()) chosen.push_back(*found);
  }
  return chosen;
}

std::vector<ProfileField> list_parts(const ProfileField& field) {
  std::vector<ProfileField> list;
  const auto* parts = find_array(field.config, "parts");
  if (parts == nullptr) return list;
  for (const auto& item : *parts) {
    const auto* part = item.if_object();
    if (part == nullptr || !find_bool(*part, "enabled").value_or(false)) continue;
    ProfileField one;
    one.name = std::string(find_string(*part, "name").value_or(""));
    one.type =
        parse_profile_field_type(find_string(*part, "type").value_or("")).value_or(Type::text);
    one.label = std::string(find_string(*part, "label").value_or(""));
    one.required = find_bool(*part, "required").value_or(false);
    if (const auto* config = find_object(*part, "config")) one.config = *config;
    list.push_back(std::move(one));
  }
  return list;
}

std::optional<ProfileFieldFault> find_name_fault(std::string_view name) {
  const auto reserved = [&](std::string_view code) {
    auto found = fault(code);
    found.name = std::string(name);
    return found;
  };
  if (!is_word(name)) return fault("invalid_name");
  if (is_one_of(name, built_in_names)) return reserved("name_conflict_built_in_prop");
  if (is_one_of(name, custom_data_names)) return reserved("name_conflict_custom_data");
  if (is_one_of(name, identifier_names)) return reserved("name_conflict_sign_in_identifier");
  return std::nullopt;
}

std::optional<ProfileFieldFault> find_fault(const ProfileField& field) {
  if (auto found = find_name_fault(field.name)) return found;
  if (auto found = find_built_in_fault(field)) return found;
  return find_config_fault(field);
}

}  // namespace daemun
