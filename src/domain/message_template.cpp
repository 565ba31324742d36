#include "domain/message_template.h"

#include <algorithm>
#include <iterator>

namespace daemun {

std::string_view to_string(TemplateType type) {
  switch (type) {
    case TemplateType::sign_in:
      return "SignIn";
    case TemplateType::register_:
      return "Register";
    case TemplateType::forgot_password:
      return "ForgotPassword";
    case TemplateType::organization_invitation:
      return "OrganizationInvitation";
    case TemplateType::generic:
      return "Generic";
    case TemplateType::user_permission_validation:
      return "UserPermissionValidation";
    case TemplateType::bind_new_identifier:
      return "BindNewIdentifier";
    case TemplateType::mfa_verification:
      return "MfaVerification";
    case TemplateType::bind_mfa:
      return "BindMfa";
    case TemplateType::password_changed:
      return "PasswordChanged";
    case TemplateType::factors_changed:
      return "FactorsChanged";
    case TemplateType::new_browser:
      return "NewBrowser";
    case TemplateType::identifiers_changed:
      return "IdentifiersChanged";
    case TemplateType::email_changed:
      return "EmailChanged";
    case TemplateType::account_deletion_scheduled:
      return "AccountDeletionScheduled";
    case TemplateType::account_deletion_canceled:
      return "AccountDeletionCanceled";
  }
  return "";
}

std::optional<TemplateType> parse_template_type(std::string_view word) {
  for (const auto type : all_template_types) {
    if (to_string(type) == word) return type;
  }
  for (const auto type : notice_types) {
    if (to_string(type) == word) return type;
  }
  return std::nullopt;
}

bool is_notice(TemplateType type) {
  return std::find(std::begin(notice_types), std::end(notice_types), type) !=
         std::end(notice_types);
}

std::string_view to_string(ContentType type) {
  return type == ContentType::html ? "text/html" : "text/plain";
}

std::optional<ContentType> parse_content_type(std::string_view word) {
  for (const auto type : {ContentType::html, ContentType::plain}) {
    if (to_string(type) == word) return type;
  }
  return std::nullopt;
}

}  // namespace daemun
