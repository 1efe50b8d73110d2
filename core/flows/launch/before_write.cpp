#include "core/flows/launch/before_write.hpp"

#include <utility>

namespace octospira::flows {

Step before_changing(const PageEvent& event, Next next) {
    // A page that cannot tell leaves it to Spira, which refuses the change where the right is
    // missing.
    if (event.may_modify_test_case == false) {
        return tell_error(
            {ErrorKind::forbidden, texts::may_not_modify, texts::may_not_modify_advice, ""},
            event.language, "refused");
    }
    if (event.unsaved_changes != true) return next();
    return confirm_or_end(fill(texts::ask_unsaved, event.language), event.language,
                          std::move(next));
}

}  // namespace octospira::flows
