package dev.vmascope.http.security;

import java.util.List;

/// The owner of a token, and its scopes.
///
/// @param scopes the values of [Scope]; empty if the owner is known and has no permission
record Owner(String name, List<String> scopes) {
  Owner {
    scopes = List.copyOf(scopes);
  }
}
