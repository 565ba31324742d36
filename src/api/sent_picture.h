// A picture in the body of a request, as the server writes it anew.
#ifndef DAEMUN_API_SENT_PICTURE_H
#define DAEMUN_API_SENT_PICTURE_H

#include "base/task.h"
#include "domain/user_asset.h"
#include "http/request.h"

#include "api/request_error.h"
#include "uploads/picture.h"

namespace daemun::api {

// An asset without id and time. Errors: those of parse_file_form; 400 guard.file_size_exceeded,
// guard.mime_type_not_allowed, guard.invalid_input. Throws Unavailable when the pool is full.
Task<Outcome<UserAsset>> remake_sent_picture(
    crypto::WorkPool& pool, http::Request request, uploads::PictureRules rules
);

}  // namespace daemun::api

#endif
