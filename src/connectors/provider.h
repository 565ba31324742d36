// What the files of the providers are made of: parts of requests, and the answers that most
// providers share.
#ifndef DAEMUN_CONNECTORS_PROVIDER_H
#define DAEMUN_CONNECTORS_PROVIDER_H

#include "base/form.h"
#include "connectors/connector.h"

#include <string>
#include <string_view>

namespace daemun::connectors {

// A text of the checked configuration; "" when it is optional and absent.
std::string text_of(const json::object& config, std::string_view key);

// POST of a JSON body; `headers` come behind Content-Type.
net::Request json_request(
    std::string url, const json::object& body, std::vector<net::Header> headers = {}
);
net::Request form_request(std::string url, const Form& body, std::vector<net::Header> headers = {});
net::Header basic_authorization(std::string_view user, std::string_view password);
net::Header bearer_authorization(std::string_view token);

std::string make_uuid(crypto::Random& random);
// "2027-01-15T08:00:00Z"
std::string to_seconds_text(TimePoint time);

// True for 2xx.
bool is_success(const net::Response& response);
// The beginning of an answer's body, fit for an error's data.
std::string excerpt_of(const net::Response& response);
// 2xx is success; else general {message: body}.
std::optional<ConnectorError> read_status(const net::Response& response);
// The same for a service whose address an administrator has typed: the message is the status alone.
// It may be a host of the operator's network (ALLOWED_PRIVATE_HOSTS), and what that says is not for
// everybody who may add a connector.
std::optional<ConnectorError> read_status_only(const net::Response& response);

// In which template the text for `type` stands: the configuration's entry of that usage type, else
// its Generic one where the provider may fall back to it; null when there is none.
enum class Fallback { generic, none };
const json::object* find_template(
    const json::object& config, TemplateType type, Fallback fallback = Fallback::generic
);
ConnectorError template_not_found(TemplateType type);

}  // namespace daemun::connectors

#endif
