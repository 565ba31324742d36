// What a connector's configuration has to be. A connector's data lists its fields; the list makes
// both this check and the console's form:
//   key           the member's name
//   type          Text (one line), MultilineText, Number, Switch, Select (one of `items`),
//                 MultiSelect (some of them) or Json
//   required      must be there and must not be empty
//   default       what an absent member counts as; of a required one, what the form begins with
//   check         a finer rule: email, mailbox, url, host_label; of Json: templates, headers, codes
//                 (one template code or {china, overseas}) or object
//   confidential  a secret: the form hides it
//   show          {member: value}: the form shows the field when that member has that value
//   hidden        not in the form
//   label, description, placeholder   for the form
// Of `templates`: `entry` is the list of the fields of an entry beside usageType, `needs` the
// usage types that have to be there (four, all, any), `known` whether others are refused.
#ifndef DAEMUN_CONNECTORS_CONFIG_CHECK_H
#define DAEMUN_CONNECTORS_CONFIG_CHECK_H

#include "base/json.h"
#include "connectors/connector_error.h"

#include <string>
#include <string_view>

namespace daemun::connectors {

// One reason why a configuration is refused.
json::object make_issue(json::array path, std::string_view message);

// The configuration with its defaults; issues are added to `issues`.
json::object check_fields(
    const json::array& fields, const json::object& config, json::array& issues
);

// data {"issues": [...], "name": "ZodError"}, as Logto's clients know it.
ConnectorError invalid_config(json::array issues);

// The items of the console's form.
json::array to_form_items(const json::array& fields);

}  // namespace daemun::connectors

#endif
