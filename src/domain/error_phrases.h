// The sentences for the API's error codes, in every language of the server.
#ifndef DAEMUN_DOMAIN_ERROR_PHRASES_H
#define DAEMUN_DOMAIN_ERROR_PHRASES_H

#include "domain/language.h"

#include <span>
#include <string_view>

namespace daemun {

struct ErrorPhrase {
  std::string_view code;
  std::string_view en;
  std::string_view ko;
};

// Sorted by code.
std::span<const ErrorPhrase> all_error_phrases();

// A generic sentence for an unknown code. "{{relativeTime}}" in a phrase stands for a value that
// the caller fills in.
std::string_view error_phrase(std::string_view code, Language language);

}  // namespace daemun

#endif
