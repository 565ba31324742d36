// Texts that are sent to people by e-mail or SMS, and what each is for.
#ifndef DAEMUN_DOMAIN_MESSAGE_TEMPLATE_H
#define DAEMUN_DOMAIN_MESSAGE_TEMPLATE_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// What a message is for; a connector's templates call it usageType.
enum class TemplateType {
  sign_in,
  register_,
  forgot_password,
  organization_invitation,
  generic,
  user_permission_validation,
  bind_new_identifier,
  mfa_verification,
  bind_mfa,
  // Notices to the owner of an account, ours and not Logto's. They hold no code, and a link only to
  // undo a change of the address.
  password_changed,
  factors_changed,
  new_browser,
  identifiers_changed,
  email_changed,
  account_deletion_scheduled,
  account_deletion_canceled
};

// In the order in which Logto lists them.
inline constexpr TemplateType all_template_types[] = {
    TemplateType::sign_in,
    TemplateType::register_,
    TemplateType::forgot_password,
    TemplateType::organization_invitation,
    TemplateType::generic,
    TemplateType::user_permission_validation,
    TemplateType::bind_new_identifier,
    TemplateType::mfa_verification,
    TemplateType::bind_mfa,
};

// In alphabetical order.
inline constexpr TemplateType notice_types[] = {
    TemplateType::account_deletion_canceled,
    TemplateType::account_deletion_scheduled,
    TemplateType::email_changed,
    TemplateType::factors_changed,
    TemplateType::identifiers_changed,
    TemplateType::new_browser,
    TemplateType::password_changed,
};

bool is_notice(TemplateType type);

// "SignIn"
std::string_view to_string(TemplateType type);
std::optional<TemplateType> parse_template_type(std::string_view word);

enum class ContentType { html, plain };

// "text/html"
std::string_view to_string(ContentType type);
std::optional<ContentType> parse_content_type(std::string_view word);

// With placeholders of the form {{ application.name }} everywhere.
struct MessageTemplate {
  std::string subject{};  // empty in an SMS
  std::string content{};
  std::optional<ContentType> content_type{};  // absent: the connector's own
  std::string reply_to{};                     // empty: none
  std::string send_from{};                    // a name, an address or both; empty: the connector's
};

}  // namespace daemun

#endif
