// Several requests at once.
#ifndef DAEMUN_NET_SEND_ALL_H
#define DAEMUN_NET_SEND_ALL_H

#include "net/http_task.h"

#include <vector>

namespace daemun::net {

// The answers in the order of the requests, when the last has come.
Task<std::vector<Result<Response, HttpError>>> send_all(
    TaskHttpClient& client, std::vector<Request> requests
);

}  // namespace daemun::net

#endif
