// Texts to compare with, kept in tests/golden. DAEMUN_UPDATE_GOLDEN=1 writes them anew.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_GOLDEN_H
#define DAEMUN_TESTS_FLOWS_HARNESS_GOLDEN_H

#include "base/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::flows {

// The object with one member a line, in its order. The values of `random` members, which differ
// from run to run, become their lengths.
std::string to_golden(const json::object& object, const std::vector<std::string>& random = {});

// The file's text; the text given when it was written just now.
std::string load_golden(const std::string& name, const std::string& text);

}  // namespace daemun::flows

#endif
