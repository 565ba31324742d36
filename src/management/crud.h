// The five rows of a noun with a table: list, create, show, update, remove.
#ifndef DAEMUN_MANAGEMENT_CRUD_H
#define DAEMUN_MANAGEMENT_CRUD_H

#include "http/request.h"
#include "management/operation.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/described.h"

namespace daemun::management {

// The columns in which the rows of nouns differ. A row may also have a reply
// of its own, and refusals instead of 404.
struct Crud {
  std::string path{};       // of the list: "/roles"
  std::string id = "{id}";  // of one thing, below it
  std::string event{};      // that webhooks are told of changes: "Role"; none: they are not
  Operation list{};
  Operation create{};
  Operation show{};
  Operation update{};
  Operation remove{};
};

// With methods, paths, events and what else follows from the columns.
Operations complete_rows(Crud crud);

// `Noun` has a handler of each name, and shows its things as a `View`.
template <typename View, typename Noun>
Operations crud_rows(const std::shared_ptr<Noun>& noun, Crud crud) {
  crud.list.handler = handled_by(noun, &Noun::list);
  crud.create.handler = handled_by(noun, &Noun::create);
  crud.show.handler = handled_by(noun, &Noun::show);
  crud.update.handler = handled_by(noun, &Noun::update);
  crud.remove.handler = handled_by(noun, &Noun::remove);
  if (!crud.list.reply) crud.list.reply = api::shape_of<std::vector<View>>();
  for (auto* row : {&crud.create, &crud.show, &crud.update})
    if (!row->reply) row->reply = api::shape_of<View>();
  return complete_rows(std::move(crud));
}

}  // namespace daemun::management

#endif
