#include "api/pagination.h"

#include "base/encoding.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace daemun::api {
namespace {

constexpr std::string_view number_name = "page";
constexpr std::string_view size_name = "page_size";
constexpr std::int64_t max_size = 100;
// So that no offset overflows; nobody has that many rows.
constexpr std::int64_t max_number = 1'000'000'000;

// A decimal number from 1 to `max`; `fallback` when the query has none.
std::optional<std::int64_t> parse_number(
    const http::Form& query, std::string_view name, std::int64_t fallback, std::int64_t max
) {
  if (query.count(name) == 0) return fallback;
  const auto text = query.find(name).value_or("");
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end || number < 1 || number > max) {
    return std::nullopt;
  }
  return number;
}

std::string make_url(const std::string& url, const http::Form& query, std::int64_t number) {
  std::string text = url;
  char separator = '?';
  const auto append = [&](std::string_view name, std::string_view value) {
    text += separator + to_form_encoded(name) + "=" + to_form_encoded(value);
    separator = '&';
  };
  for (const auto& [name, value] : query.fields()) {
    if (name != number_name) append(name, value);
  }
  append(number_name, std::to_string(number));
  return text;
}

class Links {
 public:
  Links(const std::string& url, const http::Form& query) : url_(url), query_(query) {}

  void add(std::int64_t number, std::string_view relation) {
    if (!text_.empty()) text_ += ", ";
    text_ += "<" + make_url(url_, query_, number) + ">; rel=\"" + std::string(relation) + "\"";
  }
  std::string take() { return std::move(text_); }

 private:
  const std::string& url_;
  const http::Form& query_;
  std::string text_;
};

}  // namespace

Outcome<std::optional<Page>> parse_page(const http::Form& query, Paging paging) {
  const bool is_asked = query.count(number_name) + query.count(size_name) > 0;
  if (paging == Paging::none || (paging == Paging::optional && !is_asked)) {
    return std::optional<Page>();
  }
  const Page defaults;
  const auto number = parse_number(query, number_name, defaults.number, max_number);
  const auto size = parse_number(query, size_name, defaults.size, max_size);
  if (!number || !size) return RequestError{.code = "guard.invalid_pagination"};
  return std::optional(Page{.number = *number, .size = *size});
}

std::string make_link_header(
    const std::string& url, const http::Form& query, const Page& page, std::int64_t total
) {
  const auto last = std::max<std::int64_t>(1, (total + page.size - 1) / page.size);
  Links links(url, query);
  links.add(1, "first");
  if (page.number > 1) links.add(std::min(page.number - 1, last), "prev");
  links.add(last, "last");
  if (page.number < last) links.add(page.number + 1, "next");
  return links.take();
}

std::string make_capped_link_header(
    const std::string& url, const http::Form& query, const Page& page
) {
  Links links(url, query);
  links.add(1, "first");
  if (page.number > 1) links.add(page.number - 1, "prev");
  links.add(page.number + 1, "next");
  return links.take();
}

}  // namespace daemun::api
