#include "base/ascii_uri.h"

#include "base/text.h"

#include <unicode/bytestream.h>
#include <unicode/idna.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace daemun {
namespace {

// Errors that WHATWG URL ignores unless asked to be strict: hyphens and lengths.
constexpr std::uint32_t tolerated = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

std::unique_ptr<const icu::IDNA> make_idna() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<const icu::IDNA> idna(icu::IDNA::createUTS46Instance(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, status
  ));
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
  return idna;
}

// Letters that mean a separator ("／") have become one by now, and would end the host.
bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

const icu::IDNA& shared_idna() {
  static const auto idna = make_idna();
  return *idna;
}

std::string escape_non_ascii(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string escaped;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x80) {
      escaped += character;
      continue;
    }
    escaped += '%';
    escaped += digits[byte >> 4];
    escaped += digits[byte & 15];
  }
  return escaped;
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

std::optional<std::string> to_ascii_host(std::string_view host) {
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(host.data(), static_cast<std::int32_t>(host.size()));
  shared_idna().nameToASCII_UTF8(piece, sink, info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~tolerated) != 0) return std::nullopt;
  if (!std::all_of(ascii.begin(), ascii.end(), is_host_character)) return std::nullopt;
  return ascii;
}

std::optional<std::string> to_unicode_host(std::string_view host) {
  if (!to_ascii_host(host)) return std::nullopt;
  std::string letters;
  icu::StringByteSink<std::string> sink(&letters);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(host.data(), static_cast<std::int32_t>(host.size()));
  shared_idna().nameToUnicodeUTF8(piece, sink, info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~tolerated) != 0) return std::nullopt;
  return letters;
}

std::optional<std::string> to_ascii_uri(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  if (!is_valid_utf8(text)) return std::nullopt;
  const auto authority = text.find("://");
  const auto scheme = to_lower_ascii(text.substr(0, authority));
  if (authority == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    return escape_non_ascii(text);
  }
  const auto begin = authority + 3;
  const auto end = std::min(text.find_first_of("/?#", begin), text.size());
  auto host = text.substr(begin, end - begin);
  host = host.substr(0, host.rfind(':'));
  if (is_ascii(host)) return escape_non_ascii(text);
  const auto ascii = to_ascii_host(host);
  if (!ascii) return std::nullopt;
  return std::string(text.substr(0, begin)) + *ascii +
         escape_non_ascii(text.substr(begin + host.size()));
}

}  // namespace daemun
