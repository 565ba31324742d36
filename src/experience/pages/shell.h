// One HTML document for all pages: the built shell with the server's words in its places, under a
// Content-Security-Policy that lets nothing else run (checklist A1 14, 16).
#ifndef DAEMUN_EXPERIENCE_PAGES_SHELL_H
#define DAEMUN_EXPERIENCE_PAGES_SHELL_H

#include "base/json.h"
#include "http/response.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience {

struct ShellValues {
  std::string language;  // "ko"
  std::string title;
  std::string no_script;     // what a browser without JavaScript is told
  std::string nonce;         // fresh for each answer
  std::string theme;         // "light", "auto"
  std::string context_json;  // any JSON text
  std::string style;         // CSS of the tenant, from to_style
};

// Fills the places {{lang}} {{dir}} {{title}} {{noscript}} {{nonce}} {{theme}} {{context}} of the
// shell; what is filled in is not searched for places again.
std::string render_shell(std::string_view shell, const ShellValues& values);

// The tenant's colours as custom properties and its own CSS, which cannot end its element. Colours
// that are not #hex are left out.
std::string to_style(const json::object& sign_in_experience);

// "auto" where the tenant has a dark mode, else "light".
std::string_view theme_of(const json::object& sign_in_experience);

// Part of a dialogue, or framed by the console as a preview that makes no requests.
enum class PageUse { dialogue, preview };

// Whose script a page loads beside ours.
enum class Guest { none, google_one_tap };

struct PagePolicy {
  std::string nonce;
  PageUse use = PageUse::dialogue;
  // Beside our own and inline ones. "https:" stands for pictures from anywhere.
  std::vector<std::string> image_sources;
  Guest guest = Guest::none;
};

// Where a page's pictures may come from: anywhere over HTTPS; but on a page with CSS of the
// tenant's own only from the addresses that the settings name, because CSS that may load from
// anywhere can tell what people type there (checklist 77).
std::vector<std::string> image_sources(
    const json::object& sign_in_experience, std::vector<std::string> urls
);

std::string to_content_security_policy(const PagePolicy& policy);

// The document with all headers of an authorization page.
http::Response answer_page(int status, std::string html, const PagePolicy& policy);

}  // namespace daemun::experience

#endif
