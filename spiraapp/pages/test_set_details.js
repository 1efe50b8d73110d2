// The test set page: start the load tests of all its test cases.

registerEntries({ octospiraStartAll: "launchSet" }, () => ({}));
