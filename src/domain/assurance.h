// How sure a sign-in was: the words of `acr` (OpenID Connect Core 2) for what `amr` (RFC 8176)
// lists.
#ifndef DAEMUN_DOMAIN_ASSURANCE_H
#define DAEMUN_DOMAIN_ASSURANCE_H

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// From the weakest on: a single factor; two of them; a passkey that verified its person, which no
// other site can ask for (phishing-resistant).
inline constexpr std::array<std::string_view, 3> assurance_words{"pwd", "mfa", "phr"};

std::string_view acr_of(const std::vector<std::string>& amr);
// The words of an `acr_values` parameter that mean something here, in its order.
std::vector<std::string> parse_acr_values(std::string_view text);
// Whether a sign-in is as sure as one of the values wants, or surer; always, where nothing is
// wanted.
bool is_assured(const std::vector<std::string>& amr, const std::vector<std::string>& acr_values);

}  // namespace daemun

#endif
