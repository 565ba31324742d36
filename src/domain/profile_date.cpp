#include "domain/profile_date.h"

#include <chrono>

namespace daemun {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The run of equal characters that the text begins with.
std::string_view run_of(std::string_view text) {
  return text.substr(0, text.find_first_not_of(text.front()));
}

bool is_date_pattern(std::string_view pattern) {
  int years = 0, months = 0, days = 0;
  while (!pattern.empty()) {
    const auto run = run_of(pattern);
    if (run == "yyyy" || run == "YYYY") {
      ++years;
    } else if (run == "MM" || run == "M") {
      ++months;
    } else if (run == "dd" || run == "d" || run == "DD" || run == "D") {
      ++days;
    } else if (is_letter(run.front()) || (run.front() >= '0' && run.front() <= '9')) {
      return false;
    }
    pattern.remove_prefix(run.size());
  }
  return years == 1 && months == 1 && days == 1;
}

// Takes `min` to `max` digits from the front.
std::optional<unsigned> take_number(std::string_view& text, std::size_t min, std::size_t max) {
  unsigned number = 0;
  std::size_t count = 0;
  while (count < max && count < text.size() && text[count] >= '0' && text[count] <= '9') {
    number = number * 10 + static_cast<unsigned>(text[count] - '0');
    ++count;
  }
  if (count < min) return std::nullopt;
  text.remove_prefix(count);
  return number;
}

}  // namespace

std::optional<DateFormat> DateFormat::parse(const json::object& config) {
  const auto format = find_string(config, "format").value_or("yyyy-MM-dd");
  const auto pattern =
      format == "custom" ? find_string(config, "customFormat").value_or("") : format;
  if (!is_date_pattern(pattern)) return std::nullopt;
  return DateFormat(std::string(pattern));
}

bool DateFormat::matches(std::string_view text) const {
  unsigned year = 0, month = 0, day = 0;
  std::string_view pattern = pattern_;
  while (!pattern.empty()) {
    const auto run = run_of(pattern);
    pattern.remove_prefix(run.size());
    if (!is_letter(run.front())) {
      if (!text.starts_with(run)) return false;
      text.remove_prefix(run.size());
      continue;
    }
    const bool is_year = run.front() == 'y' || run.front() == 'Y';
    const auto number = take_number(text, run.size(), is_year ? 4 : 2);
    if (!number) return false;
    (is_year ? year : run.front() == 'M' ? month : day) = *number;
  }
  const std::chrono::year_month_day date{
      std::chrono::year(static_cast<int>(year)), std::chrono::month(month), std::chrono::day(day)};
  return text.empty() && year >= 1 && date.ok();
}

}  // namespace daemun
