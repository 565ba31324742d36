// An ID token of Google that an application's own page has got from Google One Tap, and hands over
// with its authorization request (`google_one_tap_credential`). The browser brings it to the
// sign-in pages in a cookie, and from there back with the same cookie.
#ifndef DAEMUN_DOMAIN_ONE_TAP_CREDENTIAL_H
#define DAEMUN_DOMAIN_ONE_TAP_CREDENTIAL_H

#include <chrono>
#include <string_view>

namespace daemun {

// Readable by the page, as Logto's is.
inline constexpr std::string_view one_tap_cookie_name = "_logto_google_one_tap_credential";
// For as long as a page needs to load.
inline constexpr std::chrono::seconds one_tap_cookie_lifetime{60};

// Of the form of a JWS, and small enough for a cookie.
bool is_one_tap_credential(std::string_view text);

}  // namespace daemun

#endif
