package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;

/// The words of scopes, which stand in token files.
class ScopeTest {
  @Test
  void hasTheseWords() {
    assertThat(Scope.words())
        .containsExactly(
            "processes:read",
            "processes:command-lines",
            "maps:read",
            "maps:addresses",
            "scans:expensive",
            "snapshots:write",
            "metrics:read");
  }

  @Test
  void isAnAuthorityByItsWord() {
    assertThat(Scope.allAuthorities())
        .extracting(GrantedAuthority::getAuthority)
        .isEqualTo(Scope.words());
  }
}
