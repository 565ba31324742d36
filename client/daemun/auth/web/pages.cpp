#include "daemun/auth/web/pages.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"

#include <array>
#include <cstddef>

namespace daemun::auth {

namespace {

constexpr std::string_view style =
    ":root{color-scheme:light dark;--ink:#1b1d22;--soft:#5c6270;--paper:#f5f6f8;--card:#fff;"
    "--line:#d9dce3;--accent:#3b4fd8;--on:#fff}"
    "@media(prefers-color-scheme:dark){:root{--ink:#eceef3;--soft:#a3a9b8;--paper:#121317;"
    "--card:#1c1e24;--line:#363a45;--accent:#93a2ff;--on:#10121a}}"
    "*{box-sizing:border-box}"
    "body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;"
    "background:var(--paper);color:var(--ink);"
    "font:16px/1.5 system-ui,-apple-system,'Noto Sans KR',sans-serif}"
    "main{width:100%;max-width:384px;padding:32px;background:var(--card);"
    "border:1px solid var(--line);border-radius:12px}"
    "h1{margin:0 0 8px;font-size:22px;line-height:1.3;overflow-wrap:anywhere}"
    "p{margin:0 0 24px;color:var(--soft)}:lang(ko){word-break:keep-all}"
    "form{margin:0 0 12px}form:last-child{margin:0}"
    "button,a.button{display:block;width:100%;min-height:44px;padding:10px 16px;border:0;"
    "border-radius:8px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;"
    "text-align:center;text-decoration:none;cursor:pointer;overflow-wrap:anywhere}"
    "button:focus-visible,a.button:focus-visible{outline:3px solid var(--accent);"
    "outline-offset:3px}";

struct Words {
  std::string_view lang;
  std::string_view sign_in;
  std::string_view choose;
  std::string_view with_before;  // around the provider's name
  std::string_view with_after;
  std::string_view sign_out;
  std::string_view sure;
  std::string_view failed;
  std::string_view retry;
};

constexpr Words english{
    .lang = "en",
    .sign_in = "Sign in",
    .choose = "Choose how to continue.",
    .with_before = "Sign in with ",
    .with_after = "",
    .sign_out = "Sign out",
    .sure = "Do you want to sign out?",
    .failed = "You are not signed in",
    .retry = "Try again",
};
constexpr Words korean{
    .lang = "ko",
    .sign_in = "로그인",
    .choose = "계속할 방법을 선택하세요.",
    .with_before = "",
    .with_after = " 계정으로 로그인",
    .sign_out = "로그아웃",
    .sure = "로그아웃하시겠습니까?",
    .failed = "로그인되지 않았습니다",
    .retry = "다시 시도",
};

struct TroubleRow {
  std::string_view word;
  int status;
  std::string_view english;
  std::string_view korean;
};

// In the order of Trouble.
constexpr std::array<TroubleRow, 6> troubles{{
    {"expired",
     400,
     "This sign-in has expired or was used already. Please begin again.",
     "로그인 시간이 지났거나 이미 사용된 로그인입니다. 처음부터 다시 시작하세요."},
    {"refused",
     400,
     "The sign-in was cancelled or refused.",
     "로그인이 취소되었거나 거절되었습니다."},
    {"denied",
     403,
     "Your account has no access to this app.",
     "이 계정으로는 이 앱을 사용할 수 없습니다."},
    {"unavailable",
     503,
     "The sign-in service does not answer at the moment. Please try again shortly.",
     "로그인 서비스가 지금 응답하지 않습니다. 잠시 후 다시 시도하세요."},
    {"configuration",
     500,
     "Sign-in is not set up correctly. The people who run this app can find the reason in its log.",
     "로그인 설정이 올바르지 않습니다. 앱 관리자는 로그에서 원인을 확인할 수 있습니다."},
    {"forged",
     403,
     "This request did not come from a page of this app. Please begin again.",
     "이 앱의 페이지에서 보낸 요청이 아닙니다. 처음부터 다시 시작하세요."},
}};

const Words& words_of(PageLanguage language) {
  return language == PageLanguage::ko ? korean : english;
}

const TroubleRow& row_of(Trouble trouble) {
  return troubles.at(static_cast<std::size_t>(trouble));
}

std::string to_paragraph(std::string_view text) {
  return "<p>" + to_html_escaped(text) + "</p>";
}

std::string to_form(const PageForm& form, std::string_view label) {
  std::string text = "<form method=\"post\" action=\"" + to_html_escaped(form.action) + "\">";
  for (const auto& [name, value] : form.fields) {
    text += "<input type=\"hidden\" name=\"" + to_html_escaped(name) + "\" value=\"" +
            to_html_escaped(value) + "\">";
  }
  return text + "<button>" + to_html_escaped(label) + "</button></form>";
}

Response make_page(
    int status, std::string_view title, const std::string& body, const Words& words
) {
  // The hash lets in this style and nothing else; there is no form-action, because browsers apply
  // it to the redirect to the provider as well.
  static const std::string policy = "default-src 'none'; style-src 'sha256-" +
                                    to_base64(crypto::sha256(style)) +
                                    "'; base-uri 'none'; frame-ancestors 'none'";
  Response response;
  response.status = status;
  response.headers = {
      {"Content-Type", "text/html; charset=utf-8"},
      {"Content-Security-Policy", policy},
      {"Vary", "Accept-Language"},
  };
  response.body = "<!doctype html><html lang=\"" + std::string(words.lang) +
                  "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                  "content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" "
                  "content=\"noindex\"><title>" +
                  to_html_escaped(title) + "</title><style>" + std::string(style) +
                  "</style></head><body><main><h1>" + to_html_escaped(title) + "</h1>" + body +
                  "</main></body></html>";
  return response;
}

}  // namespace

PageLanguage choose_language(const std::vector<Header>& headers) {
  const std::string* accepted = find_header(headers, "Accept-Language");
  if (accepted == nullptr) return PageLanguage::en;
  // Browsers list them in the order of preference.
  for (const std::string& range : split_words(accepted->substr(0, 256), ',')) {
    const std::string tag = to_lower_ascii(trim(range)).substr(0, 2);
    if (tag == "ko") return PageLanguage::ko;
    if (tag == "en") return PageLanguage::en;
  }
  return PageLanguage::en;
}

Response make_sign_in_page(const std::vector<SignInChoice>& choices, PageLanguage language) {
  const Words& words = words_of(language);
  std::string body = to_paragraph(words.choose);
  for (const SignInChoice& choice : choices) {
    std::string label(words.with_before);
    label += choice.provider_name;
    label += words.with_after;
    body += to_form(choice.form, label);
  }
  return make_page(200, words.sign_in, body, words);
}

Response make_sign_out_page(const PageForm& form, PageLanguage language) {
  const Words& words = words_of(language);
  return make_page(
      200, words.sign_out, to_paragraph(words.sure) + to_form(form, words.sign_out), words
  );
}

std::string_view to_string(Trouble trouble) {
  return row_of(trouble).word;
}

int to_status(Trouble trouble) {
  return row_of(trouble).status;
}

Response make_error_page(Trouble trouble, std::string_view retry, PageLanguage language) {
  const Words& words = words_of(language);
  const TroubleRow& row = row_of(trouble);
  const std::string body = to_paragraph(language == PageLanguage::ko ? row.korean : row.english) +
                           "<a class=\"button\" href=\"" + to_html_escaped(retry) + "\">" +
                           to_html_escaped(words.retry) + "</a>";
  return make_page(row.status, words.failed, body, words);
}

}  // namespace daemun::auth
