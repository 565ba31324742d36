#include "oidc/authorization_response.h"

#include "base/ascii_uri.h"
#include "base/encoding.h"
#include "base/uri.h"

namespace daemun::oidc {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

http::Response form_post_response(
    const Dependencies& dependencies, const std::string& redirect_uri, const Parameters& parameters
) {
  const auto nonce = crypto::random_token(dependencies.random);
  std::string html =
      "<!doctype html><html lang=\"en\"><head><meta "
      "charset=\"utf-8\"><title>Continue</title></head>"
      "<body><form method=\"post\" action=\"" +
      to_html_escaped(redirect_uri) + "\">";
  for (const auto& [name, value] : parameters) {
    html += "<input type=\"hidden\" name=\"" + to_html_escaped(name) + "\" value=\"" +
            to_html_escaped(value) + "\">";
  }
  html += "<noscript><button type=\"submit\">Continue</button></noscript></form><script nonce=\"" +
          nonce + "\">document.forms[0].submit()</script></body></html>";
  auto response = http::html_response(200, std::move(html));
  // form-action stays open: the target is the client's registered URI, and browsers apply the rule
  // to the redirects that follow it as well.
  response.set(
      "content-security-policy",
      "default-src 'none'; script-src 'nonce-" + nonce +
          "'; base-uri 'none'; frame-ancestors 'none'"
  );
  response.set("x-frame-options", "DENY");
  response.set("referrer-policy", "no-referrer");
  return response;
}

std::string with_fragment(std::string uri, const Parameters& parameters) {
  char separator = '#';
  for (const auto& [name, value] : parameters) {
    uri += separator;
    uri += to_form_encoded(name) + "=" + to_form_encoded(value);
    separator = '&';
  }
  return uri;
}

std::string with_query(std::string uri, const Parameters& parameters) {
  for (const auto& [name, value] : parameters)
    uri = with_query_parameter(std::move(uri), name, value);
  return uri;
}

}  // namespace

http::Response authorization_response(
    const Dependencies& dependencies, const ResponseTarget& target, Parameters parameters
) {
  if (target.state) parameters.emplace_back("state", *target.state);
  parameters.emplace_back("iss", dependencies.issuer());
  // It may have been registered in other letters.
  const auto uri = to_ascii_uri(target.redirect_uri).value_or(target.redirect_uri);
  auto response = target.mode == ResponseMode::form_post
                      ? form_post_response(dependencies, uri, parameters)
                      : http::redirect_response(
                            303,
                            target.mode == ResponseMode::query ? with_query(uri, parameters)
                                                               : with_fragment(uri, parameters)
                        );
  response.set("cache-control", "no-store");
  return response;
}

http::Response authorization_error_response(
    const Dependencies& dependencies, const ResponseTarget& target, const OAuthError& error
) {
  Parameters parameters{{"error", std::string(to_string(error.code))}};
  if (!error.description.empty()) parameters.emplace_back("error_description", error.description);
  if (error.scope) parameters.emplace_back("scope", *error.scope);
  return authorization_response(dependencies, target, std::move(parameters));
}

}  // namespace daemun::oidc
