package dev.vmascope.security;

import java.util.List;

/// A token's owner and what it allows.
///
/// @param scopes words of [Scope]; empty if the owner is known and may nothing
record Owner(String name, List<String> scopes) {
  Owner {
    scopes = List.copyOf(scopes);
  }
}
