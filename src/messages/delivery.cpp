#include "messages/delivery.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

namespace daemun::messages {
namespace {

using Outlook = DeliveryFailure::Outlook;
using Attempted = std::optional<DeliveryFailure>;

// A configuration may allow ten minutes; another node takes the message before that.
constexpr Milliseconds max_connect_time = std::chrono::seconds(10);
constexpr Milliseconds max_mail_time = std::chrono::seconds(40);

template <typename Error>
DeliveryFailure failure_of(const Error& error) {
  return {.error = connectors::to_connector_error(error), .outlook = outlook_of(error)};
}

Task<Attempted> send_request(
    const Equipment* equipment, const connectors::ConnectorFactory* factory, net::Request request
) {
  const auto response = co_await equipment->http.send(std::move(request));
  if (!response) co_return failure_of(response.error());
  auto refusal = connectors::read_response(*factory, *response);
  if (!refusal) co_return std::nullopt;
  const auto outlook = outlook_of_refusal(response->status, refusal->code);
  co_return DeliveryFailure{*std::move(refusal), outlook};
}

Task<Attempted> send_mail(const Equipment* equipment, connectors::MailDelivery delivery) {
  if (delivery.token_request) {
    const auto response = co_await equipment->http.send(*std::move(delivery.token_request));
    // No mail has gone anywhere.
    if (!response)
      co_return DeliveryFailure{connectors::to_connector_error(response.error()), Outlook::later};
    auto token = connectors::read_access_token(*response);
    if (!token) co_return DeliveryFailure{std::move(token).error(), Outlook::later};
    delivery.mail.server.access_token = *std::move(token);
  }
  auto& server = delivery.mail.server;
  server.connect_timeout = std::min(server.connect_timeout, max_connect_time);
  server.timeout = std::min(server.timeout, max_mail_time);
  const auto sent = co_await equipment->mail.send(std::move(delivery.mail));
  if (!sent) co_return failure_of(sent.error());
  co_return std::nullopt;
}

// Only a test has such a connector, so its loop may wait for the disk.
Attempted write_record(const Equipment& equipment, const connectors::Record& record) {
  std::error_code ignored;
  std::filesystem::create_directories(equipment.mock_folder, ignored);
  std::ofstream file(equipment.mock_folder / record.file, std::ios::trunc);
  if (file << record.line << "\n" << std::flush) return std::nullopt;
  return DeliveryFailure{
      connectors::make_error(
          connectors::ConnectorErrorCode::general, "The record cannot be written."
      ),
      Outlook::later};
}

}  // namespace

Task<Attempted> deliver(
    const Equipment* equipment,
    const connectors::ConnectorFactory* factory,
    connectors::Delivery delivery
) {
  if (auto* request = std::get_if<net::Request>(&delivery))
    co_return co_await send_request(equipment, factory, std::move(*request));
  if (const auto* record = std::get_if<connectors::Record>(&delivery))
    co_return write_record(*equipment, *record);
  co_return co_await send_mail(equipment, std::get<connectors::MailDelivery>(std::move(delivery)));
}

Outlook outlook_of(const net::HttpError& error) {
  switch (error.code) {
    case net::HttpError::Code::invalid_url:
    case net::HttpError::Code::blocked_address:
      return Outlook::never;
    case net::HttpError::Code::resolve_failed:
    case net::HttpError::Code::connect_failed:
    case net::HttpError::Code::tls_failed:
      return Outlook::later;
    case net::HttpError::Code::timed_out:
    case net::HttpError::Code::too_large:
    case net::HttpError::Code::protocol_error:
      return error.was_sent ? Outlook::unknown : Outlook::later;
  }
  return Outlook::unknown;
}

namespace {

// RFC 5321 4.2.3: the mailbox is busy, has an error or is full. Grey lists answer so as well.
bool is_about_recipient(int reply) {
  return reply >= 450 && reply <= 452;
}

}  // namespace

Outlook outlook_of(const net::MailError& error) {
  if (error.is_uncertain) return Outlook::unknown;
  switch (error.code) {
    case net::MailErrorCode::invalid_mail:
    case net::MailErrorCode::blocked_address:
    case net::MailErrorCode::refused:
      return Outlook::never;
    case net::MailErrorCode::temporarily_refused:
      return is_about_recipient(error.reply) ? Outlook::recipient_later : Outlook::later;
    default:
      return Outlook::later;
  }
}

Outlook outlook_of_status(int status) {
  // The account may be put right, and the provider may have time again. 408: it has not read the
  // request to its end (RFC 9110 15.5.9).
  constexpr std::array passing{401, 403, 408, 429, 503};
  if (std::find(passing.begin(), passing.end(), status) != passing.end()) return Outlook::later;
  return status >= 500 ? Outlook::unknown : Outlook::never;
}

Outlook outlook_of_refusal(int status, connectors::ConnectorErrorCode refusal) {
  if (status < 200 || status >= 300) return outlook_of_status(status);
  switch (refusal) {
    // The account may send again in a while.
    case connectors::ConnectorErrorCode::rate_limit_exceeded:
    case connectors::ConnectorErrorCode::usage_limit_exceeded:
      return Outlook::later;
    // A success in words that are not the provider's: of something in between, or of a new version.
    case connectors::ConnectorErrorCode::invalid_response:
      return Outlook::unknown;
    default:
      return Outlook::never;
  }
}

}  // namespace daemun::messages
