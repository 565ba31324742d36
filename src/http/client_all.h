// Several requests at once.
#ifndef DAEMUN_HTTP_CLIENT_ALL_H
#define DAEMUN_HTTP_CLIENT_ALL_H

#include "http/client.h"

#include <vector>

namespace daemun::http {

// The answers in the order of the requests, when the last has come.
Task<std::vector<Result<ClientResponse, ClientError>>> send_all(
    HttpClient& client, std::vector<ClientRequest> requests
);

}  // namespace daemun::http

#endif
