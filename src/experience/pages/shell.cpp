#include "experience/pages/shell.h"

#include "base/encoding.h"
#include "base/uri.h"
#include "domain/language_tags.h"
#include "http/page.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_style_bytes = 128 * 1024;

bool is_hex_color(std::string_view text) {
  if (text.size() != 4 && text.size() != 7) return false;
  return text.front() == '#' && std::all_of(text.begin() + 1, text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

void append_color(
    std::string& css, std::string_view property, const json::object& colors, std::string_view member
) {
  const auto color = find_string(colors, member);
  if (!color || !is_hex_color(*color)) return;
  css.append(property).append(":").append(*color).append(";");
}

// "</" ends a style element; the escape means the same wherever CSS can hold these characters.
std::string to_style_text(std::string_view css) {
  std::string text;
  text.reserve(css.size());
  for (std::size_t i = 0; i < css.size(); ++i) {
    text += css[i];
    if (css.substr(i, 2) == "</") text += '\\';
  }
  return text;
}

// The URL as a source expression of the policy: no query, no character that could end it.
std::optional<std::string> to_source(std::string_view url) {
  const auto uri = parse_uri(url);
  if (!uri || !is_http_scheme(*uri) || uri->host.empty()) return std::nullopt;
  const auto end = url.find_first_of("?#");
  std::string source(url.substr(0, end));
  const bool is_safe = std::none_of(source.begin(), source.end(), [](char c) {
    return c <= ' ' || c == ';' || c == ',' || c == '\'' || c == '"' ||
           static_cast<unsigned char>(c) >= 0x7f;
  });
  if (!is_safe) return to_origin(*uri);
  return source;
}

std::string style_element(const ShellValues& values) {
  if (values.style.empty()) return "";
  return "<style nonce=\"" + to_html_escaped(values.nonce) + "\">" + values.style + "</style>\n  ";
}

}  // namespace

std::string render_shell(std::string_view shell, const ShellValues& values) {
  const http::Place places[] = {
      {"{{lang}}", to_html_escaped(values.language)},
      {"{{dir}}", is_right_to_left(values.language) ? "rtl" : "ltr"},
      {"{{title}}", to_html_escaped(values.title)},
      {"{{noscript}}", to_html_escaped(values.no_script)},
      {"{{nonce}}", to_html_escaped(values.nonce)},
      {"{{theme}}", to_html_escaped(values.theme)},
      {"{{context}}", http::to_script_json(values.context_json)},
      // The tenant's style comes last, so that it wins.
      {"</head>", style_element(values) + "</head>"},
  };
  return http::fill_places(shell, places);
}

std::string to_style(const json::object& sign_in_experience) {
  std::string properties;
  if (const auto* colors = find_object(sign_in_experience, "color")) {
    append_color(properties, "--primary", *colors, "primaryColor");
    append_color(properties, "--primary-dark", *colors, "darkPrimaryColor");
  }
  std::string css;
  if (!properties.empty()) css = ":root{" + properties + "}";
  const auto custom = find_string(sign_in_experience, "customCss");
  if (custom && custom->size() <= max_style_bytes) css.append("\n").append(to_style_text(*custom));
  return css;
}

std::string_view theme_of(const json::object& sign_in_experience) {
  const auto* colors = find_object(sign_in_experience, "color");
  const bool has_dark =
      colors != nullptr && find_bool(*colors, "isDarkModeEnabled").value_or(false);
  return has_dark ? "auto" : "light";
}

std::vector<std::string> image_sources(
    const json::object& sign_in_experience, std::vector<std::string> urls
) {
  const auto css = find_string(sign_in_experience, "customCss");
  if (!css || css->empty()) return {"https:"};
  if (const auto* branding = find_object(sign_in_experience, "branding")) {
    for (const auto& member : *branding) {
      if (const auto* url = member.value().if_string()) urls.emplace_back(*url);
    }
  }
  std::vector<std::string> sources;
  for (const auto& url : urls) {
    if (auto source = to_source(url)) sources.push_back(*std::move(source));
  }
  return sources;
}

std::string to_content_security_policy(const PagePolicy& policy) {
  const std::string source = "'nonce-" + policy.nonce + "' 'self'";
  std::string images = "'self' data:";
  for (const auto& one : policy.image_sources)
    images += " " + one;
  if (policy.use == PageUse::preview)
    return "default-src 'none'; script-src " + source + "; style-src " + source + "; img-src " +
           images +
           "; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
  // The addresses that Google's documentation of its script names.
  const bool has_google = policy.guest == Guest::google_one_tap;
  const std::string google = " https://accounts.google.com/gsi/";
  return "default-src 'none'; script-src " + source + (has_google ? google + "client" : "") +
         "; style-src " + source + (has_google ? google + "style" : "") + "; img-src " + images +
         (has_google ? "; frame-src" + google : "") + "; connect-src 'self'" +
         (has_google ? google : "") +
         "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

http::Response answer_page(int status, std::string html, const PagePolicy& policy) {
  auto response = http::page_response(status, std::move(html), to_content_security_policy(policy));
  if (policy.use == PageUse::preview) response.set("X-Frame-Options", "SAMEORIGIN");
  if (policy.guest == Guest::google_one_tap) {
    // Google shows its frame on origins that the client has registered, and may open a window.
    response.set("Referrer-Policy", "strict-origin");
    response.set("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
  }
  return response;
}

}  // namespace daemun::experience
