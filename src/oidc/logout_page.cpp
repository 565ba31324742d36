#include "oidc/logout_page.h"

#include "base/encoding.h"

#include <string_view>

namespace daemun::oidc {

namespace {

struct Texts {
  std::string_view title;
  std::string_view text;
  std::string_view button;
};

// In the order of LogoutPageKind.
constexpr Texts texts_en[] = {
    {"Signing out", "You are being signed out.", "Continue"},
    {"Sign out?",
     "You will be signed out of every app that you opened with this account in this browser. Close "
     "this page to stay signed in.",
     "Sign out"},
    {"Sign out?",
     "An app asked to sign you out, but it knows you by another account than the one that is "
     "signed in here. Close this page to stay signed in.",
     "Sign out"},
};
constexpr Texts texts_ko[] = {
    {"로그아웃", "로그아웃하고 있어요.", "계속"},
    {"로그아웃할까요?",
     "이 브라우저에서 이 계정으로 사용 중인 모든 앱에서 로그아웃돼요. 로그인 상태를 유지하려면 이 "
     "페이지를 닫으세요.",
     "로그아웃"},
    {"로그아웃할까요?",
     "앱에서 로그아웃을 요청했지만, 현재 로그인된 계정은 앱이 알고 있는 계정과 달라요. 로그인 "
     "상태를 유지하려면 이 페이지를 닫으세요.",
     "로그아웃"},
};

const Texts& texts_for(LogoutPageKind kind, Language language) {
  const auto& texts = language == Language::ko ? texts_ko : texts_en;
  return texts[static_cast<std::size_t>(kind)];
}

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;color-scheme:light dark;max-width:28rem;"
    "margin:20vh auto;padding:0 1rem;text-align:center}"
    "button{font:inherit;padding:.6rem 1.6rem;cursor:pointer}";

std::string to_form(const LogoutPage& page, std::string_view button) {
  std::string form = "<form method=\"post\" action=\"" + to_html_escaped(page.action) + "\">";
  for (const auto& [name, value] : page.fields) {
    form += "<input type=\"hidden\" name=\"" + to_html_escaped(name) + "\" value=\"" +
            to_html_escaped(value) + "\">";
  }
  const std::string submit = "<button type=\"submit\">" + to_html_escaped(button) + "</button>";
  const bool posts_itself = page.kind == LogoutPageKind::posts_itself;
  form += posts_itself ? "<noscript>" + submit + "</noscript>" : submit;
  return form + "</form>";
}

}  // namespace

http::Response to_response(const LogoutPage& page) {
  const Texts& texts = texts_for(page.kind, page.language);
  const std::string title = to_html_escaped(texts.title);
  std::string html = "<!DOCTYPE html><html lang=\"" + std::string(to_string(page.language)) +
                     "\"><head><meta charset=\"utf-8\"><title>" + title +
                     "</title><meta name=\"viewport\" content=\"width=device-width\">"
                     "<style nonce=\"" +
                     page.nonce + "\">" + std::string(style) + "</style></head><body><main><h1>" +
                     title + "</h1><p>" + to_html_escaped(texts.text) + "</p>" +
                     to_form(page, texts.button) + "</main>";
  if (page.kind == LogoutPageKind::posts_itself) {
    html += "<script nonce=\"" + page.nonce + "\">document.forms[0].submit()</script>";
  }
  html += "</body></html>";

  auto response = http::html_response(200, std::move(html));
  // No form-action: browsers apply it to the redirects that follow the post as well, and those lead
  // to the application.
  response.set(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'nonce-" + page.nonce + "'; style-src 'nonce-" + page.nonce +
          "'; base-uri 'none'; frame-ancestors 'none'"
  );
  response.set("X-Frame-Options", "DENY");
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace daemun::oidc
