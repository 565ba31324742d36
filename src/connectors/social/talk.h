// Services that do not speak OAuth 2: their own requests, and refusals by numbers in answers of
// status 200. Each is a function from all answers so far to the next request or the account.
#ifndef DAEMUN_CONNECTORS_SOCIAL_TALK_H
#define DAEMUN_CONNECTORS_SOCIAL_TALK_H

#include "base/form.h"
#include "connectors/social/service.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace daemun::connectors {

// GET with the fields in the query, where these services want them, secrets too.
net::Request ask_by_query(std::string url, const Form& query);
net::Request ask_by_form(std::string url, const Form& form);

// Reads an answer of the service, at most of one object. Errors: invalid_response, general (another
// status), social_invalid_access_token (the status that stands for it, in an answer to a request
// with an access token).
Result<json::object, ConnectorError> read_talk_answer(
    const net::Response& response, const SocialService& service, bool has_access_token
);

// A refusal with the number that the service gives; of its text nothing is shown.
ConnectorError refuse_number(ConnectorErrorCode code, std::string_view number);

// Which numbers of `member` mean which refusal; anything else but 0 is general.
struct RefusalNumbers {
  std::string_view member;
  ConnectorErrorCode code;
  std::initializer_list<std::string_view> numbers;
};
Result<void, ConnectorError> check_number(
    const json::object& answer, const RefusalNumbers& refusals
);

ConnectorError missing_member(std::string_view name);

}  // namespace daemun::connectors

#endif
