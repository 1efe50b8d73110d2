#pragma once

#include "native/simulators/spira/rest_call.hpp"

namespace octospira::simulators::spira {

// The handlers of rest.cpp's table.

// system.cpp
Outcome get_artifact(RestCall& call);
Outcome delete_artifact(RestCall& call);
Outcome list_projects(RestCall& call);
Outcome get_project(RestCall& call);
Outcome list_project_users(RestCall& call);
Outcome get_product_version(RestCall& call);
Outcome get_product_name(RestCall& call);
Outcome get_server_time(RestCall& call);
Outcome get_web_server_url(RestCall& call);
Outcome get_own_user(RestCall& call);
Outcome get_user_by_name(RestCall& call);
Outcome list_test_set_test_cases(RestCall& call);
Outcome list_test_cases_of_test_set(RestCall& call);

// test_cases.cpp, test_case_changes.cpp
Outcome list_test_cases(RestCall& call);
Outcome list_folder_test_cases(RestCall& call);
Outcome search_test_cases(RestCall& call);
Outcome count_test_cases(RestCall& call);
Outcome count_found_test_cases(RestCall& call);
Outcome list_my_test_cases(RestCall& call);
Outcome create_test_case(RestCall& call);
Outcome update_test_case(RestCall& call);

// test_runs.cpp, test_run_recording.cpp
Outcome get_automated_test_run(RestCall& call);
Outcome get_test_run(RestCall& call);
Outcome search_test_runs(RestCall& call);
Outcome search_runs_of_test_case(RestCall& call);
Outcome list_test_runs(RestCall& call);
Outcome search_automated_test_runs(RestCall& call);
Outcome count_test_runs(RestCall& call);
Outcome record_test_run(RestCall& call);
Outcome record_test_runs(RestCall& call);
Outcome refresh_caches(RestCall& call);

// custom_properties.cpp
Outcome list_properties(RestCall& call);
Outcome create_property(RestCall& call);
Outcome update_property(RestCall& call);
Outcome delete_property(RestCall& call);

// releases.cpp
Outcome list_releases(RestCall& call);
Outcome search_releases(RestCall& call);
Outcome list_release_test_cases(RestCall& call);
Outcome map_release_test_cases(RestCall& call);
Outcome list_builds(RestCall& call);
Outcome get_build(RestCall& call);
Outcome create_or_search_builds(RestCall& call);

// documents.cpp, incidents.cpp, associations.cpp, comments.cpp
Outcome create_url_document(RestCall& call);
Outcome create_file_document(RestCall& call);
Outcome attach_document(RestCall& call);
Outcome list_documents(RestCall& call);
Outcome create_incident(RestCall& call);
Outcome list_incidents(RestCall& call);
Outcome update_incident(RestCall& call);
Outcome fix_incident(RestCall& call);
Outcome create_association(RestCall& call);
Outcome list_associations(RestCall& call);
Outcome list_test_case_comments(RestCall& call);
Outcome create_test_case_comment(RestCall& call);
Outcome create_incident_comments(RestCall& call);

}  // namespace octospira::simulators::spira
