#include "domain/profile_values.h"

#include "base/pattern.h"
#include "base/text.h"
#include "base/uri.h"
#include "domain/profile_date.h"
#include "domain/user_profile.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace daemun {
namespace {

using Type = ProfileFieldType;
// Nothing: the value is empty. The error is what is wrong with it.
using Checked = Result<std::optional<json::value>, std::string>;

constexpr std::int64_t max_characters = 4096;

ProfileFieldFault invalid(std::string details) {
  return {.code = "guard.invalid_input", .name = {}, .details = std::move(details)};
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

bool is_empty(const json::value& value) {
  return value.is_null() || (value.is_string() && value.get_string().empty());
}

Checked check_text(const json::value& value, std::int64_t min, std::int64_t max) {
  const auto* text = value.if_string();
  if (text == nullptr) return std::string("must be a string");
  if (has_control_character(*text)) return std::string("has a control character");
  const auto size = static_cast<std::int64_t>(count_characters(*text));
  if (size < min) return "must have at least " + std::to_string(min) + " characters";
  if (size > max) return "must have at most " + std::to_string(max) + " characters";
  return std::optional<json::value>(value);
}

// A number, or its digits: pages send what an input holds.
std::optional<double> parse_number(const json::value& value) {
  if (value.is_number()) return value.to_number<double>();
  const auto* text = value.if_string();
  if (text == nullptr) return std::nullopt;
  double number = 0;
  const auto* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

Checked check_number(const json::value& value, const json::object& config) {
  const auto number = parse_number(value);
  if (!number || !std::isfinite(*number) || std::abs(*number) > 9007199254740991.0) {
    return std::string("must be a number");
  }
  const auto bound = [&](std::string_view name) -> std::optional<double> {
    const auto* limit = config.if_contains(name);
    if (limit == nullptr || !limit->is_number()) return std::nullopt;
    return limit->to_number<double>();
  };
  const auto min = bound("minValue"), max = bound("maxValue");
  if ((min && *number < *min) || (max && *number > *max)) return std::string("is out of range");
  // Whole numbers stay whole: 7, not 7.0.
  if (std::floor(*number) == *number) {
    return std::optional<json::value>(static_cast<std::int64_t>(*number));
  }
  return std::optional<json::value>(*number);
}

Checked check_choice(const json::value& value, const json::object& config) {
  const auto* text = value.if_string();
  const auto* options = find_array(config, "options");
  const bool is_option =
      text != nullptr && options != nullptr &&
      std::any_of(options->begin(), options->end(), [&](const json::value& item) {
        const auto* option = item.if_object();
        return option != nullptr && find_string(*option, "value") == std::string_view(*text);
      });
  if (!is_option) return std::string("must be one of the options");
  return std::optional<json::value>(value);
}

Checked check_box(const json::value& value) {
  if (value.is_bool()) return std::optional<json::value>(value);
  const auto* text = value.if_string();
  if (text != nullptr && *text == "true") return std::optional<json::value>(true);
  if (text != nullptr && *text == "false") return std::optional<json::value>(false);
  return std::string("must be true or false");
}

Checked check_pattern(const json::value& value, const json::object& config) {
  auto text = check_text(value, 1, max_characters);
  if (!text) return text;
  const auto format = find_string(config, "format").value_or("");
  const auto pattern = Pattern::parse(PatternKind::javascript, PatternCase::sensitive, format);
  if (!pattern || !pattern->matches(value.get_string())) {
    return std::string("does not have the format of the field");
  }
  return text;
}

Checked check_date(const json::value& value, const json::object& config) {
  const auto* text = value.if_string();
  const auto format = DateFormat::parse(config);
  if (text == nullptr || !format || !format->matches(*text)) {
    return std::string("must be a date in the format of the field");
  }
  return std::optional<json::value>(value);
}

Checked check_url(const json::value& value) {
  auto text = check_text(value, 1, max_profile_url);
  if (!text) return text;
  if (!is_web_url(value.get_string())) return std::string("must be an http or https URL");
  return text;
}

// A value of any type but those that have parts.
Checked check_value(const ProfileField& field, const json::value& value) {
  if (is_empty(value)) return std::optional<json::value>();
  const auto& config = field.config;
  switch (field.type) {
    case Type::number:
      return check_number(value, config);
    case Type::date:
      return check_date(value, config);
    case Type::checkbox:
      return check_box(value);
    case Type::select:
      return check_choice(value, config);
    case Type::url:
      return check_url(value);
    case Type::regex:
      return check_pattern(value, config);
    default:
      break;
  }
  const auto max =
      std::min(find_integer(config, "maxLength").value_or(max_characters), max_characters);
  return check_text(value, find_integer(config, "minLength").value_or(1), max);
}

// By the rules of the claim alone, where the tenant has no field of that name; and after them,
// where it has one.
Checked check_member(std::string_view name, const json::value& value) {
  if (is_empty(value)) return std::optional<json::value>();
  if (is_url_member(name)) return check_url(value);
  return check_text(value, 1, name == "formatted" ? max_formatted_address : max_profile_text);
}

Result<json::object, std::string> check_address(
    const json::value& value, const std::vector<ProfileField>& parts
) {
  const auto* members = value.if_object();
  if (members == nullptr) return std::string("must be an object");
  json::object address;
  for (const auto& member : *members) {
    const std::string_view name = member.key();
    if (!is_address_member(name)) return std::string(name) + " is not known";
    const auto part =
        std::find_if(parts.begin(), parts.end(), [&](const auto& one) { return one.name == name; });
    auto checked = part != parts.end() ? check_value(*part, member.value())
                                       : check_member(name, member.value());
    if (!checked) return std::string(name) + " " + checked.error();
    if (!*checked) continue;
    // A claim's members are text, whatever a part asks for.
    address[name] = (*checked)->is_string() ? **checked : json::value(json::serialize(**checked));
  }
  return address;
}

void put(ProfileValues& into, std::string_view name, json::value value) {
  if (name == "name") {
    into.name = std::string(value.as_string());
  } else if (name == "avatar") {
    into.avatar = std::string(value.as_string());
  } else if (is_text_member(name) || name == "address") {
    into.profile[name] = std::move(value);
  } else {
    into.custom_data[name] = std::move(value);
  }
}

const ProfileField* find_field(const std::vector<ProfileField>& fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

// The fields whose values stand in `values` by their own names: those without parts, addresses,
// and the parts of full names.
std::vector<ProfileField> spread(const std::vector<ProfileField>& fields) {
  std::vector<ProfileField> list;
  for (const auto& field : fields) {
    if (field.type != Type::fullname) {
      list.push_back(field);
      continue;
    }
    for (auto& part : list_parts(field))
      list.push_back(std::move(part));
  }
  return list;
}

bool has_value(const ProfileValues& values, std::string_view name) {
  if (name == "name") return values.name.has_value();
  if (name == "avatar") return values.avatar.has_value();
  return values.profile.contains(name) || values.custom_data.contains(name);
}

const json::object* find_address(const ProfileValues& values, std::string_view name) {
  const auto& home = name == "address" ? values.profile : values.custom_data;
  return find_object(home, name);
}

bool is_missing(const ProfileField& field, const ProfileValues& values) {
  if (field.type == Type::checkbox) {
    // A required checkbox must be checked.
    return !find_bool(values.custom_data, field.name).value_or(false);
  }
  if (field.type != Type::address && field.type != Type::fullname) {
    return !has_value(values, field.name);
  }
  const auto* address = find_address(values, field.name);
  const auto is_given = [&](std::string_view name) {
    return field.type == Type::fullname ? has_value(values, name)
                                        : address != nullptr && address->contains(name);
  };
  const auto parts = list_parts(field);
  if (parts.empty()) return false;
  const bool has_all = std::all_of(parts.begin(), parts.end(), [&](const auto& part) {
    return !part.required || is_given(part.name);
  });
  const bool has_any = std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
    return is_given(part.name);
  });
  return !has_all || !has_any;
}

}  // namespace

Result<ProfileValues, ProfileFieldFault> parse_profile_values(
    const json::object& values, const std::vector<ProfileField>& fields
) {
  const auto known = spread(fields);
  ProfileValues parsed;
  for (const auto& member : values) {
    const std::string_view name = member.key();
    if (auto fault = find_name_fault(name)) return *std::move(fault);
    const auto* field = find_field(known, name);
    const auto at = "values." + std::string(name) + " ";
    if (name == "address" || (field != nullptr && field->type == Type::address)) {
      const auto parts = field != nullptr ? list_parts(*field) : std::vector<ProfileField>{};
      auto address = check_address(member.value(), parts);
      if (!address) return invalid(at + address.error());
      if (!address->empty()) put(parsed, name, *std::move(address));
      continue;
    }
    if (field == nullptr && !is_text_member(name)) return invalid(at + "is not known");
    auto checked =
        field != nullptr ? check_value(*field, member.value()) : check_member(name, member.value());
    if (checked && *checked && is_text_member(name)) checked = check_member(name, **checked);
    if (!checked) return invalid(at + checked.error());
    if (*checked) put(parsed, name, std::move(**checked));
  }
  return parsed;
}

std::vector<std::string> list_missing_fields(
    const std::vector<ProfileField>& fields, const ProfileValues& values
) {
  std::vector<std::string> missing;
  for (const auto& field : fields) {
    if (field.required && is_missing(field, values)) missing.push_back(field.name);
  }
  return missing;
}

}  // namespace daemun
