#pragma once

#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Runs before every action that changes the page's test case: refuses without the permission, as
/// far as the page can tell, and asks if there are unsaved changes, which Spira would then refuse
/// to save. Ends as "refused" or "cancelled", or continues with `next`.
[[nodiscard]] Step before_changing(const PageEvent& event, Next next);

/// Whether the form can be reloaded without losing unsaved changes.
[[nodiscard]] inline bool may_reload(const PageEvent& event) {
    return event.unsaved_changes == false;
}

}  // namespace octospira::flows
