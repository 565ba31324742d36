// Random texts of an alphabet of one's own.
#ifndef DAEMUN_CRYPTO_RANDOM_TEXT_H
#define DAEMUN_CRYPTO_RANDOM_TEXT_H

#include "crypto/random.h"

#include <string>
#include <string_view>

namespace daemun::crypto {

// Each of `length` characters evenly from `alphabet`, which has at most 256.
std::string random_text(Random& random, std::size_t length, std::string_view alphabet);

}  // namespace daemun::crypto

#endif
