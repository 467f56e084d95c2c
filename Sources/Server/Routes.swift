// GraphQL over HTTP.
