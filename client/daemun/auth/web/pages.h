// The built-in pages, for apps without their own: plain documents without scripts, in English or
// Korean, light and dark.
#ifndef DAEMUN_AUTH_WEB_PAGES_H
#define DAEMUN_AUTH_WEB_PAGES_H

#include "daemun/auth/http.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::auth {

enum class PageLanguage { en, ko };

// The preferred one of the two (RFC 9110 12.5.4); English by default.
PageLanguage choose_language(const std::vector<Header>& headers);

// A form with hidden fields.
struct PageForm {
  std::string action{};
  std::vector<std::pair<std::string, std::string>> fields{};
};

struct SignInChoice {
  std::string provider_name{};
  PageForm form{};
};

Response make_sign_in_page(const std::vector<SignInChoice>& choices, PageLanguage language);
Response make_sign_out_page(const PageForm& form, PageLanguage language);

// An error as users see it.
enum class Trouble {
  expired,        // the sign-in took too long, or the page was opened again
  refused,        // the provider or the user said no
  denied,         // the app does not let this user in
  unavailable,    // the provider or the session store does not answer
  configuration,  // the app's settings are wrong
  forged          // a form that was not sent by a page of this app
};
// The value of `error` for the app's own error page.
std::string_view to_string(Trouble trouble);

// 400, 403, 500 or 503. `retry` is a link's path.
Response make_error_page(Trouble trouble, std::string_view retry, PageLanguage language);
int to_status(Trouble trouble);

}  // namespace daemun::auth

#endif
