// The page between asking to sign out and signing out: a form that posts itself, or that waits for
// a click.
#ifndef DAEMUN_OIDC_LOGOUT_PAGE_H
#define DAEMUN_OIDC_LOGOUT_PAGE_H

#include "domain/language.h"
#include "http/response.h"

#include <string>
#include <utility>
#include <vector>

namespace daemun::oidc {

enum class LogoutPageKind {
  posts_itself,
  asks,
  asks_about_account,  // the application knows another one than the one that is signed in here
};

struct LogoutPage {
  LogoutPageKind kind = LogoutPageKind::posts_itself;
  std::string action;                                       // path to post to
  std::vector<std::pair<std::string, std::string>> fields;  // hidden
  Language language = Language::en;
  std::string nonce;  // of the content security policy; base64url
};

// Everything is escaped; nothing may frame the page, and it runs no script but its own.
http::Response to_response(const LogoutPage& page);

}  // namespace daemun::oidc

#endif
