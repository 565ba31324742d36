// The texts that the server brings along, in its own languages: for a connector whose configuration
// has no templates, and for the console's form.
#ifndef DAEMUN_CONNECTORS_TEXTS_H
#define DAEMUN_CONNECTORS_TEXTS_H

#include "base/json.h"
#include "domain/language.h"
#include "domain/message_template.h"

#include <string>

namespace daemun::connectors {

// With placeholders, for a notice, a code or, when the payload has a link, for that.
struct BuiltInMail {
  std::string subject{};
  std::string text{};
  std::string html{};
};

BuiltInMail built_in_mail(TemplateType type, Language language, const json::object& payload);
// At most 70 characters with a code of six digits, so that it is one SMS in any language.
std::string built_in_sms(TemplateType type, Language language);
std::string built_in_subject(TemplateType type, Language language);

// The language of the payload's `locale`; English for one that is not spoken here.
Language language_of(const json::object& payload);

// {usageType, subject?, content, <type>?} for each usage type in English, as a configuration has
// them. `entry` is the list of the fields of such an entry.
json::array built_in_templates(const json::array& entry);

}  // namespace daemun::connectors

#endif
