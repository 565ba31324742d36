#include "daemun/auth/web/visit.h"

#include <utility>

namespace daemun::auth {

std::vector<Header> Visit::headers() const {
  std::vector<Header> headers;
  for (const SetCookie& cookie : set_cookies)
    headers.push_back(to_header(cookie));
  return headers;
}

void add_cookies(Visit& visit, std::vector<SetCookie> cookies) {
  for (SetCookie& cookie : cookies) {
    std::erase_if(visit.set_cookies, [&](const SetCookie& set) { return set.name == cookie.name; });
    visit.set_cookies.push_back(std::move(cookie));
  }
}

}  // namespace daemun::auth
