#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "core/base/json.hpp"
#include "core/base/result.hpp"

namespace octospira::simulators::spira {

/// The stored texts of one SpiraApp (SpiraApp platform §5.7).
class Storage {
  public:
    struct Request {
        std::string operation;  ///< Insert, Update, Get, Delete, GetAll, DeleteAll, DeleteAllUsers
        std::string scope;      ///< System, User, Product, ProductUser
        int product_id = 0;     ///< of the Product scopes, else 0
        int user_id = 0;        ///< of the User scopes, else 0
        std::string key = {};
        std::string value = {};
        bool secure = false;
    };

    /// The value read, an object for GetAll, null otherwise. Errors: not_found, conflict (the key
    /// is there already), forbidden (a secure value is never read back), invalid_input.
    [[nodiscard]] Result<Json> perform(const Request& request);

    /// Items of a manifest: inserted, or updated where they are there already.
    void put_system(const std::string& key, const std::string& value, bool secure);

  private:
    struct Item {
        std::string value;
        bool secure = false;
    };
    using Place = std::tuple<std::string, int, int>;  ///< scope, product, user
    [[nodiscard]] Json readable(const Place& place) const;

    std::map<Place, std::map<std::string, Item>> items_;
};

}  // namespace octospira::simulators::spira
