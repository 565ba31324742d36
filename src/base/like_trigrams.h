// Letters that every text has which a LIKE pattern matches, three at a time, for an index of them
// that folds case one character at a time, as SQLite's trigram tokenizer does.
#ifndef DAEMUN_BASE_LIKE_TRIGRAMS_H
#define DAEMUN_BASE_LIKE_TRIGRAMS_H

#include "base/pattern.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// Each once, in the order of the pattern; none for a pattern without three characters in a row that
// can be looked up, or one that is malformed. Where case is ignored, a character whose case the
// index may not know is treated as a wildcard.
std::vector<std::string> find_like_trigrams(std::string_view pattern, PatternCase letter_case);

// A text as it is indexed, before its case is folded: with the results of Unicode's changes of case
// that are more than one character's.
std::string to_indexed_letters(std::string_view text);

}  // namespace daemun

#endif
