// The texts of e-mail that a tenant has written, by language and purpose.
#ifndef DAEMUN_DOMAIN_EMAIL_TEMPLATE_H
#define DAEMUN_DOMAIN_EMAIL_TEMPLATE_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

#include <string>
#include <vector>

namespace daemun {

using EmailTemplateId = Id<struct EmailTemplateTag>;

struct EmailTemplate {
  EmailTemplateId id{};
  std::string language_tag{};  // as written: "en" and "en-US" are two languages
  std::string template_type{};
  json::object details{};  // subject, content, contentType?, replyTo?, sendFrom?
  TimePoint created_at{};
};

// What a message is about, and the languages of its reader and of the tenant.
struct TemplateWish {
  std::string template_type{};
  std::string locale{};  // empty: unknown
  std::string fallback_language{};
};

// In the reader's language, else in the tenant's, else the tenant's Generic in its own language;
// null when there is none.
const EmailTemplate* pick_email_template(
    const std::vector<EmailTemplate>& templates, const TemplateWish& wish
);

}  // namespace daemun

#endif
