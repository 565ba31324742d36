#include "connectors/registry.h"

#include "connectors/config_check.h"
#include "connectors/data_file.h"
#include "connectors/logo.h"
#include "connectors/providers.h"
#include "connectors/social/providers.h"
#include "connectors/texts.h"

#include <stdexcept>
#include <utility>
#include <vector>

namespace daemun::connectors {
namespace {

const Provider* const providers[] = {
    &aliyun_dm, &aws_ses, &http_email, &mailgun,    &mailjunky,  &postmark, &sendgrid,
    &smtp,      &smtp2go, &aliyun_mas, &aliyun_sms, &gatewayapi, &http_sms, &smsaero,
    &smsbao,    &tencent, &twilio,     &vonage,     &whatsapp,   &yunpian,
};

const SocialProvider* const social_providers[] = {
    &social::alipay_native, &social::alipay_web, &social::amazon,  &social::apple,
    &social::microsoft,     &social::dingtalk,   &social::discord, &social::facebook,
    &social::feishu,        &social::github,     &social::gitlab,  &social::google,
    &social::huggingface,   &social::kakao,      &social::kook,    &social::line,
    &social::linkedin,      &social::naver,      &social::oauth2,  &social::oidc,
    &social::patreon,       &social::qq,         &social::saml,    &social::slack,
    &social::wechat_native, &social::wechat_web, &social::wecom,   &social::x,
    &social::xiaomi,
};

const Provider* const mock_providers[] = {&mock_email, &mock_email_alternative, &mock_sms};
const SocialProvider* const mock_services[] = {&social::mock_social};

// What the fields of `templates` do not say stands in the built-in texts.
json::array with_built_in_templates(json::array fields) {
  for (auto& value : fields) {
    auto& field = value.as_object();
    if (field.at("key") == "templates" && !field.contains("default"))
      field["default"] = built_in_templates(field.at("entry").as_array());
  }
  return fields;
}

json::object make_metadata(const json::object& data) {
  const auto name = *find_string(data.at("name").as_object(), "en");
  const auto* platform = data.if_contains("platform");
  json::object metadata{
      {"id", data.at("id")},
      {"target", data.at("target")},
      {"platform", platform == nullptr ? json::value() : *platform},
      {"name", data.at("name")},
      {"description", data.at("description")},
      {"logo", make_logo(name, *find_string(data, "color"))},
      {"logoDark", nullptr},
      {"readme", data.at("readme")},
      {"formItems", to_form_items(with_built_in_templates(data.at("fields").as_array()))},
  };
  if (const auto is_standard = find_bool(data, "isStandard")) metadata["isStandard"] = *is_standard;
  return metadata;
}

ConnectorType type_of(const json::object& data) {
  if (data.at("type") == "Social") return ConnectorType::social;
  return data.at("type") == "Email" ? ConnectorType::email : ConnectorType::sms;
}

ConnectorFactory make_factory(const Provider& provider, const SocialProvider* service = nullptr) {
  const auto data = parse_json_object(data_file(std::string(provider.id) + ".json")).value();
  auto metadata = make_metadata(data);
  if (service != nullptr && service->token_use != TokenUse::none)
    metadata["isTokenStorageSupported"] = true;
  return {
      .id = std::string(*find_string(data, "id")),
      .target = std::string(*find_string(data, "target")),
      .type = type_of(data),
      .metadata = std::move(metadata),
      .fields = data.at("fields").as_array(),
      .provider = provider,
      .social = service,
      .is_standard = find_bool(data, "isStandard").value_or(false),
  };
}

std::vector<ConnectorFactory> make_factories(
    std::span<const Provider* const> list, std::span<const SocialProvider* const> services
) {
  std::vector<ConnectorFactory> all;
  for (const auto* provider : list)
    all.push_back(make_factory(*provider));
  for (const auto* service : services) {
    const Provider none{.id = service->id, .make = nullptr, .read = nullptr};
    all.push_back(make_factory(none, service));
  }
  return all;
}

}  // namespace

std::string_view data_file(std::string_view path) {
  for (const auto& file : data_files()) {
    if (file.path == path) return file.bytes;
  }
  throw std::out_of_range("no data file " + std::string(path));
}

std::span<const ConnectorFactory> factories() {
  static const std::vector<ConnectorFactory> all = make_factories(providers, social_providers);
  return all;
}

std::span<const ConnectorFactory> mock_factories() {
  static const std::vector<ConnectorFactory> all = make_factories(mock_providers, mock_services);
  return all;
}

const ConnectorFactory* find_factory(std::string_view id) {
  for (const auto& factory : factories()) {
    if (factory.id == id) return &factory;
  }
  return nullptr;
}

}  // namespace daemun::connectors
