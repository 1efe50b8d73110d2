// The app's settings of a product: check the setup, make what is missing, show where notifications go.

registerEntries({
    octospiraCheck: "checkSetup", octospiraCreate: "createProperties", octospiraWebhook: "webhookAddress",
}, () => ({}));
