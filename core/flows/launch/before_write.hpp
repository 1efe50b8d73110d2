#pragma once

#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// What stands before everything that changes the page's test case: refuses without the right to,
/// as far as the page can tell, and asks when there are unsaved changes, whose saving would be
/// refused afterwards. Ends as "refused" or "cancelled", or goes on with `next`.
[[nodiscard]] Step before_changing(const PageEvent& event, Next next);

/// Whether the form can be read anew without taking unsaved changes from the person.
[[nodiscard]] inline bool may_reload(const PageEvent& event) {
    return event.unsaved_changes == false;
}

}  // namespace octospira::flows
