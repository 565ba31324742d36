#include "connectors/config_check.h"

#include "base/header_text.h"
#include "base/text.h"
#include "base/uri.h"
#include "connectors/mailbox.h"
#include "domain/message_template.h"

#include <algorithm>
#include <vector>

namespace daemun::connectors {
namespace {

json::array with(const json::array& path, const json::value_ref& member) {
  json::array longer = path;
  longer.push_back(member);
  return longer;
}

class Checker {
 public:
  explicit Checker(json::array& issues) : issues_(issues) {}

  json::object check(
      const json::array& fields, const json::object& object, const json::array& path
  ) {
    json::object checked = object;
    for (const auto& value : fields) {
      const auto& field = value.as_object();
      const auto key = *find_string(field, "key");
      const auto* member = object.if_contains(key);
      const bool is_required = find_bool(field, "required").value_or(false);
      if (member == nullptr || member->is_null()) {
        checked.erase(key);
        if (is_required) {
          refuse(with(path, key), "Required");
        } else if (const auto* fallback = field.if_contains("default")) {
          checked[key] = *fallback;
        }
        continue;
      }
      checked[key] = check_value(field, *member, with(path, key));
      if (is_required && member->is_string() && trim(member->get_string()).empty())
        refuse(with(path, key), "Must not be empty");
    }
    return checked;
  }

 private:
  // The first ones tell enough.
  void refuse(json::array path, std::string_view message) {
    constexpr std::size_t most = 20;
    if (issues_.size() < most) issues_.push_back(make_issue(std::move(path), message));
  }

  json::value check_value(
      const json::object& field, const json::value& value, const json::array& path
  ) {
    const auto type = *find_string(field, "type");
    if (type == "Json") return check_json(field, value, path);
    if (type == "Select") {
      if (!is_item(field, value)) refuse(path, "Invalid option");
    } else if (type == "MultiSelect") {
      const auto* chosen = value.if_array();
      const auto is_known = [&](const json::value& one) { return is_item(field, one); };
      if (chosen == nullptr || !std::all_of(chosen->begin(), chosen->end(), is_known))
        refuse(path, "Invalid option");
    } else if (type == "Number") {
      if (!value.is_number() || value.to_number<double>() < 0) refuse(path, "Expected a number");
    } else if (type == "Switch") {
      if (!value.is_bool()) refuse(path, "Expected a boolean");
    } else if (!value.is_string()) {
      refuse(path, "Expected a string");
    } else {
      check_text(field, std::string_view(value.get_string()), path);
    }
    return value;
  }

  static bool is_item(const json::object& field, const json::value& value) {
    const auto* items = find_array(field, "items");
    return std::find(items->begin(), items->end(), value) != items->end();
  }

  void check_text(const json::object& field, std::string_view text, const json::array& path) {
    const auto rule = find_string(field, "check").value_or("");
    // Of these texts headers, URLs and names are made.
    if (field.at("type") == "Text" && !is_header_value(text)) {
      refuse(path, "Must be one line");
    } else if (rule == "email" && !parse_address(text)) {
      refuse(path, "Invalid email address");
    } else if (rule == "mailbox" && !is_mailbox(text)) {
      refuse(path, "Invalid email address");
    } else if ((rule == "url" || rule == "https_url") && !is_url(text)) {
      refuse(path, "Invalid URL");
    } else if (rule == "https_url" && !text.starts_with("https:")) {
      refuse(path, "Must be an https URL");
    } else if (rule == "host_label" && !is_host_label(text)) {
      refuse(path, "Invalid name");
    }
  }

  static bool is_mailbox(std::string_view text) {
    const auto mailbox = parse_mailbox(text, {});
    return mailbox && !mailbox->address.empty();
  }

  static bool is_url(std::string_view text) {
    const auto uri = parse_uri(text);
    return uri && is_http_scheme(*uri) && !uri->host.empty() && uri->userinfo.empty();
  }

  static bool is_host_label(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
  }

  json::value check_json(
      const json::object& field, const json::value& value, const json::array& path
  ) {
    const auto rule = find_string(field, "check").value_or("object");
    if (rule == "templates") return check_templates(field, value, path);
    if (rule == "codes" && value.is_string()) return value;
    if (!value.is_object()) {
      refuse(path, "Expected an object");
    } else if (rule == "headers") {
      for (const auto& [name, header] : value.get_object())
        check_header(name, header, with(path, name));
    } else if (rule == "codes") {
      for (const auto* name : {"china", "overseas"}) {
        if (!find_string(value.get_object(), name)) refuse(with(path, name), "Required");
      }
    }
    return value;
  }

  void check_header(std::string_view name, const json::value& value, const json::array& path) {
    const auto is_line = [](const json::value& line) {
      return line.is_string() && is_header_value(line.get_string());
    };
    const auto* lines = value.if_array();
    const bool is_good =
        lines == nullptr ? is_line(value) : std::all_of(lines->begin(), lines->end(), is_line);
    if (!is_token(name) || !is_good) refuse(path, "Invalid header");
  }

  json::value check_templates(
      const json::object& field, const json::value& value, const json::array& path
  ) {
    const auto* entries = value.if_array();
    if (entries == nullptr) {
      refuse(path, "Expected an array");
      return value;
    }
    json::array checked;
    std::vector<std::string> usage_types;
    for (std::size_t i = 0; i < entries->size(); ++i) {
      const auto* entry = (*entries)[i].if_object();
      if (entry == nullptr) {
        refuse(with(path, i), "Expected an object");
        continue;
      }
      const auto usage_type = find_string(*entry, "usageType").value_or("");
      const bool is_known = parse_template_type(usage_type).has_value();
      if (usage_type.empty() || (!is_known && find_bool(field, "known").value_or(false)))
        refuse(with(with(path, i), "usageType"), "Invalid usage type");
      usage_types.emplace_back(usage_type);
      checked.push_back(check(*find_array(field, "entry"), *entry, with(path, i)));
    }
    check_usage_types(*find_string(field, "needs"), usage_types, path);
    return checked;
  }

  void check_usage_types(
      std::string_view needs, const std::vector<std::string>& usage_types, const json::array& path
  ) {
    if (needs == "any") {
      if (usage_types.empty()) refuse(path, "Must not be empty");
      return;
    }
    for (const auto type : all_template_types) {
      const bool is_common = type == TemplateType::sign_in || type == TemplateType::register_ ||
                             type == TemplateType::forgot_password || type == TemplateType::generic;
      if ((is_common || needs == "all") && !contains(usage_types, to_string(type))) {
        refuse(path, "A template of usage type " + std::string(to_string(type)) + " is missing");
      }
    }
  }

  json::array& issues_;
};

// "clientId" -> "Client ID"
std::string to_label(std::string_view key) {
  std::vector<std::string> words(1);
  for (const char c : key) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool follows_capital =
        !words.back().empty() && words.back().back() >= 'A' && words.back().back() <= 'Z';
    if (is_capital && !follows_capital) words.emplace_back();
    words.back() += c;
  }
  for (auto& word : words) {
    std::string capitals = word;
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    static const std::vector<std::string> abbreviations = {
        "ID", "URL", "SID", "API", "ARN", "TLS", "DNS", "SDK"};
    if (contains(abbreviations, capitals)) {
      word = capitals;
    } else if (!word.empty()) {
      word.front() = capitals.front();
    }
  }
  return join(words);
}

json::array to_select_items(const json::array& values, std::string_view type) {
  json::array items;
  for (const auto& value : values) {
    json::object item{{"value", value}};
    if (type == "Select") item["title"] = value;
    items.push_back(std::move(item));
  }
  return items;
}

json::array to_conditions(const json::object& members) {
  json::array conditions;
  for (const auto& [key, value] : members)
    conditions.push_back({{"targetKey", key}, {"expectValue", value}});
  return conditions;
}

}  // namespace

json::object make_issue(json::array path, std::string_view message) {
  return {{"code", "custom"}, {"path", std::move(path)}, {"message", message}};
}

json::object check_fields(
    const json::array& fields, const json::object& config, json::array& issues
) {
  return Checker(issues).check(fields, config, {});
}

ConnectorError invalid_config(json::array issues) {
  return {
      ConnectorErrorCode::invalid_config, {{"issues", std::move(issues)}, {"name", "ZodError"}}};
}

json::array to_form_items(const json::array& fields) {
  json::array items;
  for (const auto& value : fields) {
    const auto& field = value.as_object();
    if (find_bool(field, "hidden").value_or(false)) continue;
    json::object item = {
        {"key", field.at("key")},
        {"type", field.at("type")},
        {"label", find_string(field, "label").value_or(to_label(*find_string(field, "key")))},
    };
    for (const auto& [name, member] : {
             std::pair("required", "required"),
             std::pair("defaultValue", "default"),
             std::pair("placeholder", "placeholder"),
             std::pair("description", "description"),
             std::pair("isConfidential", "confidential"),
         }) {
      if (const auto* found = field.if_contains(member)) item[name] = *found;
    }
    if (const auto* values = find_array(field, "items"))
      item["selectItems"] = to_select_items(*values, *find_string(field, "type"));
    if (const auto* members = find_object(field, "show"))
      item["showConditions"] = to_conditions(*members);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace daemun::connectors
