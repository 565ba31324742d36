// The version of this program; CMakeLists.txt has the same.
#ifndef DAEMUN_APP_VERSION_H
#define DAEMUN_APP_VERSION_H

#include <string_view>

namespace daemun::app {

inline constexpr std::string_view version = "0.1.0";

}  // namespace daemun::app

#endif
