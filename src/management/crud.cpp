#include "management/crud.h"

namespace daemun::management {

Operations complete_rows(Crud crud) {
  using http::Method;
  crud.list.method = Method::get;
  crud.create.method = Method::post;
  crud.show.method = Method::get;
  crud.update.method = Method::patch;
  crud.remove.method = Method::delete_;
  crud.remove.status = 204;
  for (auto* row : {&crud.list, &crud.create})
    row->path = crud.path;
  for (auto* row : {&crud.show, &crud.update, &crud.remove}) {
    row->path = crud.path + "/" + crud.id;
    if (row->refusals.empty()) row->refusals = {404};
  }
  if (!crud.event.empty()) {
    crud.create.event = crud.event + ".Created";
    crud.update.event = crud.event + ".Data.Updated";
    crud.remove.event = crud.event + ".Deleted";
  }
  return {
      std::move(crud.list),
      std::move(crud.create),
      std::move(crud.show),
      std::move(crud.update),
      std::move(crud.remove)};
}

}  // namespace daemun::management
