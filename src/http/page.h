// HTML documents that are built beforehand, with the server's words in their places.
#ifndef DAEMUN_HTTP_PAGE_H
#define DAEMUN_HTTP_PAGE_H

#include "http/response.h"

#include <span>
#include <string>
#include <string_view>

namespace daemun::http {

struct Place {
  std::string_view name;  // "{{lang}}"; begins with '{' or '<'
  std::string value;      // HTML
};

// Puts each value in its place, however often it occurs. What is filled in is not searched for
// places again.
std::string fill_places(std::string_view document, std::span<const Place> places);

// JSON that can stand in a script element of HTML: no '<', '>', '&', U+2028 and U+2029.
std::string to_script_json(std::string_view json_text);

// A document that nobody may frame, keep, or learn the address of (checklist A1 14).
Response page_response(int status, std::string html, std::string_view content_security_policy);

}  // namespace daemun::http

#endif
