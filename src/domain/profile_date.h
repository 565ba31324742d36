// Dates that people type into the profile form, in the format that the field asks for.
#ifndef DAEMUN_DOMAIN_PROFILE_DATE_H
#define DAEMUN_DOMAIN_PROFILE_DATE_H

#include "base/json.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

class DateFormat {
 public:
  // Of a Date field's config: `format` is MM/dd/yyyy, dd/MM/yyyy, yyyy-MM-dd or custom; a custom
  // one is in `customFormat`: yyyy, MM (or M) and dd (or d), once each, with other characters
  // between them. yyyy-MM-dd when the config names none.
  static std::optional<DateFormat> parse(const json::object& config);

  // Whether the text is a day of the calendar, written in this way.
  bool matches(std::string_view text) const;

 private:
  explicit DateFormat(std::string pattern) : pattern_(std::move(pattern)) {}

  std::string pattern_;
};

}  // namespace daemun

#endif
