// The browser's cookie of trusted devices, outside of a dialogue.
#ifndef DAEMUN_EXPERIENCE_DEVICE_COOKIE_H
#define DAEMUN_EXPERIENCE_DEVICE_COOKIE_H

#include "experience/dependencies.h"
#include "http/request.h"

#include <string>
#include <vector>

namespace daemun::experience {

// What is stored of the secrets in the cookie: to find the browser's devices by.
std::vector<std::string> list_device_hashes(
    const Dependencies& dependencies, const http::Request& request
);

}  // namespace daemun::experience

#endif
