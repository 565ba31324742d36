#include "messages/delivery.h"

#include <doctest/doctest.h>

namespace daemun::messages {

using Outlook = DeliveryFailure::Outlook;

TEST_CASE("outlook_of tells a request that was not taken from one that may have been") {
  struct {
    net::HttpError::Code code;
    Outlook outlook;
  } const cases[] = {
      {net::HttpError::Code::invalid_url, Outlook::never},
      {net::HttpError::Code::blocked_address, Outlook::never},
      {net::HttpError::Code::resolve_failed, Outlook::later},
      {net::HttpError::Code::connect_failed, Outlook::later},
      {net::HttpError::Code::tls_failed, Outlook::later},
      {net::HttpError::Code::timed_out, Outlook::unknown},
      {net::HttpError::Code::too_large, Outlook::unknown},
      {net::HttpError::Code::protocol_error, Outlook::unknown},
  };
  for (const auto& one : cases)
    CHECK(outlook_of(net::HttpError{one.code, ""}) == one.outlook);
  // No connection was made.
  CHECK(outlook_of(net::HttpError{net::HttpError::Code::timed_out, "", false}) == Outlook::later);
}

TEST_CASE("outlook_of believes a mail server that says for good, and one that says not now") {
  using Code = net::MailErrorCode;
  CHECK(outlook_of(net::MailError{.code = Code::refused}) == Outlook::never);
  CHECK(outlook_of(net::MailError{.code = Code::invalid_mail}) == Outlook::never);
  CHECK(outlook_of(net::MailError{.code = Code::temporarily_refused}) == Outlook::later);
  for (const int reply : {421, 454})
    CHECK(
        outlook_of(net::MailError{.code = Code::temporarily_refused, .reply = reply}) ==
        Outlook::later
    );
  for (const int reply : {450, 451, 452})
    CHECK(
        outlook_of(net::MailError{.code = Code::temporarily_refused, .reply = reply}) ==
        Outlook::recipient_later
    );
  CHECK(outlook_of(net::MailError{.code = Code::login_denied}) == Outlook::later);
  CHECK(outlook_of(net::MailError{.code = Code::timed_out}) == Outlook::later);
  CHECK(
      outlook_of(net::MailError{.code = Code::timed_out, .is_uncertain = true}) == Outlook::unknown
  );
}

TEST_CASE("outlook_of_status lets accounts be put right and busy providers rest") {
  for (const int status : {401, 403, 408, 429, 503})
    CHECK(outlook_of_status(status) == Outlook::later);
  for (const int status : {200, 400, 404, 422})
    CHECK(outlook_of_status(status) == Outlook::never);
  for (const int status : {500, 502, 504})
    CHECK(outlook_of_status(status) == Outlook::unknown);
}

TEST_CASE("outlook_of_refusal reads what a success says that it has not done") {
  using Code = connectors::ConnectorErrorCode;
  CHECK(outlook_of_refusal(200, Code::rate_limit_exceeded) == Outlook::later);
  CHECK(outlook_of_refusal(200, Code::usage_limit_exceeded) == Outlook::later);
  CHECK(outlook_of_refusal(200, Code::invalid_response) == Outlook::unknown);
  CHECK(outlook_of_refusal(200, Code::general) == Outlook::never);
  CHECK(outlook_of_refusal(200, Code::invalid_request_parameters) == Outlook::never);
  CHECK(outlook_of_refusal(408, Code::general) == Outlook::later);
  CHECK(outlook_of_refusal(400, Code::rate_limit_exceeded) == Outlook::never);
  CHECK(outlook_of_refusal(502, Code::invalid_response) == Outlook::unknown);
}

}  // namespace daemun::messages
