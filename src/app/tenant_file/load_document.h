// A tenant as it is, read through its Management API.
#ifndef DAEMUN_APP_TENANT_FILE_LOAD_DOCUMENT_H
#define DAEMUN_APP_TENANT_FILE_LOAD_DOCUMENT_H

#include "app/tenant_file/document.h"
#include "app/tenant_file/local_api.h"
#include "app/tenant_file/names.h"

namespace daemun::app {

enum class Secrets { left_out, shown };

// Fills `names`. What every tenant has of itself (the Management API and who may call it) is named,
// but is no part of the document. Throws ApiRefusal.
Task<Document> load_document(LocalApi api, Names& names, Secrets secrets);

}  // namespace daemun::app

#endif
