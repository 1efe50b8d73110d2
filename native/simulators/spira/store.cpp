#include "native/simulators/spira/store.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/spira/kinds.hpp"

namespace octospira::simulators::spira {

namespace {

template <class Map>
auto pointer_in(Map& map, int id) -> decltype(&map.begin()->second) {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

std::string Property::field_name() const {
    return std::string(number < 10 ? "Custom_0" : "Custom_") + std::to_string(number);
}

std::string Artifact::text(std::string_view member) const {
    return text_at(fields, member);
}

std::optional<int> Artifact::number(std::string_view member) const {
    const auto value = integer_at(fields, member);
    if (!value) return std::nullopt;
    return static_cast<int>(*value);
}

Store::Store(std::function<EpochMs()> clock) : clock_(std::move(clock)) {}

EpochMs Store::now() {
    last_ = std::max(clock_(), last_ + 1);
    return last_;
}

int Store::next_id(int artifact_type) {
    return ++counters_[artifact_type];
}

Artifact& Store::add(const ArtifactKind& kind, int product_id, Json fields) {
    const int id = next_id(kind.type);
    fields[std::string(kind.members.front().name)] = id;
    Artifact& added = (this->*kind.table)[id];
    added = {id, product_id, kind.type, std::move(fields), {}};
    touch(added);
    return added;
}

void Store::touch(Artifact& changed) {
    const std::string date = format_utc(now());
    changed.fields["LastUpdateDate"] = date;
    changed.fields["ConcurrencyDate"] = date;
}

const User* Store::user(int id) const {
    return pointer_in(users, id);
}

const User* Store::user(std::string_view login) const {
    for (const auto& [id, user] : users) {
        if (equals_ignoring_case(user.login, login)) return &user;
    }
    return nullptr;
}

const Product* Store::product(int id) const {
    return pointer_in(products, id);
}
const Template* Store::product_template(int id) const {
    return pointer_in(templates, id);
}
Template* Store::product_template(int id) {
    return pointer_in(templates, id);
}

const Property* Store::property(int template_id, int artifact_type, int number) const {
    const Template* in = product_template(template_id);
    if (in == nullptr) return nullptr;
    for (const Property& each : in->properties) {
        if (each.artifact_type == artifact_type && each.number == number && !each.deleted) {
            return &each;
        }
    }
    return nullptr;
}

const Property* Store::property(int template_id, int artifact_type, std::string_view name) const {
    const Template* in = product_template(template_id);
    if (in == nullptr) return nullptr;
    for (const Property& each : in->properties) {
        if (each.artifact_type == artifact_type && !each.deleted && trim(each.name) == name) {
            return &each;
        }
    }
    return nullptr;
}

int Store::template_of(const Artifact& of) const {
    const Product* in = product(of.product_id);
    return in == nullptr ? 0 : in->template_id;
}

const Artifact* Store::find(const Table& table, int product_id, int id) const {
    const Artifact* found = pointer_in(table, id);
    return found != nullptr && found->product_id == product_id ? found : nullptr;
}

Artifact* Store::find(Table& table, int product_id, int id) {
    Artifact* found = pointer_in(table, id);
    return found != nullptr && found->product_id == product_id ? found : nullptr;
}

namespace {

const Role* role_in(const Store& store, const User& user, int product_id) {
    const Product* in = store.product(product_id);
    if (in == nullptr) return nullptr;
    const auto found = in->members.find(user.id);
    return found == in->members.end() ? nullptr : pointer_in(store.roles, found->second);
}

}  // namespace

bool Store::member(const User& user, int product_id) const {
    return role_in(*this, user, product_id) != nullptr;
}

bool Store::may(const User& user, int product_id, int artifact_type, Right right) const {
    const Role* role = role_in(*this, user, product_id);
    if (role == nullptr) return false;
    const auto found = role->rights.find(artifact_type);
    return found != role->rights.end() && std::ranges::count(found->second, right) > 0;
}

bool Store::product_administrator(const User& user, int product_id) const {
    const Role* role = role_in(*this, user, product_id);
    return role != nullptr && role->product_administrator;
}

bool Store::template_administrator(const User& user, int template_id) const {
    return std::ranges::any_of(products, [&](const auto& entry) {
        const Role* role = role_in(*this, user, entry.first);
        return entry.second.template_id == template_id && role != nullptr &&
               role->template_administrator;
    });
}

std::vector<const Artifact*> places_in(const Store& store, const Artifact& test_set) {
    std::vector<const Artifact*> places;
    for (const auto& [id, place] : store.test_set_test_cases) {
        if (place.number("TestSetId") == test_set.id) places.push_back(&place);
    }
    std::ranges::stable_sort(places, {},
                             [](const Artifact* place) { return place->number("Position"); });
    return places;
}

std::string named(Names names, std::int64_t id) {
    if (id < 1 || id > static_cast<std::int64_t>(names.size())) return "";
    return std::string(names[static_cast<std::size_t>(id - 1)]);
}

}  // namespace octospira::simulators::spira
