#include "saml/assertion.h"

#include "base/text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "saml/document.h"
#include "saml/identifier.h"
#include "saml/names.h"

namespace daemun::saml {

namespace {

using Code = SamlError::Code;
using Check = std::optional<SamlError>;

std::vector<xmlNode*> parts_of(const xmlNode* parent, std::string_view name) {
  return elements_of(parent, assertion_namespace, name);
}

// NotBefore and an end, in the time that both clocks agree about.
Check check_period(const xmlNode* element, TimePoint now, SamlError expired) {
  const auto start = time_attribute(element, "NotBefore");
  if (!start) return start.error();
  const auto end = time_attribute(element, "NotOnOrAfter");
  if (!end) return end.error();
  if (*start && now + clock_leeway < **start)
    return refuse(Code::not_yet_valid, "the assertion is not valid yet");
  if (*end && now - clock_leeway >= **end) return expired;
  return std::nullopt;
}

// Every restriction has to name us (saml-core 2.5.1.4).
Check check_audience(const xmlNode* restriction, const std::string& entity_id) {
  for (const xmlNode* audience : parts_of(restriction, "Audience")) {
    auto text = text_of(audience);
    if (!text) return std::move(text).error();
    if (trim(*text) == entity_id) return std::nullopt;
  }
  return refuse(Code::wrong_audience, "the assertion is for another service provider");
}

Check check_conditions(
    const xmlNode* assertion, const ResponseExpectations& expected, TimePoint now
) {
  const xmlNode* conditions = only_element(assertion, assertion_namespace, "Conditions");
  if (conditions == nullptr) return refuse(Code::no_conditions, "the assertion has no conditions");
  for (const xmlNode* condition : elements_of(conditions)) {
    // saml-core 2.5.1.1: with a condition that is not understood, its validity is not known.
    // OneTimeUse is met by the caller, who takes each assertion once.
    if (!is_element(condition, assertion_namespace, "AudienceRestriction") &&
        !is_element(condition, assertion_namespace, "OneTimeUse") &&
        !is_element(condition, assertion_namespace, "ProxyRestriction"))
      return refuse(Code::unknown_condition, "the assertion has an unknown condition");
  }
  const auto expired = refuse(Code::expired, "the assertion has expired");
  if (auto wrong = check_period(conditions, now, expired)) return wrong;
  const auto restrictions = parts_of(conditions, "AudienceRestriction");
  if (restrictions.empty())
    return refuse(Code::wrong_audience, "the assertion names no service provider");
  for (const xmlNode* restriction : restrictions)
    if (auto wrong = check_audience(restriction, expected.service_provider_entity_id)) return wrong;
  return std::nullopt;
}

Result<NameId, SamlError> read_name_id(const xmlNode* subject) {
  const xmlNode* name = only_element(subject, assertion_namespace, "NameID");
  if (name == nullptr) return refuse(Code::no_name_id, "the assertion does not name a person");
  auto value = text_of(name);
  if (!value) return std::move(value).error();
  if (trim(*value).empty()) return refuse(Code::no_name_id, "the name of the person is empty");
  return NameId{
      .value = *std::move(value), .format = attribute(name, "Format").value_or(std::string())};
}

// Of one bearer confirmation (saml-profiles 4.1.4.2): until when it confirms.
Result<TimePoint, SamlError> read_confirmation(
    const xmlNode* confirmation, const ResponseExpectations& expected, TimePoint now
) {
  const xmlNode* data = only_element(confirmation, assertion_namespace, "SubjectConfirmationData");
  if (data == nullptr)
    return refuse(Code::no_bearer_confirmation, "the confirmation of the subject is empty");
  if (attribute(data, "Recipient") != expected.assertion_consumer_service_url)
    return refuse(Code::wrong_recipient, "the assertion is for another recipient");
  const auto expired = refuse(Code::confirmation_expired, "the assertion has been used too late");
  if (auto wrong = check_period(data, now, expired)) return *std::move(wrong);
  if (auto wrong = check_in_response_to(data, expected.request_id)) return *std::move(wrong);
  const auto end = time_attribute(data, "NotOnOrAfter");
  if (!end) return end.error();
  if (!*end) return expired;
  return **end;
}

// One that confirms is enough; with several, the assertion may be used as long as the last says.
Result<TimePoint, SamlError> read_confirmations(
    const xmlNode* subject, const ResponseExpectations& expected, TimePoint now
) {
  std::optional<TimePoint> last;
  SamlError wrong = refuse(Code::no_bearer_confirmation, "no confirmation is for bearers");
  for (const xmlNode* confirmation : parts_of(subject, "SubjectConfirmation")) {
    if (attribute(confirmation, "Method") != bearer_method) continue;
    auto end = read_confirmation(confirmation, expected, now);
    if (!end) {
      wrong = std::move(end).error();
    } else {
      last = std::max(last.value_or(*end), *end);
    }
  }
  if (!last) return wrong;
  return *last;
}

Check read_authentications(const xmlNode* assertion, TimePoint now, Assertion* read) {
  const auto statements = parts_of(assertion, "AuthnStatement");
  if (statements.empty())
    return refuse(Code::no_authentication, "the assertion is of no authentication");
  for (const xmlNode* statement : statements) {
    const auto end = time_attribute(statement, "SessionNotOnOrAfter");
    if (!end) return end.error();
    if (*end && now - clock_leeway >= **end)
      return refuse(Code::session_expired, "the session at the identity provider has ended");
    if (*end) {
      read->session_not_on_or_after =
          std::min(read->session_not_on_or_after.value_or(**end), **end);
    }
    if (!read->session_index) read->session_index = attribute(statement, "SessionIndex");
  }
  return std::nullopt;
}

Check read_attribute(const xmlNode* element, Assertion* read) {
  const auto name = attribute(element, "Name");
  if (!name || name->empty())
    return refuse(Code::bad_attribute, "an attribute of the assertion has no name");
  auto& values = read->attributes[*name];
  for (const xmlNode* value : parts_of(element, "AttributeValue")) {
    if (!elements_of(value).empty()) continue;
    auto text = text_of(value);
    if (!text) return std::move(text).error();
    values.push_back(*std::move(text));
  }
  return std::nullopt;
}

Check read_attributes(const xmlNode* assertion, Assertion* read) {
  for (const xmlNode* statement : parts_of(assertion, "AttributeStatement"))
    for (const xmlNode* element : parts_of(statement, "Attribute"))
      if (auto wrong = read_attribute(element, read)) return wrong;
  return std::nullopt;
}

}  // namespace

std::optional<SamlError> check_version_and_id(const xmlNode* element) {
  if (attribute(element, "Version") != "2.0")
    return refuse(Code::wrong_version, "the message is not of SAML 2.0");
  if (!is_identifier(attribute(element, "ID").value_or("")))
    return refuse(Code::bad_id, "the message has no id, or one that is not an XML identifier");
  return std::nullopt;
}

std::optional<SamlError> check_issuer(const xmlNode* element, const IdentityProvider& provider) {
  const auto wrong = refuse(Code::wrong_issuer, "the message is of another identity provider");
  const xmlNode* issuer = only_element(element, assertion_namespace, "Issuer");
  if (issuer == nullptr) return wrong;
  if (attribute(issuer, "Format").value_or(std::string(entity_format)) != entity_format)
    return wrong;
  auto text = text_of(issuer);
  if (!text) return std::move(text).error();
  if (trim(*text) != provider.entity_id) return wrong;
  return std::nullopt;
}

std::optional<SamlError> check_in_response_to(
    const xmlNode* element, const std::optional<std::string>& request_id
) {
  const auto answered = attribute(element, "InResponseTo");
  if (!request_id && answered)
    return refuse(Code::unexpected_in_response_to, "the message answers a request of nobody");
  if (answered != request_id)
    return refuse(Code::wrong_in_response_to, "the message answers another request");
  return std::nullopt;
}

Result<Assertion, SamlError> read_assertion(
    const xmlNode* assertion, const ResponseExpectations& expected, TimePoint now
) {
  if (auto wrong = check_version_and_id(assertion)) return *std::move(wrong);
  if (auto wrong = check_issuer(assertion, expected.provider)) return *std::move(wrong);
  if (auto wrong = check_conditions(assertion, expected, now)) return *std::move(wrong);
  const xmlNode* subject = only_element(assertion, assertion_namespace, "Subject");
  if (subject == nullptr) return refuse(Code::no_name_id, "the assertion has no subject");
  auto name_id = read_name_id(subject);
  if (!name_id) return std::move(name_id).error();
  const auto end = read_confirmations(subject, expected, now);
  if (!end) return end.error();

  Assertion read;
  read.id = attribute(assertion, "ID").value_or("");
  read.name_id = *std::move(name_id);
  read.not_on_or_after = *end + clock_leeway;
  if (auto wrong = read_authentications(assertion, now, &read)) return *std::move(wrong);
  if (auto wrong = read_attributes(assertion, &read)) return *std::move(wrong);
  return read;
}

}  // namespace daemun::saml
