#include "native/simulators/spira/apps_storage.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr std::size_t kLongestKey = 128;

tl::unexpected<Error> cannot_find(const std::string& key) {
    return failure(ErrorKind::not_found, "Cannot find a storage item with the key '" + key + "'.");
}

}  // namespace

Json Storage::readable(const Place& place) const {
    Json all = Json::object();
    const auto found = items_.find(place);
    if (found == items_.end()) return all;
    for (const auto& [key, item] : found->second) {
        if (!item.secure) all[key] = item.value;
    }
    return all;
}

Result<Json> Storage::perform(const Request& request) {
    const Place place{request.scope, request.product_id, request.user_id};
    const std::string& operation = request.operation;
    if (operation == "GetAll") return readable(place);
    if (operation == "DeleteAll") {
        items_.erase(place);
        return Json();
    }
    if (operation == "DeleteAllUsers") {
        std::erase_if(items_, [&](const auto& entry) {
            const auto& [scope, product, user] = entry.first;
            return scope == request.scope && product == request.product_id;
        });
        return Json();
    }
    if (request.key.empty() || request.key.size() > kLongestKey) {
        return failure(ErrorKind::invalid_input, "A key has between 1 and 128 characters.");
    }
    auto& items = items_[place];
    const auto item = items.find(request.key);
    if (operation == "Insert") {
        if (item != items.end()) {
            return failure(ErrorKind::conflict, "There is already an item with this key.");
        }
        items[request.key] = {request.value, request.secure};
        return Json();
    }
    if (item == items.end()) return cannot_find(request.key);
    if (operation == "Update") {
        item->second.value = request.value;
        return Json();
    }
    if (operation == "Delete") {
        items.erase(item);
        return Json();
    }
    if (operation != "Get") return failure(ErrorKind::invalid_input, "Unknown storage operation.");
    if (item->second.secure) {
        return failure(ErrorKind::forbidden, "A secure item cannot be read back.");
    }
    return Json(item->second.value);
}

void Storage::put_system(const std::string& key, const std::string& value, bool secure) {
    items_[{"System", 0, 0}][key] = {value, secure};
}

}  // namespace octospira::simulators::spira
