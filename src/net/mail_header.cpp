#include "net/mail_header.h"

#include "base/ascii_uri.h"
#include "base/encoding.h"
#include "base/header_text.h"
#include "base/http_date.h"
#include "base/text.h"

#include <algorithm>

namespace daemun::net {

namespace {

// RFC 5322 2.1.1 has 998 bytes for a line; this leaves room for the name.
constexpr std::size_t max_plain_bytes = 900;
// RFC 2047 2: a word has at most 75 characters, "=?utf-8?B?...?=" included.
constexpr std::size_t max_word_bytes = 45;

bool is_line(std::string_view text) {
  return is_header_value(text) && is_valid_utf8(text);
}

// RFC 5322 3.4.1 without quoted texts and comments. What has other characters could become two
// addresses, or an option of MAIL FROM.
bool is_address(std::string_view text) {
  const bool is_printable = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f &&
           std::string_view("<>()[],;:\"\\").find(c) == std::string_view::npos;
  });
  const auto at = text.find('@');
  return is_printable && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos;
}

// The longest piece that fits a word and ends between two characters; of what is no UTF-8,
// anywhere.
std::string_view next_piece(std::string_view text) {
  const std::size_t most = std::min(text.size(), max_word_bytes);
  std::size_t size = most;
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
    --size;
  return text.substr(0, size > 0 ? size : most);
}

// RFC 5322 3.2.4
std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

bool is_sendable(const Mail& mail) {
  const auto& id = mail.message_id;
  const bool is_id = id.size() > 2 && id.front() == '<' && id.back() == '>' &&
                     is_address(std::string_view(id).substr(1, id.size() - 2));
  return is_address(mail.from.address) && is_line(mail.from.name) && is_address(mail.to) &&
         (mail.reply_to.empty() || is_address(mail.reply_to)) && is_line(mail.subject) && is_id &&
         (!mail.text.empty() || !mail.html.empty()) &&
         std::all_of(mail.headers.begin(), mail.headers.end(), [](const Header& header) {
           return is_token(header.name) && is_line(header.value);
         });
}

std::string to_header_text(std::string_view text) {
  // What looks like an encoded word would be decoded.
  const bool is_plain =
      is_ascii(text) && text.size() <= max_plain_bytes && text.find("=?") == std::string_view::npos;
  if (is_plain) return std::string(text);
  std::string words;
  while (!text.empty()) {
    const auto piece = next_piece(text);
    if (!words.empty()) words += "\r\n ";
    words += "=?utf-8?B?" + to_base64(piece) + "?=";
    text.remove_prefix(piece.size());
  }
  return words;
}

std::string to_header_text(const Mailbox& mailbox) {
  if (mailbox.name.empty()) return mailbox.address;
  const bool is_plain = is_ascii(mailbox.name) && mailbox.name.size() <= max_plain_bytes &&
                        mailbox.name.find("=?") == std::string::npos;
  const auto name = is_plain ? quote(mailbox.name) : to_header_text(mailbox.name);
  return name + " <" + mailbox.address + ">";
}

std::string to_mail_date(TimePoint time) {
  std::string text = to_http_date(time);
  return text.replace(text.size() - 3, 3, "+0000");
}

std::vector<std::string> to_header_lines(const Mail& mail) {
  std::vector<std::string> lines = {
      "Date: " + to_mail_date(mail.date),
      "From: " + to_header_text(mail.from),
      "To: " + mail.to,
  };
  if (!mail.reply_to.empty()) lines.push_back("Reply-To: " + mail.reply_to);
  lines.push_back("Subject: " + to_header_text(mail.subject));
  lines.push_back("Message-ID: " + mail.message_id);
  // RFC 3834 5: keeps out-of-office answers away.
  lines.push_back("Auto-Submitted: auto-generated");
  for (const auto& header : mail.headers)
    lines.push_back(header.name + ": " + to_header_text(header.value));
  return lines;
}

}  // namespace daemun::net
