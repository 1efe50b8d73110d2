#pragma once

#include "core/base/json.hpp"
#include "core/base/result.hpp"
#include "native/simulators/spira/store.hpp"

namespace octospira::simulators::spira {

/// Every user as {"tester":{"id","name","apiKey","culture","theme","active","administrator",
/// "products":{"1":{"role","widgets","releaseId"}}}}, and the names of the roles there are.
[[nodiscard]] Json describe_users(const Store& store);

/// Changes users, any part of {"tester":{"culture":"fr-FR","theme":"dark","active":true,
/// "products":{"1":{"role":"Observer","widgets":["<guid>"],"releaseId":1}}}}. `role` null: no
/// member of the product; `releaseId` 0: all releases. Errors: invalid_input, then nothing is
/// changed.
[[nodiscard]] Result<void> change_users(Store& store, const Json& wanted);

}  // namespace octospira::simulators::spira
