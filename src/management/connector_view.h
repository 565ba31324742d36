// Connectors and their factories as the API shows them.
#ifndef DAEMUN_MANAGEMENT_CONNECTOR_VIEW_H
#define DAEMUN_MANAGEMENT_CONNECTOR_VIEW_H

#include "connectors/connector.h"
#include "domain/connector.h"
#include "management/members.h"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daemun::management {

struct SelectItem {
  std::string value{};
  std::string title{};
};
BOOST_DESCRIBE_STRUCT(SelectItem, (), (value, title))

struct MultiSelectItem {
  std::string value{};
};
BOOST_DESCRIBE_STRUCT(MultiSelectItem, (), (value))

struct ShowCondition {
  std::string target_key{};
  std::optional<json::value> expect_value{};
};
BOOST_DESCRIBE_STRUCT(ShowCondition, (), (target_key, expect_value))

struct FormItem {
  std::string key{};
  std::string label{};
  std::optional<std::string> placeholder{};
  std::optional<bool> required{};
  std::optional<json::value> default_value{};
  std::optional<std::vector<ShowCondition>> show_conditions{};
  std::optional<std::string> description{};
  std::optional<std::string> tooltip{};
  std::optional<bool> is_confidential{};
  std::optional<bool> is_dev_feature{};
};
BOOST_DESCRIBE_STRUCT(
    FormItem,
    (),
    (key,
     label,
     placeholder,
     required,
     default_value,
     show_conditions,
     description,
     tooltip,
     is_confidential,
     is_dev_feature)
)

struct SelectFormItem : FormItem {
  Word<"Select"> type{};
  std::vector<SelectItem> select_items{};
};
BOOST_DESCRIBE_STRUCT(SelectFormItem, (FormItem), (type, select_items))

struct MultiSelectFormItem : FormItem {
  Word<"MultiSelect"> type{};
  std::vector<MultiSelectItem> select_items{};
};
BOOST_DESCRIBE_STRUCT(MultiSelectFormItem, (FormItem), (type, select_items))

struct PlainFormItem : FormItem {
  Word<"Text", "Number", "MultilineText", "Switch", "Json"> type{};
};
BOOST_DESCRIBE_STRUCT(PlainFormItem, (FormItem), (type))

// What a connector is, apart from how it is configured.
struct ConnectorKind {
  Word<"Email", "Sms", "Social"> type{};
  std::optional<bool> is_demo{};
  std::string id{};
  std::string target{};
  json::object name{};
  json::object description{};
  std::string logo{};
  Nullable<std::string> logo_dark{};
  std::string readme{};
  std::optional<std::string> config_template{};
  std::optional<std::vector<std::variant<SelectFormItem, MultiSelectFormItem, PlainFormItem>>>
      form_items{};
  std::optional<std::map<std::string, json::value>> custom_data{};
  std::optional<std::string> from_email{};
  Nullable<Word<"Native", "Universal", "Web">> platform{};
  std::optional<bool> is_standard{};
  std::optional<bool> is_token_storage_supported{};
};
BOOST_DESCRIBE_STRUCT(
    ConnectorKind,
    (),
    (type,
     is_demo,
     id,
     target,
     name,
     description,
     logo,
     logo_dark,
     readme,
     config_template,
     form_items,
     custom_data,
     from_email,
     platform,
     is_standard,
     is_token_storage_supported)
)

// What of a factory's metadata a connector has of its own.
struct ConnectorMetadata {
  std::optional<std::string> target{};
  std::optional<json::object> name{};
  std::optional<std::string> logo{};
  Patch<std::string> logo_dark{};
};
BOOST_DESCRIBE_STRUCT(ConnectorMetadata, (), (target, name, logo, logo_dark))

struct ConnectorView : ConnectorKind {
  bool sync_profile = false;
  bool enable_token_storage = false;
  json::object config{};
  ConnectorMetadata metadata{};
  Text<1, 128> connector_id{};
  std::optional<std::map<std::string, json::value>> extra_info{};
  std::optional<Number<>> usage{};
};
BOOST_DESCRIBE_STRUCT(
    ConnectorView,
    (ConnectorKind),
    (sync_profile, enable_token_storage, config, metadata, connector_id, extra_info, usage)
)

// Replies in these shapes: the factory's metadata is JSON already.
json::object to_factory_json(const connectors::ConnectorFactory& factory);
json::object to_connector_json(
    const Connector& connector, const connectors::ConnectorFactory& factory
);

}  // namespace daemun::management

#endif
