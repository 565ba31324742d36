#include "experience/enterprise_account.h"

#include "domain/foreign_email.h"
#include "experience/visit.h"

#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr JsonLimits stored_limits{.max_bytes = 1024 * 1024, .max_depth = 64};

std::string text_of(const json::object& object, std::string_view name) {
  const auto text = find_string(object, name);
  if (!text) throw std::runtime_error("a stored account lacks " + std::string(name));
  return std::string(*text);
}

json::object parse_details(const EnterpriseAccount& account) {
  auto object = parse_json_object(account.details, stored_limits);
  if (!object) throw std::runtime_error("the details of a stored account are not a JSON object");
  return *std::move(object);
}

// Of a canonical address; empty for none.
std::string domain_of(const std::string& email) {
  const auto at = email.find('@');
  return at == std::string::npos ? "" : email.substr(at + 1);
}

// The address that the provider names without its word for it.
std::string find_claimed_email(const connectors::SocialUser& user) {
  const auto claimed = find_string(user.raw, "email");
  const auto address = claimed ? parse_foreign_email(*claimed) : std::nullopt;
  return address.value_or("");
}

}  // namespace

EnterpriseAccount to_account(
    const SsoConnector& connector, std::string issuer, const connectors::SocialUser& user
) {
  EnterpriseAccount account{
      .connector_id = connector.id,
      .issuer = std::move(issuer),
      .id = user.id,
      .details = json::serialize(to_details(user)),
      .email = user.email ? *user.email : find_claimed_email(user),
      .is_email_proven = user.email.has_value()};
  if (!connector.has_domain(domain_of(account.email))) account.email.clear();
  account.is_email_proven = account.is_email_proven && !account.email.empty();
  return account;
}

json::object to_json(const EnterpriseAccount& account) {
  return {
      {"connector_id", account.connector_id.value()},
      {"issuer", account.issuer},
      {"id", account.id},
      {"details", account.details},
      {"email", account.email},
      {"is_email_proven", account.is_email_proven},
      {"may_be_stranger", account.may_be_stranger},
      {"has_mfa", account.has_mfa},
      {"sid", account.sid},
      {"logout_url", account.logout_url},
      {"tokens", account.tokens}};
}

EnterpriseAccount parse_enterprise_account(const json::object& object) {
  return {
      .connector_id = SsoConnectorId(text_of(object, "connector_id")),
      .issuer = text_of(object, "issuer"),
      .id = text_of(object, "id"),
      .details = text_of(object, "details"),
      .email = text_of(object, "email"),
      .is_email_proven = find_bool(object, "is_email_proven").value_or(false),
      .may_be_stranger = find_bool(object, "may_be_stranger").value_or(false),
      .has_mfa = find_bool(object, "has_mfa").value_or(false),
      .sid = std::string(find_string(object, "sid").value_or("")),
      .logout_url = std::string(find_string(object, "logout_url").value_or("")),
      .tokens = std::string(find_string(object, "tokens").value_or(""))};
}

SessionOrigin to_origin(const EnterpriseAccount& account) {
  return {
      .connector_id = account.connector_id,
      .subject = account.id,
      .sid = account.sid,
      .logout_url = account.logout_url};
}

std::optional<std::string> find_detail(const EnterpriseAccount& account, std::string_view name) {
  const auto details = parse_details(account);
  const auto text = find_string(details, name);
  if (!text) return std::nullopt;
  return std::string(*text);
}

json::object to_detail(const EnterpriseAccount& account) {
  auto details = parse_details(account);
  json::object detail;
  if (const auto* raw = find_object(details, "rawData")) detail = *raw;
  // An address that the provider does not vouch for must not look like one that it does.
  detail.erase("email");
  details.erase("rawData");
  for (auto& member : details)
    detail[member.key()] = std::move(member.value());
  return detail;
}

}  // namespace daemun::experience
